package io.notifyjava.testkit.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header value of the shape {@code value; name=token; name="text"}, as RFC 9110, 5.6.6, has it.
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters by name in lower case; of a repeated name the last
 */
record HeaderParameters(String value, Map<String, String> parameters) {

  /**
   * Reads a header's value.
   *
   * @throws IllegalArgumentException if a quote is left open or a parameter has no value
   */
  static HeaderParameters parse(String header) {
    int end = header.indexOf(';');
    String value = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new LinkedHashMap<>();
    int position = end;
    while (position >= 0 && position < header.length()) {
      position = parameter(header, position + 1, parameters);
    }
    return new HeaderParameters(value, parameters);
  }

  /** Reads one parameter and returns the position of the semicolon behind it, or the end. */
  private static int parameter(String header, int start, Map<String, String> found) {
    int equals = header.indexOf('=', start);
    if (equals < 0) {
      if (header.substring(start).isBlank()) {
        return header.length();
      }
      throw new IllegalArgumentException("a header's parameter has no value");
    }
    String name = header.substring(start, equals).strip().toLowerCase(Locale.ROOT);
    int from = equals + 1;
    if (from < header.length() && header.charAt(from) == '"') {
      return quoted(header, from + 1, name, found);
    }
    int end = header.indexOf(';', from);
    int stop = end < 0 ? header.length() : end;
    found.put(name, header.substring(from, stop).strip());
    return stop;
  }

  private static int quoted(String header, int start, String name, Map<String, String> found) {
    StringBuilder text = new StringBuilder();
    int i = start;
    while (i < header.length() && header.charAt(i) != '"') {
      boolean pair = header.charAt(i) == '\\' && i + 1 < header.length();
      text.append(header.charAt(pair ? i + 1 : i));
      i += pair ? 2 : 1;
    }
    if (i >= header.length()) {
      throw new IllegalArgumentException("a header's quoted text has no end");
    }
    found.put(name, text.toString());
    int next = header.indexOf(';', i + 1);
    int stop = next < 0 ? header.length() : next;
    if (!header.substring(i + 1, stop).isBlank()) {
      throw new IllegalArgumentException("something follows a header's quoted text");
    }
    return stop;
  }
}
