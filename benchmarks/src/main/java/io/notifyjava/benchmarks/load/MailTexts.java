package io.notifyjava.benchmarks.load;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/** What everybody sends by mail: one subject and one text in Chinese, each to another address. */
final class MailTexts {

  static final String FROM = "shop@example.com";
  static final String SUBJECT = "您的订单已经发货";
  static final String TEXT =
      "尊敬的客户：\r\n\r\n您的订单已经发货，预计明天上午送达小区驿站，取件码 12-3-4567，请凭码取件。如有问题，请回复本邮件或联系客服。\r\n\r\n祝您生活愉快！\r\n";

  private static final int MASK = (1 << 14) - 1;

  private MailTexts() {}

  static String address(int recipient) {
    return "r" + (recipient & MASK) + "@example.net";
  }

  static Properties properties(int port) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", Integer.toString(port));
    return properties;
  }

  /** Jakarta Mail knows no other date. */
  @SuppressWarnings("JavaUtilDate")
  static MimeMessage message(Session session, int recipient) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(FROM));
    message.setRecipient(RecipientType.TO, new InternetAddress(address(recipient)));
    message.setSubject(SUBJECT, StandardCharsets.UTF_8.name());
    message.setText(TEXT, StandardCharsets.UTF_8.name());
    message.setSentDate(new Date());
    return message;
  }
}
