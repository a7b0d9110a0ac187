package io.notifyjava.checks.recording;

import java.util.List;

/**
 * One call of a logger, whether or not its level was switched on.
 *
 * @param logger the logger's name
 * @param level the level, in the words of the logging library
 * @param text the message with its arguments, those that do not stand in it, the context, and the
 *     whole chain of what was thrown
 * @since 0.1.0
 */
public record LoggedLine(String logger, String level, String text) {

  String write() {
    return logger + '\t' + level + '\t' + escaped(text);
  }

  static LoggedLine read(String line) {
    List<String> parts = List.of(line.split("\t", 3));
    if (parts.size() != 3) {
      throw new IllegalArgumentException(
          "Expected logger, level and text between tabs, found %d part(s); record the module again"
              .formatted(parts.size()));
    }
    return new LoggedLine(parts.get(0), parts.get(1), parts.get(2));
  }

  /** One line of a file, whatever stands in it. The searched patterns contain none of these. */
  private static String escaped(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
