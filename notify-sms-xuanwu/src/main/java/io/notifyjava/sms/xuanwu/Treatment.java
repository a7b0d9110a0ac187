package io.notifyjava.sms.xuanwu;

/** What follows from a code. */
enum Treatment {
  /** Certainly not sent; sending it again cannot help. */
  FINAL,
  /**
   * As {@link #FINAL}, but the whole call was refused for what one of its messages may have caused:
   * they are tried apart.
   */
  SPLIT,
  /** Certainly not sent; the same message may be accepted later. */
  MAY_PASS,
  /** Xuanwu does not say whether it sent the message. */
  UNDECIDED
}
