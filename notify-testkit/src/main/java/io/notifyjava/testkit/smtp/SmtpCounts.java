package io.notifyjava.testkit.smtp;

import java.util.Map;

/**
 * What a {@link SmtpSimulator} has seen and done since it started or was reset. The numbers are
 * each right, but not taken at one instant.
 *
 * @param connections TCP connections accepted, broken ones included
 * @param mostConnections most connections that were open at once
 * @param openNow connections open at this moment; not touched by a reset
 * @param mails mails taken
 * @param recipients recipients of those mails
 * @param duplicates recipients among them that had a mail with the same id before; 0 if not watched
 * @param ends messages that were read to their end, refused ones included
 * @param tlsHandshakes handshakes that succeeded
 * @param authentications clients that gave good credentials
 * @param violations breaches of the protocol: syntax, sequence, line ends, 8-bit bytes, early talk
 * @param commands commands by kind, however answered; kinds without one left out
 * @param refusals answers of 400 and above by code; scripted answers included
 * @since 0.1.0
 */
public record SmtpCounts(
    long connections,
    long mostConnections,
    long openNow,
    long mails,
    long recipients,
    long duplicates,
    long ends,
    long tlsHandshakes,
    long authentications,
    long violations,
    Map<SmtpCommand, Long> commands,
    Map<Integer, Long> refusals) {

  /** Copies the maps. */
  public SmtpCounts {
    commands = Map.copyOf(commands);
    refusals = Map.copyOf(refusals);
  }

  /** How often this came, however it was answered. */
  public long commands(SmtpCommand command) {
    return commands.getOrDefault(command, 0L);
  }

  /** How often this code was answered. */
  public long refusals(int code) {
    return refusals.getOrDefault(code, 0L);
  }
}
