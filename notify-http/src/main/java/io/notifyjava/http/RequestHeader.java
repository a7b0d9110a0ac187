package io.notifyjava.http;

import io.notifyjava.message.Masking;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A checked header of a request.
 *
 * <p>OkHttp checks too, but repeats the value in its error; so a bad value must not get that far.
 */
record RequestHeader(String name, String value) {

  private static final int LONGEST_NAME = 100;
  private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

  /** Set by the exchange, or a way to change the framing of the request under its feet. */
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "accept-encoding",
          "expect",
          "upgrade",
          "te",
          "trailer");

  static RequestHeader checked(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A header's name must be 1 to 100 letters, digits or marks of an RFC 9110 token");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Header " + name + " is set by the exchange; leave it out");
    }
    if (isBroken(value)) {
      throw new IllegalArgumentException(
          "The value of header "
              + name
              + " must hold only visible ASCII characters, spaces and tabs; encode anything else"
              + " first");
    }
    return new RequestHeader(name, value);
  }

  // Without regular expressions or streams: this is looked at for every header of every call.

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && NAME_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a value holds what would end the header or has no agreed encoding in one. */
  static boolean isBroken(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < 0x20 || c > 0x7E)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name + ": " + Masking.MASK;
  }
}
