package io.notifyjava.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Checks that a source is one strict JSON value and looks for placeholders inside its string
 * values, nowhere else.
 *
 * <p>Jackson reads the source as it is, placeholders included: they are ordinary characters of a
 * string. Beside it this class walks the raw source from string to string, so that the literals
 * keep the author's own escapes and white space. Because every escape sequence was complete before
 * the source was cut at its placeholders, and values are escaped, no value can change the
 * structure.
 */
final class JsonTemplateParser {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of templates are read once; they have no place in the JVM's string table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final String ONLY_IN_VALUES = "a placeholder may stand only inside a string value";

  private final StoredTemplate template;
  private final String source;
  private final Pieces.Builder pieces;
  private final PlaceholderParser placeholders;

  /** Everything before this offset is outside strings or in strings that were seen. */
  private int seen;

  /** Everything before this offset was handed to the pieces. */
  private int handed;

  JsonTemplateParser(StoredTemplate template, Pieces.Builder pieces) {
    this.template = template;
    this.source = template.source();
    this.pieces = pieces;
    this.placeholders = new PlaceholderParser(template, pieces);
  }

  /**
   * Hands the source to the pieces.
   *
   * @throws TemplateException if it is not one strict JSON value, or a placeholder stands where it
   *     may not
   */
  void parse() {
    try (JsonParser parser = JSON.createParser(source)) {
      try {
        read(parser);
      } catch (JsonProcessingException e) {
        throw invalid(e, parser.currentLocation());
      }
    } catch (IOException e) {
      // A parser over a string does no I/O.
      throw new UncheckedIOException(e);
    }
    pieces.literal(source, handed, source.length());
  }

  private void read(JsonParser parser) throws IOException {
    int depth = 0;
    int values = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (depth == 0 && ++values > 1) {
        throw error(offset(parser.currentTokenLocation()), "a second JSON value; remove it");
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        string(token, parser.getText());
      }
    }
    if (values == 0) {
      throw error(0, "the template is empty; write one JSON value");
    }
  }

  private void string(JsonToken token, String decoded) {
    int open = source.indexOf('"', seen);
    int close = closingQuote(open);
    seen = close + 1;
    if (Escapes.loneSurrogate(decoded).isPresent()) {
      throw error(open, "the string holds half of a surrogate pair; write both halves");
    }
    if (token == JsonToken.FIELD_NAME) {
      refusePlaceholder(open, close);
    } else {
      pieces.literal(source, handed, open + 1);
      placeholders.parse(open + 1, close);
      handed = close;
    }
  }

  private void refusePlaceholder(int open, int close) {
    for (int at = open; at < close; at++) {
      if (source.startsWith("${", at)) {
        throw error(at, ONLY_IN_VALUES + ", but this one is in a field name; write the name out");
      }
    }
  }

  /** Returns -1 if the string has no end. */
  private int closingQuote(int open) {
    for (int at = open + 1; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        return at;
      }
    }
    return -1;
  }

  private TemplateException invalid(JsonProcessingException e, JsonLocation reached) {
    JsonLocation location = e.getLocation() == null ? reached : e.getLocation();
    int bare = barePlaceholder(offset(location));
    if (bare >= 0) {
      return error(
          bare, ONLY_IN_VALUES + ", but this one has no quotes around it; put it in quotes");
    }
    return TemplateProblem.at(
        template.key(),
        location.getLineNr(),
        location.getColumnNr(),
        "the JSON is not valid: " + words(e.getOriginalMessage()));
  }

  /** Returns where a placeholder outside a string made Jackson stop, or -1. */
  private int barePlaceholder(int stop) {
    if (insideString(stop)) {
      return -1;
    }
    for (int at = stop; at < source.length() && isBare(source.charAt(at)); at++) {
      if (source.startsWith("${", at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean insideString(int offset) {
    int open = source.indexOf('"', seen);
    while (open >= 0 && open < offset) {
      int close = closingQuote(open);
      if (close < 0 || close >= offset) {
        return true;
      }
      open = source.indexOf('"', close + 1);
    }
    return false;
  }

  private static boolean isBare(char c) {
    return c > ' ' && ",:[]{}\"".indexOf(c) < 0;
  }

  /** Cuts what speaks of switches of Jackson that we do not offer. */
  private static String words(String message) {
    String words = message;
    for (String end :
        new String[] {" (start marker at", " (not recognized as one since", ": enable `"}) {
      int at = words.indexOf(end);
      words = at < 0 ? words : words.substring(0, at);
    }
    return TemplateProblem.printable(words);
  }

  private int offset(JsonLocation location) {
    return (int) Math.max(0, Math.min(source.length(), location.getCharOffset()));
  }

  private TemplateException error(int offset, String problem) {
    return TemplateProblem.at(template, offset, problem);
  }
}
