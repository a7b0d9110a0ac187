package io.notifyjava.mail;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.RECIPIENT_REFUSED;
import static io.notifyjava.result.FailureReason.THROTTLED;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;

import io.notifyjava.result.FailureReason;
import java.util.Map;

/**
 * What codes mean in the library's words. Whether sending again can help is not told here: the
 * first digit tells it (RFC 5321 section 4.2.1).
 *
 * <p>Enhanced codes are read first, for they say more. Sources: IANA "SMTP Enhanced Status Codes"
 * with RFC 3463, RFC 4954 (5.7.8, 4.7.0, 530, 534, 535), RFC 7372 and RFC 7505 (5.1.10); basic
 * codes: RFC 5321 sections 4.2.2 and 4.2.3, RFC 1846 (521, 556).
 */
final class ReplyReasons {

  private static final Map<String, FailureReason> ENHANCED =
      Map.ofEntries(
          // Addressing.
          Map.entry("1.0", INVALID_RECIPIENT),
          Map.entry("1.1", INVALID_RECIPIENT),
          Map.entry("1.2", INVALID_RECIPIENT),
          Map.entry("1.3", INVALID_RECIPIENT),
          Map.entry("1.4", INVALID_RECIPIENT),
          Map.entry("1.6", INVALID_RECIPIENT),
          Map.entry("1.7", INVALID_MESSAGE),
          Map.entry("1.8", INVALID_MESSAGE),
          Map.entry("1.10", INVALID_RECIPIENT),
          // The mailbox.
          Map.entry("2.0", RECIPIENT_REFUSED),
          Map.entry("2.1", RECIPIENT_REFUSED),
          Map.entry("2.2", RECIPIENT_REFUSED),
          Map.entry("2.3", INVALID_MESSAGE),
          // The server.
          Map.entry("3.4", INVALID_MESSAGE),
          // The protocol: too many recipients, the rest is a mistake of one side.
          Map.entry("5.3", INVALID_MESSAGE),
          // The content.
          Map.entry("6.0", INVALID_MESSAGE),
          Map.entry("6.1", INVALID_MESSAGE),
          Map.entry("6.7", INVALID_RECIPIENT),
          // Policy.
          Map.entry("7.3", AUTHENTICATION),
          Map.entry("7.8", AUTHENTICATION),
          Map.entry("7.9", AUTHENTICATION),
          Map.entry("7.11", AUTHENTICATION),
          Map.entry("7.12", AUTHENTICATION),
          Map.entry("7.13", AUTHENTICATION),
          Map.entry("7.14", AUTHENTICATION));

  private ReplyReasons() {}

  static FailureReason of(SmtpStep step, int code, String enhanced) {
    FailureReason known = enhanced.isEmpty() ? null : ENHANCED.get(enhanced.substring(2));
    if (known != null) {
      return known;
    }
    if (step == SmtpStep.AUTH && code >= 500) {
      return AUTHENTICATION;
    }
    // Greylisting and limits of speed are told with 4.7.x by most servers.
    if (code < 500 && enhanced.startsWith("4.7.")) {
      return THROTTLED;
    }
    return switch (code) {
      case 530, 534, 535, 538 -> AUTHENTICATION;
      case 452 -> step == SmtpStep.RCPT || step == SmtpStep.MAIL ? THROTTLED : QUOTA;
      case 552, 523 -> INVALID_MESSAGE;
      case 550, 551 -> step == SmtpStep.RCPT ? INVALID_RECIPIENT : RECIPIENT_REFUSED;
      case 553, 556 -> step == SmtpStep.RCPT ? INVALID_RECIPIENT : INVALID_MESSAGE;
      case 554, 521 -> step == SmtpStep.GREETING ? UNAVAILABLE : RECIPIENT_REFUSED;
      case 500, 501, 502, 503, 504, 555 -> INVALID_MESSAGE;
      default -> code < 500 ? UNAVAILABLE : RECIPIENT_REFUSED;
    };
  }
}
