package io.notifyjava.testkit.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} and forgives nothing: every byte that is no
 * letter, digit or one of {@code -_.~*} must be escaped, and what comes out must be UTF-8.
 */
final class HuaweiForm {

  private static final String PLAIN_MARKS = "-_.~*";

  private HuaweiForm() {}

  /** The fields in their order; empty if the body is not such a form or names a field twice. */
  static Optional<Map<String, String>> read(byte[] body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      @Nullable String name = decoded(pair.substring(0, equals));
      @Nullable String value = decoded(pair.substring(equals + 1));
      if (name == null || value == null || fields.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  private static @Nullable String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = octet(text, i + 1);
        if (octet < 0) {
          return null;
        }
        bytes.write(octet);
        i += 3;
      } else if (isPlain(c)) {
        bytes.write(c == '+' ? ' ' : c);
        i++;
      } else {
        return null;
      }
    }
    return utf8(bytes.toByteArray());
  }

  /** The byte that two digits stand for; negative if they are not there. */
  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = hexDigit(text.charAt(at));
    int low = hexDigit(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /** Character.digit takes full-width digits too. */
  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || PLAIN_MARKS.indexOf(c) >= 0;
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
