package io.notifyjava.benchmarks.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What everybody sends by SMS: the same template with the same values to the same numbers. */
final class SmsTexts {

  static final String KEY = "benchmark-key";
  static final String SECRET = "benchmark-secret";
  static final String SIGN = "驿站";

  /** The name by which our own messages call the template. */
  static final String TEMPLATE = "parcel";

  static final String ALIYUN_TEMPLATE = "SMS_000001";
  static final String HUAWEI_TEMPLATE = "1d18a7f4e1b84f6c8fcb546b48b3baea";
  static final String HUAWEI_SENDER = "8824110605";
  static final String HUAWEI_PATH = "/sms/batchSendSms/v1";
  static final String STATION = "小区驿站";
  static final String CODE = "12-3-4567";
  static final String JSON_VALUES = "{\"station\":\"" + STATION + "\",\"code\":\"" + CODE + "\"}";

  /** More than one call can carry, so that no call names a number twice. */
  static final int NUMBERS = 1 << 14;

  private static final String[] INTERNATIONAL = new String[NUMBERS];
  private static final String[] NATIONAL = new String[NUMBERS];

  static {
    for (int i = 0; i < NUMBERS; i++) {
      NATIONAL[i] = "138%08d".formatted(i * 61);
      INTERNATIONAL[i] = "+86" + NATIONAL[i];
    }
  }

  private SmsTexts() {}

  /** A number as our own messages and Huawei want it. */
  static String international(int recipient) {
    return INTERNATIONAL[recipient & (NUMBERS - 1)];
  }

  /** A number as Aliyun wants it. */
  static String national(int recipient) {
    return NATIONAL[recipient & (NUMBERS - 1)];
  }

  /** A form as long as a signed one of Aliyun's, without what it takes to sign it. */
  static byte[] aliyunForm(int recipient) {
    return ("AccessKeyId=benchmark-key&Action=SendSms&Format=JSON&RegionId=cn-hangzhou&Version=2017-05-25"
            + "&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Timestamp=2026-11-21T05%3A00%3A00Z"
            + "&SignatureNonce=7e6ce4d5-58de-4a7b-9a2e-6a0e0b1a2d59&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"
            + "&PhoneNumbers="
            + national(recipient)
            + "&SignName="
            + encoded(SIGN)
            + "&TemplateCode="
            + ALIYUN_TEMPLATE
            + "&TemplateParam="
            + encoded(JSON_VALUES))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A form of Huawei's, whose signature would stand in headers. */
  static byte[] huaweiForm(int recipient) {
    return ("from="
            + HUAWEI_SENDER
            + "&to=%2B86"
            + national(recipient)
            + "&templateId="
            + HUAWEI_TEMPLATE
            + "&templateParas="
            + encoded("[\"" + STATION + "\",\"" + CODE + "\"]"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
