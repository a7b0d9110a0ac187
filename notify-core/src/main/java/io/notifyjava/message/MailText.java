package io.notifyjava.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in the header and the texts of a mail. */
final class MailText {

  /**
   * RFC 5322 section 2.1.1: a line has at most 998 characters, and not every text can be folded.
   */
  static final int MAX_UNBROKEN = 900;

  private static final int MAX_HEADER_VALUE = 4_000;

  /** RFC 5322 section 3.6.8: printable ASCII without blank and colon. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,64}");

  private static final Set<String> RESERVED =
      Set.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "return-path",
          "received",
          "dkim-signature",
          "auto-submitted");

  private MailText() {}

  /** Refuses half of a surrogate pair, which has no UTF-8 form. */
  static void requireWhole(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int c = text.codePointAt(i);
        if (c <= Character.MAX_VALUE) {
          throw new IllegalArgumentException(
              what + " must not hold half of a surrogate pair, which has no UTF-8 form");
        }
        i++;
      }
    }
  }

  static String headerName(String name) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Header name must be 1 to 64 printable ASCII characters without blanks and colons");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower) || lower.startsWith("content-") || lower.startsWith("resent-")) {
      throw new IllegalArgumentException(
          "Header "
              + name
              + " is written by the library; use the builder's own method, or leave it out");
    }
    return name;
  }

  static String headerValue(String name, String value) {
    String what = "Header " + name;
    Texts.required(what, value, MAX_HEADER_VALUE);
    requireWhole(what, value);
    if (longestUnbroken(value) > MAX_UNBROKEN) {
      throw new IllegalArgumentException(
          what
              + " must have a blank at least every "
              + MAX_UNBROKEN
              + " characters, so that its lines stay short enough; blanks in a row count as one place");
    }
    return value;
  }

  /** A line is broken before the first of some blanks, for one of blanks alone may end the head. */
  private static int longestUnbroken(String value) {
    int longest = 0;
    int from = 0;
    for (int i = 1; i < value.length(); i++) {
      if (value.charAt(i) == ' ' && value.charAt(i - 1) != ' ') {
        longest = Math.max(longest, i - from);
        from = i;
      }
    }
    return Math.max(longest, value.length() - from);
  }

  /** Returns a body, which may hold anything that UTF-8 can write but NUL. */
  static String body(String what, String text, int maxLength) {
    Texts.content(what, text, maxLength);
    requireWhole(what, text);
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " must not hold NUL characters");
    }
    return text;
  }
}
