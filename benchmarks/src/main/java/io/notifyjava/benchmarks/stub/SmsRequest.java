package io.notifyjava.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the phone numbers in a request to an SMS service.
 *
 * <p>Looks at bytes and at nothing but the numbers: a parser would be slower than the clients that
 * are measured.
 */
final class SmsRequest {

  private static final byte[] ALIYUN_NUMBERS = ascii("PhoneNumbers=");
  private static final byte[] ALIYUN_JSON = ascii("PhoneNumberJson=");
  private static final byte[] HUAWEI_SAME = ascii("/sms/batchSendSms");
  private static final byte[] HUAWEI_SAME_TO = ascii("to=");
  private static final byte[] HUAWEI_DIFFERENT_TO = ascii("\"to\":[");

  private final byte[] bytes;
  private final int length;

  /**
   * Looks at a request that arrived as a whole.
   *
   * @param length of the request; the array may be longer
   */
  SmsRequest(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * Returns how many numbers a {@code SendSms} or {@code SendBatchSms} names, in its query or in
   * its body.
   */
  int aliyunNumbers() {
    int same = after(ALIYUN_NUMBERS, 0);
    int from = same > 0 ? same : after(ALIYUN_JSON, 0);
    return from > 0 ? values(from).size() : 0;
  }

  /** Returns the numbers that a call of Huawei's names, each as it was written. */
  List<byte[]> huaweiNumbers(int head) {
    if (after(HUAWEI_SAME, 0) > 0) {
      int from = parameter(HUAWEI_SAME_TO, head);
      return from > 0 ? values(from) : List.of();
    }
    List<byte[]> numbers = new ArrayList<>();
    for (int at = after(HUAWEI_DIFFERENT_TO, head); at > 0; at = after(HUAWEI_DIFFERENT_TO, at)) {
      addStrings(at, numbers);
    }
    return numbers;
  }

  /** A form's value, which ends with the parameter, the line or the request. */
  private List<byte[]> values(int from) {
    List<byte[]> values = new ArrayList<>();
    byte[] value = new byte[32];
    int size = 0;
    int at = from;
    while (at < length && bytes[at] != '&' && bytes[at] != ' ') {
      int character = bytes[at++];
      if (character == '%' && at + 1 < length) {
        character = 16 * Character.digit(bytes[at], 16) + Character.digit(bytes[at + 1], 16);
        at += 2;
      }
      if (character == ',') {
        values.add(copy(value, size));
        size = 0;
      } else if ((character == '+' || Character.isDigit(character)) && size < value.length) {
        value[size++] = (byte) character;
      }
    }
    if (size > 0) {
      values.add(copy(value, size));
    }
    return values;
  }

  /** The strings of a JSON array that begins here. */
  private void addStrings(int from, List<byte[]> strings) {
    int begin = -1;
    for (int at = from; at < length && bytes[at] != ']'; at++) {
      if (bytes[at] == '"') {
        if (begin < 0) {
          begin = at + 1;
        } else {
          byte[] string = new byte[at - begin];
          System.arraycopy(bytes, begin, string, 0, string.length);
          strings.add(string);
          begin = -1;
        }
      }
    }
  }

  private static byte[] copy(byte[] value, int size) {
    byte[] copy = new byte[size];
    System.arraycopy(value, 0, copy, 0, size);
    return copy;
  }

  /** Where a parameter's value begins, if its name stands first or after another; or -1. */
  private int parameter(byte[] name, int from) {
    int at = after(name, from);
    while (at > 0) {
      int before = at - name.length - 1;
      if (before < from || bytes[before] == '&') {
        return at;
      }
      at = after(name, at);
    }
    return -1;
  }

  /** Where the first occurrence after a place ends; or -1. */
  private int after(byte[] wanted, int from) {
    for (int at = from; at <= length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at + same;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
