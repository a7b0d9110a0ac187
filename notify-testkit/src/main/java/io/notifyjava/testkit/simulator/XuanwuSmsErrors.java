package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * Words for the codes of MOS REST. No source shows the platform's own; clients must go by the code.
 */
final class XuanwuSmsErrors {

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(-1, "account invalid"),
          Map.entry(-2, "invalid parameters"),
          Map.entry(-3, "server connection error"),
          Map.entry(-5, "invalid message data"),
          Map.entry(-6, "wrong user name or password"),
          Map.entry(-7, "wrong old password"),
          Map.entry(-9, "fund account does not exist"),
          Map.entry(-11, "too many messages in a pack"),
          Map.entry(-12, "balance not sufficient"),
          Map.entry(-13, "no right to send"),
          Map.entry(-99, "internal error"),
          Map.entry(-100, "other error"),
          Map.entry(-200, "network error"));

  private XuanwuSmsErrors() {}

  static String text(int code) {
    return TEXTS.getOrDefault(code, "error");
  }
}
