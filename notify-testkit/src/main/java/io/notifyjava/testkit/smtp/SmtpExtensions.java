package io.notifyjava.testkit.smtp;

import java.util.ArrayList;
import java.util.List;

/** What the server says that it can do. */
final class SmtpExtensions {

  private SmtpExtensions() {}

  /** The answer to EHLO. */
  static SmtpReply of(SmtpSettings settings, boolean encrypted) {
    List<String> lines = new ArrayList<>();
    lines.add(settings.host() + " at your service");
    SmtpSettings.Offers offers = settings.offers();
    if (offers.pipelining()) {
      lines.add("PIPELINING");
    }
    lines.add("SIZE " + settings.limits().size());
    if (offers.eightBit()) {
      lines.add("8BITMIME");
    }
    if (offers.utf8()) {
      lines.add("SMTPUTF8");
    }
    if (offers.chunking()) {
      lines.add("CHUNKING");
    }
    if (offersTls(settings, encrypted)) {
      lines.add("STARTTLS");
    }
    if (offersLogin(settings, encrypted)) {
      StringBuilder auth = new StringBuilder("AUTH");
      settings.login().mechanisms().forEach(mechanism -> auth.append(' ').append(mechanism));
      lines.add(auth.toString());
    }
    lines.add("ENHANCEDSTATUSCODES");
    return SmtpReply.of(250, lines);
  }

  static boolean offersTls(SmtpSettings settings, boolean encrypted) {
    SmtpTls when = settings.encryption().when();
    return !encrypted && (when == SmtpTls.STARTTLS || when == SmtpTls.STARTTLS_REQUIRED);
  }

  static boolean offersLogin(SmtpSettings settings, boolean encrypted) {
    SmtpSettings.Login login = settings.login();
    return login.offered() && (login.inClear() || encrypted);
  }
}
