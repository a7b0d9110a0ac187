package io.notifyjava.testkit.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of {@code BDAT} (RFC 3030).
 *
 * @param size in bytes
 * @param last whether the mail ends with it
 */
record SmtpChunk(long size, boolean last) {

  private static final Pattern FORM =
      Pattern.compile("BDAT (\\d{1,15})( LAST)?", Pattern.CASE_INSENSITIVE);

  /** Reads a line; who gets this wrong cannot be followed any more. */
  static SmtpChunk parse(String line) throws SmtpRefusal {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      throw SmtpRefusal.fatal(501, "5.5.4", "expected BDAT size [LAST]");
    }
    return new SmtpChunk(Long.parseLong(form.group(1)), form.group(2) != null);
  }
}
