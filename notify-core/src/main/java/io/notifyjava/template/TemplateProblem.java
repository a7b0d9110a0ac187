package io.notifyjava.template;

import io.notifyjava.message.Texts;

/** Words for what is wrong with a template and where, in one form. */
final class TemplateProblem {

  static final int MAX_KEY_LENGTH = 128;

  private TemplateProblem() {}

  /** What is wrong with a template as a whole. */
  static TemplateException of(String key, String problem) {
    return new TemplateException("Template '" + shown(key) + "': " + problem);
  }

  /** What is wrong at a place in the source; lines and columns count from 1. */
  static TemplateException at(StoredTemplate template, int offset, String problem) {
    String source = template.source();
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = source.charAt(i);
      boolean insideCrLf = c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !insideCrLf)) {
        line++;
        lineStart = i + 1;
      }
    }
    return at(template.key(), line, offset - lineStart + 1, problem);
  }

  static TemplateException at(String key, int line, int column, String problem) {
    return new TemplateException(
        "Template '%s', line %d, column %d: %s".formatted(shown(key), line, column, problem));
  }

  /** Tells whether a text can be the key of a {@link StoredTemplate}. */
  static boolean isKey(String key) {
    return key.length() <= MAX_KEY_LENGTH
        && !Texts.isBlank(key)
        && key.chars().noneMatch(Character::isISOControl);
  }

  /** A key that came from outside, fit for a log line. */
  static String shown(String key) {
    String head = key.length() <= MAX_KEY_LENGTH ? key : key.substring(0, MAX_KEY_LENGTH) + "...";
    return printable(head);
  }

  /** Replaces control characters and lone surrogates, which would break a log line. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Escapes.isSurrogate(c) ? '?' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Names one character for people: as it is if it can be seen, as its code point otherwise. */
  static String shownCharacter(int codePoint) {
    boolean visible = Character.isLetterOrDigit(codePoint) || (codePoint > ' ' && codePoint < 0x7F);
    String code = "U+%04X".formatted(codePoint);
    return visible ? "'" + Character.toString(codePoint) + "' (" + code + ")" : code;
  }
}
