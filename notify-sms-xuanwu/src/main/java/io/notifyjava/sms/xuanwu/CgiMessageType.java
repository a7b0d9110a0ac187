package io.notifyjava.sms.xuanwu;

/**
 * What the cgi-bin interface is told by {@code msgtype}. Some clients use 4 for marketing instead,
 * so it can be fixed.
 *
 * @since 0.1.0
 */
public enum CgiMessageType {
  /** 1 for texts of one part, 4 for longer ones. */
  BY_LENGTH,
  /** Always 1. */
  NORMAL,
  /** Always 4. */
  LONG;

  String parameter(int parts) {
    boolean isLong = this == LONG || (this == BY_LENGTH && parts > 1);
    return isLong ? "4" : "1";
  }
}
