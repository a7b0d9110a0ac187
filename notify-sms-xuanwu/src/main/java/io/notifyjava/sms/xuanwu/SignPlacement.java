package io.notifyjava.sms.xuanwu;

/**
 * Where the sign name (【name】) of a text comes from. It depends on the contract: for some accounts
 * Xuanwu adds it, others must write it.
 *
 * @since 0.1.0
 */
public enum SignPlacement {
  /** Xuanwu adds it, or it stands in the template's text. */
  NONE,
  /** Before the text. */
  PREFIX,
  /** Behind the text. */
  SUFFIX
}
