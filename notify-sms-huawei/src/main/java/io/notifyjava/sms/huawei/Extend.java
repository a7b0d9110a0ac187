package io.notifyjava.sms.huawei;

/**
 * What stands in the {@code extend} of a call, which Huawei repeats in each delivery report.
 *
 * @since 0.1.0
 */
public enum Extend {
  /** Nothing. */
  NONE("none"),
  /**
   * The message's correlation id. Messages share a call only if they have the same one, since a
   * call has one {@code extend}.
   */
  CORRELATION_ID("correlation-id");

  private final String word;

  Extend(String word) {
    this.word = word;
  }

  /** Its name in configuration. */
  String word() {
    return word;
  }
}
