package io.notifyjava.testkit.simulator;

import java.util.List;

/**
 * The list of numbers of a call.
 *
 * <p>Source: the vendor's page "Sending SMSs" (sms_05_0001), parameter {@code to}: 1 to 500
 * numbers, each at most 21 characters; anything in it but digits, plus signs and commas and the
 * whole call is refused; a number without a country is one of the mainland.
 */
final class HuaweiNumbers {

  static final int MOST = 500;
  static final int LONGEST_LIST = 21_999;

  /** Beyond this an answer has no room for each. */
  private static final int MOST_TOLD = 1_000;

  private static final int LONGEST = 21;
  private static final String MAINLAND = "+86";

  private HuaweiNumbers() {}

  /**
   * Looks at each number.
   *
   * @throws Refused E000503 for all of them if one is wrong
   */
  static void check(List<String> numbers) {
    if (numbers.isEmpty() || numbers.size() > MOST_TOLD) {
      throw HuaweiSmsOrders.wrong();
    }
    for (String number : numbers) {
      if (number.length() > LONGEST || !isNumber(number)) {
        throw HuaweiSmsOrders.wrong();
      }
    }
  }

  private static boolean isNumber(String text) {
    int start = text.startsWith("+") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  /** One number as it is kept, however it was written. */
  static String plain(String number) {
    return number.startsWith("+") ? number : MAINLAND + number;
  }

  static boolean isMainland(String number) {
    return plain(number).startsWith(MAINLAND);
  }
}
