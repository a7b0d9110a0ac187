package io.notifyjava.testkit.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The argument of {@code MAIL} or {@code RCPT}: an address in angle brackets, and parameters.
 *
 * <p>As strict as RFC 5321 section 4.1.2, without source routes, which nobody should use.
 *
 * @param address without brackets, byte by byte; empty for the null sender
 * @param parameters by their names in capitals; null never, empty text for those without a value
 */
record SmtpPath(String address, Map<String, String> parameters) {

  private static final int LONGEST_PATH = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~";

  /**
   * Reads an argument.
   *
   * @param keyword {@code FROM:} or {@code TO:}
   */
  static SmtpPath parse(String line, String keyword) throws SmtpRefusal {
    int start = 5;
    int open = start + keyword.length();
    if (!line.regionMatches(true, start, keyword, 0, keyword.length())) {
      throw syntax("expected " + keyword + "<address>");
    }
    if (open >= line.length() || line.charAt(open) != '<') {
      throw syntax("expected < right behind " + keyword);
    }
    int close = close(line, open + 1);
    String address = line.substring(open + 1, close);
    String rest = line.substring(close + 1);
    if (!rest.isEmpty() && rest.charAt(0) != ' ') {
      throw syntax("expected a space or the end behind >");
    }
    return new SmtpPath(address, parameters(rest));
  }

  /** Where the bracket closes; one in quotes does not count. */
  private static int close(String line, int from) throws SmtpRefusal {
    boolean quoted = false;
    for (int i = from; i < line.length(); i++) {
      char next = line.charAt(i);
      if (quoted && next == '\\') {
        i++;
      } else if (next == '"') {
        quoted = !quoted;
      } else if (next == '>' && !quoted) {
        return i;
      }
    }
    throw syntax("expected > behind the address");
  }

  private static Map<String, String> parameters(String rest) throws SmtpRefusal {
    if (rest.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String parameter : rest.substring(1).split(" ", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (name.isEmpty() || !name.chars().allMatch(c -> isAlphanumeric((char) c) || c == '-')) {
        throw syntax("expected parameters separated by one space each");
      }
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (equals == parameter.length() - 1) {
        throw syntax("expected a value behind =");
      }
      if (found.put(name.toUpperCase(Locale.ROOT), value) != null) {
        throw syntax("the parameter " + name + " came twice");
      }
    }
    return found;
  }

  /**
   * Checks the address and decodes it.
   *
   * @param utf8 whether it may be other than ASCII
   */
  String mailbox(boolean utf8) throws SmtpRefusal {
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) > 126 && !utf8) {
        throw SmtpRefusal.violation(553, "5.6.7", "a non-ASCII address needs SMTPUTF8");
      }
    }
    if (address.length() > LONGEST_PATH) {
      throw syntax("the address is longer than " + LONGEST_PATH + " octets");
    }
    int at = address.lastIndexOf('@');
    if (at < 1) {
      throw SmtpRefusal.violation(553, "5.1.3", "expected local@domain");
    }
    checkLocal(address.substring(0, at));
    checkDomain(address.substring(at + 1));
    return decoded();
  }

  private String decoded() throws SmtpRefusal {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(address.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException broken) {
      throw syntax("the address is not UTF-8");
    }
  }

  private static void checkLocal(String local) throws SmtpRefusal {
    if (local.length() > LONGEST_LOCAL) {
      throw syntax("the local part is longer than " + LONGEST_LOCAL + " octets");
    }
    boolean quoted = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"");
    boolean good = quoted ? isQuoted(local) : isDotted(local);
    if (!good) {
      throw SmtpRefusal.violation(553, "5.1.3", "the local part is neither atoms nor quoted");
    }
  }

  private static boolean isQuoted(String local) {
    for (int i = 1; i < local.length() - 1; i++) {
      char next = local.charAt(i);
      if (next == '\\') {
        i++;
        if (i == local.length() - 1) {
          return false;
        }
        next = local.charAt(i);
      } else if (next == '"') {
        return false;
      }
      if (next < ' ' || next == 127) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDotted(String local) {
    boolean atom = false;
    for (int i = 0; i < local.length(); i++) {
      char next = local.charAt(i);
      if (next == '.') {
        if (!atom) {
          return false;
        }
        atom = false;
      } else if (isAlphanumeric(next) || next > 127 || ATOM.indexOf(next) >= 0) {
        atom = true;
      } else {
        return false;
      }
    }
    return atom;
  }

  private static void checkDomain(String domain) throws SmtpRefusal {
    if (!isDomain(domain)) {
      throw SmtpRefusal.violation(553, "5.1.2", "what follows @ is no domain");
    }
  }

  /** Whether a text is a domain name or an address literal. */
  static boolean isDomain(String domain) {
    if (domain.startsWith("[") && domain.endsWith("]")) {
      String inside = domain.substring(1, domain.length() - 1);
      return !inside.isEmpty()
          && inside.chars().allMatch(c -> c > ' ' && c < 127 && "[]\\".indexOf(c) < 0);
    }
    if (domain.isEmpty() || domain.length() > 253) {
      return false;
    }
    for (String label : domain.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabel(String label) {
    if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      char next = label.charAt(i);
      if (!isAlphanumeric(next) && next != '-' && next < 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char next) {
    return (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || (next >= '0' && next <= '9');
  }

  private static SmtpRefusal syntax(String text) {
    return SmtpRefusal.violation(501, "5.5.4", text);
  }
}
