package io.notifyjava.template;

/**
 * Finds {@code ${NAME}}, {@code ${NAME:-default}} and <code>$${</code> in a stretch of a source, in
 * one pass from left to right.
 */
final class PlaceholderParser {

  private static final int MAX_NAME_LENGTH = 64;

  private static final String WRITE = "write ${NAME} or ${NAME:-default}, or $${ for a literal ${";

  private final StoredTemplate template;
  private final String source;
  private final Pieces.Builder pieces;

  PlaceholderParser(StoredTemplate template, Pieces.Builder pieces) {
    this.template = template;
    this.source = template.source();
    this.pieces = pieces;
  }

  /**
   * Hands the stretch to the pieces.
   *
   * @throws TemplateException if a placeholder is malformed
   */
  void parse(int from, int to) {
    int literalStart = from;
    for (int at = from; at < to; at++) {
      if (source.charAt(at) != '$') {
        continue;
      }
      if (startsWith("$${", at, to)) {
        pieces.literal(source, literalStart, at);
        literalStart = at + 1;
        at += 2;
      } else if (startsWith("${", at, to)) {
        pieces.literal(source, literalStart, at);
        at = placeholder(at, to);
        literalStart = at + 1;
      }
    }
    pieces.literal(source, literalStart, to);
  }

  /** Returns where the closing brace stands. */
  private int placeholder(int start, int to) {
    int nameStart = start + 2;
    int nameEnd = nameEnd(nameStart, to);
    String name = source.substring(nameStart, nameEnd);
    if (name.isEmpty() || nameEnd == to) {
      throw malformed(start, nameStart, nameEnd, to);
    }
    if (name.length() > MAX_NAME_LENGTH) {
      throw error(
          start,
          "a placeholder's name must have at most "
              + MAX_NAME_LENGTH
              + " characters, but had "
              + name.length());
    }
    if (source.charAt(nameEnd) == '}') {
      pieces.slot(name, null);
      return nameEnd;
    }
    if (!startsWith(":-", nameEnd, to)) {
      throw malformed(start, nameStart, nameEnd, to);
    }
    int end = defaultEnd(start, name, nameEnd + 2, to);
    pieces.slot(name, source.substring(nameEnd + 2, end));
    return end;
  }

  private int nameEnd(int nameStart, int to) {
    int at = nameStart;
    while (at < to && isNamePart(source.charAt(at), at == nameStart)) {
      at++;
    }
    return at;
  }

  private static boolean isNamePart(char c, boolean first) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
  }

  private int defaultEnd(int start, String name, int from, int to) {
    for (int at = from; at < to; at++) {
      if (source.charAt(at) == '}') {
        return at;
      }
      if (startsWith("${", at, to)) {
        throw error(
            start,
            "the default of ${"
                + name
                + "} holds another ${; a default is plain text without ${ and }: give "
                + name
                + " its value where you fill the template");
      }
    }
    throw unclosed(start);
  }

  private TemplateException malformed(int start, int nameStart, int nameEnd, int to) {
    if (nameEnd == to) {
      return unclosed(start);
    }
    if (nameEnd == nameStart && source.charAt(nameEnd) == '}') {
      return error(start, "the placeholder ${} has no name; " + WRITE);
    }
    String expected =
        nameEnd == nameStart
            ? "a placeholder's name must start with A-Z, a-z or _"
            : "a placeholder's name of A-Z, a-z, 0-9, '_', '.' and '-' must end with } or :-";
    String found = TemplateProblem.shownCharacter(source.codePointAt(nameEnd));
    return error(start, expected + ", but found " + found + "; " + WRITE);
  }

  private TemplateException unclosed(int start) {
    return error(start, "the placeholder is not closed with }; " + WRITE);
  }

  private TemplateException error(int offset, String problem) {
    return TemplateProblem.at(template, offset, problem);
  }

  private boolean startsWith(String prefix, int at, int to) {
    return at + prefix.length() <= to && source.startsWith(prefix, at);
  }
}
