package io.notifyjava.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Escapes text for a URL or a form as RFC 3986 says: everything but letters, digits and {@code
 * -._~} becomes {@code %XX} of its UTF-8 bytes, a blank {@code %20}.
 *
 * <p>Unlike {@link java.net.URLEncoder}, whose plus for a blank, star and {@code %7E} signed
 * requests must not have. For providers.
 *
 * @since 0.1.0
 */
public final class PercentEncoding {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private PercentEncoding() {}

  /** Appends the text escaped. Half a surrogate pair becomes {@code %3F}, a question mark. */
  public static void append(StringBuilder into, String text) {
    Objects.requireNonNull(text, "text");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnreserved(c)) {
        into.append(c);
      } else if (c < 0x80) {
        append(into, (int) c);
      } else {
        int end = endOfOthers(text, i);
        for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          append(into, b);
        }
        i = end - 1;
      }
    }
  }

  /** Returns the text escaped. */
  public static String encode(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    append(escaped, text);
    return escaped.toString();
  }

  private static int endOfOthers(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= 0x80) {
      end++;
    }
    return end;
  }

  private static void append(StringBuilder into, int octet) {
    into.append('%').append((char) HEX[(octet >> 4) & 0xF]).append((char) HEX[octet & 0xF]);
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
