package io.notifyjava.benchmarks.stub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Aliyun's and Huawei's SMS services say when they took everything, as they document it. */
final class SmsAnswers {

  /** One id for the whole call, however many numbers it carried. */
  static final byte[] ALIYUN =
      StubAnswers.json(
          "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"F655A8D5-B967-440B-8683-DAD6FF8DE990\","
              + "\"BizId\":\"900619746936498440^0\"}");

  /** The same body would be refused by both; so nobody gets far with a request that names none. */
  static final byte[] NO_NUMBER =
      StubAnswers.json(
          "{\"Code\":\"MissingPhoneNumbers\",\"Message\":\"none\",\"code\":\"E000503\",\"description\":\"none\"}");

  private static final byte[] BEGIN = ascii("{\"result\":[");
  private static final byte[] NUMBER = ascii("{\"total\":1,\"originTo\":\"");
  private static final byte[] ID =
      ascii(
          "\",\"createTime\":\"2026-11-21T05:00:00Z\",\"from\":\"8824110605\","
              + "\"smsMsgId\":\"2ea20735-f856-4376-afbf-570bd70a46ee_");
  private static final byte[] NUMBER_END = ascii("\",\"countryId\":\"CN\",\"status\":\"000000\"}");
  private static final byte[] END = ascii("],\"code\":\"000000\",\"description\":\"Success\"}");

  /** Ids have as many digits as the vendor's. */
  private static final int FIRST_ID = 10_000_000;

  private SmsAnswers() {}

  /**
   * One entry for each number, as it was written in the request.
   *
   * @param earlier how many messages came before these, which makes each id another
   */
  static byte[] huawei(List<byte[]> numbers, long earlier) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(256 * numbers.size() + 128);
    body.writeBytes(BEGIN);
    long id = FIRST_ID + earlier;
    for (int i = 0; i < numbers.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(NUMBER);
      body.writeBytes(numbers.get(i));
      body.writeBytes(ID);
      body.writeBytes(ascii(Long.toString(id++)));
      body.writeBytes(NUMBER_END);
    }
    body.writeBytes(END);
    return StubAnswers.json(body.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
