package io.notifyjava.wechat.internal;

/** What follows from an error code. */
public enum Treatment {
  /** Certainly not sent; sending it again cannot help. */
  FINAL,
  /** Certainly not sent; the same message may be accepted later. */
  MAY_PASS,
  /** Certainly not sent, for the token is not good: renew it and repeat the call once. */
  RENEW_TOKEN,
  /** An equal message was taken before: accepted if that was this very message. */
  DUPLICATE,
  /** The platform does not say whether it sent the message. */
  UNDECIDED
}
