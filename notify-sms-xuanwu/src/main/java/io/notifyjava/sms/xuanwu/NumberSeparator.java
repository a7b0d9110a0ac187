package io.notifyjava.sms.xuanwu;

/**
 * What stands between the numbers of one call to the cgi-bin interface.
 *
 * @since 0.1.0
 */
public enum NumberSeparator {
  /** A blank, as most clients write it. */
  SPACE(" "),
  /** A comma, as one client writes it. */
  COMMA(",");

  private final String text;

  NumberSeparator(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
