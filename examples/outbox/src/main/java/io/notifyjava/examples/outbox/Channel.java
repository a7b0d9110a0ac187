package io.notifyjava.examples.outbox;

import io.notifyjava.message.Lane;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.sms.aliyun.AliyunSms;
import io.notifyjava.sms.huawei.HuaweiSms;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.wechat.TemplateMessage;
import io.notifyjava.wechat.WeChat;
import java.util.Locale;
import java.util.Properties;

/**
 * What is sent, and what the vendor offers to find out after a crash whether it was. Messages have
 * numbers, and each goes to a person of its own.
 */
enum Channel {
  /** Template messages of WeChat, which recognises a repeated one for ten minutes. */
  WECHAT,

  /**
   * Urgent short messages of Aliyun, each in a call of its own; it tells afterwards what it sent.
   */
  ALIYUN,

  /** Short messages of Huawei, many in a call; it does neither, so what is in doubt stays so. */
  HUAWEI;

  /** Made up; the simulator of the same run knows it. */
  static final String NAME = "wx00112233445566ff";

  /** As made up as the name. */
  static final String SECRET = "invented-for-the-simulator";

  private static final String TEMPLATE = "parcel";

  /** Returns its name on the command line. */
  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the account at the simulator. */
  ProviderSetup account(String baseUrl) {
    return switch (this) {
      case WECHAT ->
          WeChat.account()
              .appId(NAME)
              .appSecret(SECRET)
              .baseUrl(baseUrl)
              .allowPlainHttp(true)
              .build();
      case ALIYUN ->
          AliyunSms.account().accessKey(NAME, SECRET).baseUrl(baseUrl).allowPlainHttp(true).build();
      case HUAWEI ->
          HuaweiSms.account()
              .appKey(NAME)
              .appSecret(SECRET)
              .baseUrl(baseUrl)
              .allowPlainHttp(true)
              .build();
    };
  }

  /** Returns whom a message goes to. */
  String recipient(int number) {
    return this == WECHAT
        ? "oExampleFollower%012d".formatted(number)
        : "+86139%08d".formatted(number);
  }

  /**
   * Returns a message.
   *
   * @param keyed whether its number is its idempotency key, so that whoever does not know whether
   *     it was enqueued enqueues it again
   */
  Message message(int number, boolean keyed) {
    String parcel = "P%08d".formatted(number);
    if (this == WECHAT) {
      TemplateMessage.Builder message =
          TemplateMessage.to(recipient(number))
              .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
              .data("thing1", parcel);
      return (keyed ? message.idempotencyKey(key(number)) : message).build();
    }
    SmsMessage.Builder message =
        SmsMessage.to(recipient(number))
            .template(TEMPLATE)
            .with("parcel", parcel)
            .lane(this == ALIYUN ? Lane.URGENT : Lane.BULK);
    return (keyed ? message.idempotencyKey(key(number)) : message).build();
  }

  private static String key(int number) {
    return "message-" + number;
  }

  /** Returns what short messages say; the templates are those that the simulators know. */
  static SmsTemplates templates() {
    Properties properties = new Properties();
    properties.setProperty("parcel.text", "您的包裹${parcel}将于今天送达，请留意。");
    properties.setProperty("parcel.variables", "parcel");
    properties.setProperty("parcel.sms-aliyun.template-id", "SMS_154950909");
    properties.setProperty("parcel.sms-aliyun.sign-name", "示例");
    properties.setProperty("parcel.sms-huawei.template-id", "8ff55eac1d0b478ab3c06c3c6a492300");
    properties.setProperty("parcel.sms-huawei.from", "8824110605");
    return SmsTemplates.of(properties);
  }
}
