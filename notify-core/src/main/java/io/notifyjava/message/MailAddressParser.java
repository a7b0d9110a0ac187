package io.notifyjava.message;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one mailbox, strictly. */
final class MailAddressParser {

  /** RFC 5321 section 4.5.3.1.3: a path of 256 octets, its angle brackets included. */
  static final int MAX_ADDRESS = 254;

  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_DOMAIN = 253;
  private static final int MAX_GIVEN = 1_000;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final String ATOM_EXTRA = "!#$%&'*+-/=?^_`{|}~";

  /** IDNA 2003, which the JDK knows, turns these into others; IDNA 2008 keeps them. */
  private static final String DEVIATIONS = "\u00DF\u03C2\u200C\u200D";

  private final String localPart;
  private final String domain;
  private final boolean international;

  MailAddressParser(String address, boolean international) {
    this.international = international;
    if (address.isEmpty()) {
      throw error("must not be empty; expected one such as name@example.com");
    }
    if (address.length() > MAX_GIVEN) {
      throw error("must have at most 254 octets, but had " + address.length() + " characters");
    }
    refuseControls(address);
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      throw error("must have a local part, an @ and a domain, such as name@example.com");
    }
    this.localPart = address.substring(0, at);
    this.domain = address.substring(at + 1);
  }

  private static void refuseControls(String address) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        throw error(
            "must not hold control characters such as line breaks; they would change the message");
      }
      if (Character.getType(c) == Character.FORMAT && DEVIATIONS.indexOf(c) < 0) {
        throw error("must not hold invisible characters; write it without them");
      }
    }
    MailText.requireWhole("Mail address", address);
  }

  String localPart() {
    int length = localPart.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_LOCAL_PART) {
      throw error("must have at most 64 octets before the @, but had " + length);
    }
    if (localPart.startsWith("\"")) {
      checkQuoted();
    } else {
      checkDotAtom();
    }
    return localPart;
  }

  private void checkDotAtom() {
    boolean afterDot = true;
    for (int i = 0; i < localPart.length(); i++) {
      char c = localPart.charAt(i);
      if (c == '.') {
        if (afterDot) {
          throw error("must not have a dot at the beginning of the local part, or two in a row");
        }
      } else if (c > 0x7E) {
        requireInternational(c);
      } else if (!isAtom(c)) {
        throw error(
            "must be one mailbox without names, brackets, commas, comments and blanks, but has "
                + shown(c)
                + " before the @");
      }
      afterDot = c == '.';
    }
    if (afterDot) {
      throw error("must not have a dot at the end of the local part");
    }
  }

  private void checkQuoted() {
    int last = localPart.length() - 1;
    if (last < 2 || localPart.charAt(last) != '"') {
      throw error("must close the quotes before the @, and have something between them");
    }
    for (int i = 1; i < last; i++) {
      char c = localPart.charAt(i);
      if ((c == '\\' && ++i == last) || c == '"') {
        throw error("must escape quotes and backslashes inside the quotes");
      }
      c = localPart.charAt(i);
      if (c > 0x7E) {
        requireInternational(c);
      }
    }
  }

  private void requireInternational(char c) {
    if (!international) {
      throw error(
          "has "
              + shown(c)
              + " before the @, which only servers with SMTPUTF8 can carry; use"
              + " MailAddress.international if yours does");
    }
    if (Character.isSpaceChar(c)) {
      throw error("must not hold blanks");
    }
  }

  private static boolean isAtom(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ATOM_EXTRA.indexOf(c) >= 0;
  }

  String domain() {
    if (domain.startsWith("[")) {
      return literal();
    }
    String ascii = isAscii(domain) ? domain.toLowerCase(Locale.ROOT) : idn();
    if (ascii.length() > MAX_DOMAIN) {
      throw error("must have at most 253 octets after the @, but had " + ascii.length());
    }
    String last = "";
    for (String label : ascii.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        throw error(
            "must have a domain of letters, digits, hyphens and single dots after the @, each part"
                + " 1 to 63 characters");
      }
      last = label;
    }
    if (DIGITS.matcher(last).matches()) {
      throw error(
          "must have a domain after the @; write an IP address in brackets, as [192.0.2.1]");
    }
    return ascii;
  }

  private String literal() {
    boolean closed = domain.endsWith("]");
    String inside = closed ? domain.substring(1, domain.length() - 1) : "";
    boolean six = inside.regionMatches(true, 0, "IPv6:", 0, 5);
    String number = six ? inside.substring(5) : inside;
    boolean valid = six ? isIpv6(number) : IPV4.matcher(number).matches();
    if (!valid) {
      throw error("must have an IP address in its brackets, as [192.0.2.1] or [IPv6:2001:db8::1]");
    }
    return six ? "[IPv6:" + number.toLowerCase(Locale.ROOT) + "]" : domain;
  }

  private static boolean isIpv6(String number) {
    if (!number.contains(":") || !IPV6.matcher(number).matches()) {
      return false;
    }
    try {
      // What has a colon is read as a number or refused, and never looked up. One that stands for
      // an IPv4 address comes back as such.
      return InetAddress.getByName(number) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Only what both versions of IDNA write in the same way, and what comes back as it was, so that
   * nothing is folded into somebody else's domain.
   */
  private String idn() {
    String given = Normalizer.normalize(domain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String ascii;
    try {
      ascii = IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw error("has a domain that cannot be written in ASCII; correct it");
    }
    boolean deviates = given.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0);
    if (deviates || !IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES).equals(given)) {
      throw error(
          "has a domain that is written in ASCII in more than one way; write its xn-- form");
    }
    return ascii;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c <= 0x7E);
  }

  /** A single character tells nothing about whose address it is. */
  private static String shown(char c) {
    return c > ' ' && c < 0x7F ? "'" + c + "'" : "U+%04X".formatted((int) c);
  }

  static IllegalArgumentException error(String problem) {
    return new IllegalArgumentException("Mail address " + problem);
  }
}
