package io.notifyjava.sms.xuanwu;

/**
 * How the cgi-bin interface is called.
 *
 * @since 0.1.0
 */
public enum CgiMethod {
  /** Everything in the query, as nearly all clients do. */
  GET,
  /** Everything in a form. */
  POST
}
