package io.notifyjava.testkit.smtp;

import java.util.List;

/**
 * What a script may look at before it steps in.
 *
 * @param stage where the conversation is
 * @param line the command as it came, without line end; empty at the banner and at the end of a
 *     message
 * @param addresses the sender at {@code MAIL}, the recipient at {@code RCPT}, the recipients at
 *     {@code DATA} and at the end, else none
 * @param connection the connection's number since the server started, from 1
 * @param mails how many mails this connection has delivered until now
 * @since 0.1.0
 */
public record SmtpCall(
    SmtpStage stage, String line, List<String> addresses, long connection, int mails) {

  /** Copies the addresses. */
  public SmtpCall {
    addresses = List.copyOf(addresses);
  }

  /** Shows no address: the line may hold a credential, too. */
  @Override
  public String toString() {
    return stage + " on connection " + connection;
  }
}
