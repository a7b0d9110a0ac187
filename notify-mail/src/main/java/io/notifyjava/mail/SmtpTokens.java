package io.notifyjava.mail;

import io.notifyjava.message.Secret;

/**
 * Where the access tokens of an account that signs in with XOAUTH2 come from. Called by the thread
 * that opens a connection, so it should answer from a cache and bound its own I/O.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SmtpTokens {

  /**
   * Returns a token.
   *
   * @param renew true if the server has just refused the one that was given: a new one is needed.
   *     Asked for once for each connection.
   */
  Secret token(boolean renew);
}
