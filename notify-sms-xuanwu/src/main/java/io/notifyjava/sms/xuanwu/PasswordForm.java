package io.notifyjava.sms.xuanwu;

/**
 * How the cgi-bin interface is given the password; said to it by {@code version}.
 *
 * @since 0.1.0
 */
public enum PasswordForm {
  /**
   * As lower-case MD5 digits, with {@code version=1.0}. Whoever reads it can still send with it.
   */
  MD5,
  /** As it is, without {@code version}. */
  PLAIN
}
