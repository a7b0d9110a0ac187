package io.notifyjava.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with parameters, such as {@code form-data; name="media"; filename="a.jpg"}.
 *
 * @param value what stands before the first semicolon
 * @param parameters by name in lower case; of a repeated name the first
 */
record HeaderValue(String value, Map<String, String> parameters) {

  /**
   * Reads tokens and quoted strings.
   *
   * @throws IllegalArgumentException for a parameter without a value or an open quote
   */
  static HeaderValue parse(String text) {
    int semicolon = text.indexOf(';');
    String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    Map<String, String> parameters = new LinkedHashMap<>();
    int position = semicolon < 0 ? text.length() : semicolon + 1;
    while (!text.substring(position).isBlank()) {
      position = parameter(text, position, parameters);
    }
    return new HeaderValue(value, Map.copyOf(parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Reads one parameter; returns the position behind its semicolon. */
  private static int parameter(String text, int start, Map<String, String> into) {
    int equals = text.indexOf('=', start);
    if (equals < 0) {
      throw new IllegalArgumentException("a header's parameter has no value");
    }
    String name = text.substring(start, equals).strip().toLowerCase(Locale.ROOT);
    boolean quoted = equals + 1 < text.length() && text.charAt(equals + 1) == '"';
    StringBuilder value = new StringBuilder();
    int end = quoted ? quoted(text, equals + 2, value) : equals + 1;
    int semicolon = text.indexOf(';', end);
    int stop = semicolon < 0 ? text.length() : semicolon;
    String rest = text.substring(end, stop).strip();
    if (quoted && !rest.isEmpty()) {
      throw new IllegalArgumentException("a header's parameter goes on behind its quotes");
    }
    into.putIfAbsent(name, quoted ? value.toString() : rest);
    return Math.min(text.length(), stop + 1);
  }

  /** Reads up to the closing quote; returns the position behind it. */
  private static int quoted(String text, int start, StringBuilder into) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      boolean escape = c == '\\' && i + 1 < text.length();
      into.append(escape ? text.charAt(++i) : c);
    }
    throw new IllegalArgumentException("a header's quoted parameter is not closed");
  }
}
