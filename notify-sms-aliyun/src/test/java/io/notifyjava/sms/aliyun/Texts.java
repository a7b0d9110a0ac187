package io.notifyjava.sms.aliyun;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import java.util.List;
import java.util.stream.IntStream;

/** Templates and messages of the tests. */
final class Texts {

  static final String SECRET_CODE = "937164";

  private Texts() {}

  static SmsTemplates templates() {
    return SmsTemplates.builder()
        .template(template("captcha", "SMS_1000001").variable("code"))
        .template(template("moved", "SMS_1000002").variable("where").variable("when"))
        .template(template("closed", "SMS_1000003"))
        .build();
  }

  private static SmsTemplate.Builder template(String name, String code) {
    return SmsTemplate.named(name)
        .mapping("sms-aliyun", SmsMapping.builder().templateId(code).signName("【衣云】"));
  }

  static SmsMessage captcha() {
    return captcha("+8613800138000");
  }

  static SmsMessage captcha(String phone) {
    return SmsMessage.to(phone).template("captcha").with("code", SECRET_CODE).build();
  }

  static SmsMessage moved(String phone, String where) {
    return SmsMessage.to(phone).template("moved").with("where", where).with("when", "9:30").build();
  }

  static String phone(int number) {
    return "+86%d".formatted(13_900_000_000L + number);
  }

  /** So many numbers with equal values. */
  static List<SmsMessage> same(int count) {
    return IntStream.range(0, count).mapToObj(i -> moved(phone(i), "Hall 1")).toList();
  }

  /** So many numbers, each with its own values. */
  static List<SmsMessage> different(int count) {
    return IntStream.range(0, count).mapToObj(i -> moved(phone(i), "Hall " + i)).toList();
  }
}
