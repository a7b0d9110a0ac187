package io.notifyjava.sms.aliyun;

/** What follows from an error code. */
enum Treatment {
  /** Certainly not sent; sending it again cannot help. */
  FINAL,
  /** Certainly not sent; the same message may be accepted later. */
  MAY_PASS,
  /** Aliyun does not say whether it sent the message. */
  UNDECIDED
}
