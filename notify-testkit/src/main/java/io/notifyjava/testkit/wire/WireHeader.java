package io.notifyjava.testkit.wire;

import static java.util.Objects.requireNonNull;

/**
 * One header line.
 *
 * @param name as it came or shall go, in its own case; compared without regard to case
 * @param value without surrounding white space; no line break
 * @since 0.1.0
 */
public record WireHeader(String name, String value) {

  /** Checks that the two parts make exactly one line. */
  public WireHeader {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    if (name.isEmpty() || breaksLine(name) || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "a header name must be one or more characters without colon or line break, but was \""
              + name
              + "\"");
    }
    if (breaksLine(value)) {
      throw new IllegalArgumentException(
          "the value of header " + name + " holds a line break; send it as one line");
    }
  }

  /** Shows the name only, because values such as {@code Authorization} may be secret. */
  @Override
  public String toString() {
    return name;
  }

  private static boolean breaksLine(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }
}
