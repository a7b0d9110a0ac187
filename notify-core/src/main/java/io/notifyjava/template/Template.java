package io.notifyjava.template;

import io.notifyjava.message.Variables;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text or JSON document with placeholders, parsed once and filled often.
 *
 * <p>{@code ${NAME}} is replaced by the value of that name; {@code ${NAME:-default}} by its default
 * if there is no value; <code>$${</code> stands for a literal <code>${</code>. A name is {@code
 * [A-Za-z_][A-Za-z0-9_.-]*} with at most 64 characters. Any other <code>${</code> is an error of
 * the template. A value is inserted once, as it is, and never expanded again.
 *
 * <p>In a {@link TemplateFormat#JSON} template placeholders stand inside string values only, and
 * values are escaped there, so that no value can change the document's structure or the type of a
 * leaf: <code>"${n}"</code> is a string, whatever {@code n} is. A default is JSON as the author
 * wrote it. In a {@link TemplateFormat#HTML} template values are escaped, and a default is HTML.
 *
 * <p>Immutable, for any number of threads.
 *
 * @since 0.1.0
 */
public final class Template {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String key;
  private final String title;
  private final TemplateFormat format;
  private final Pieces pieces;
  private final int maxRenderedLength;
  private final Set<String> names;
  private final Set<String> requiredNames;

  private Template(StoredTemplate stored, Pieces pieces, int maxRenderedLength) {
    this.key = stored.key();
    this.title = stored.title();
    this.format = stored.format();
    this.pieces = pieces;
    this.maxRenderedLength = maxRenderedLength;
    this.names = inOrder(Arrays.asList(pieces.names));
    this.requiredNames =
        inOrder(
            IntStream.range(0, pieces.names.length)
                .filter(i -> pieces.required[i])
                .mapToObj(i -> pieces.names[i])
                .toList());
  }

  /**
   * Parses a template within {@link TemplateLimits#defaults()}.
   *
   * @throws TemplateException as {@link #parse(StoredTemplate, TemplateLimits)} says
   */
  public static Template parse(StoredTemplate stored) {
    return parse(stored, TemplateLimits.defaults());
  }

  /**
   * Parses a template.
   *
   * @param limits how long the source and what is made of it may be
   * @throws TemplateException if the source is too long, starts with a byte order mark, is not
   *     valid Unicode, or holds a malformed placeholder; for JSON also if it is not exactly one
   *     value of strict JSON (no comments, no field twice) or a placeholder stands outside a string
   *     value. The error says line and column, which count from 1, and what to write instead
   */
  public static Template parse(StoredTemplate stored, TemplateLimits limits) {
    checkSource(stored, limits);
    Pieces.Builder pieces = new Pieces.Builder();
    switch (stored.format()) {
      case TEXT, HTML -> new PlaceholderParser(stored, pieces).parse(0, stored.source().length());
      case JSON -> new JsonTemplateParser(stored, pieces).parse();
    }
    return new Template(stored, pieces.build(), limits.maxRenderedLength());
  }

  private static void checkSource(StoredTemplate stored, TemplateLimits limits) {
    String source = stored.source();
    if (source.length() > limits.maxSourceLength()) {
      throw TemplateProblem.of(
          stored.key(),
          "the source must have at most %d characters, but had %d; shorten it or raise TemplateLimits.maxSourceLength"
              .formatted(limits.maxSourceLength(), source.length()));
    }
    if (!source.isEmpty() && source.charAt(0) == BYTE_ORDER_MARK) {
      throw TemplateProblem.at(
          stored, 0, "the source starts with a byte order mark; save it as UTF-8 without one");
    }
    OptionalInt lone = Escapes.loneSurrogate(source);
    if (lone.isPresent()) {
      throw TemplateProblem.at(
          stored, lone.getAsInt(), "half of a surrogate pair; write the whole character");
    }
  }

  /** Returns the key that it is kept under. */
  public String key() {
    return key;
  }

  /** Returns what it is for, in words for people; may be empty. */
  public String title() {
    return title;
  }

  /** Returns what kind of document it is. */
  public TemplateFormat format() {
    return format;
  }

  /** Returns all names, in the order of their first appearance. */
  public Set<String> names() {
    return names;
  }

  /** Returns the names that need a value: those that stand somewhere without a default. */
  public Set<String> requiredNames() {
    return requiredNames;
  }

  /**
   * Fills the template. Variables that it does not name are ignored.
   *
   * @throws TemplateException if values are missing (the error lists all their names), a value
   *     holds half of a surrogate pair and so has no UTF-8 form, or the result would be longer than
   *     {@link TemplateLimits#maxRenderedLength()}; the error never repeats a value
   */
  public String render(Variables variables) {
    return render(variables.asMap());
  }

  /**
   * Fills the template, as {@link #render(Variables)} does. A null value counts as missing.
   *
   * @throws TemplateException as {@link #render(Variables)} says
   */
  public String render(Map<String, String> variables) {
    @Nullable String[] values = values(variables);
    // Before they are escaped, which would take memory that the values choose.
    checkedLength(values);
    makeReady(values);
    return pieces.fill(values, checkedLength(values));
  }

  private @Nullable String[] values(Map<String, String> variables) {
    @Nullable String[] values = new String[pieces.names.length];
    boolean missing = false;
    for (int i = 0; i < values.length; i++) {
      String value = variables.get(pieces.names[i]);
      values[i] = value;
      missing |= value == null && pieces.required[i];
    }
    if (missing) {
      throw missing(values);
    }
    return values;
  }

  private int checkedLength(@Nullable String[] values) {
    long length = pieces.length(values);
    if (length > maxRenderedLength) {
      throw tooLong(values, length);
    }
    return (int) length;
  }

  private void makeReady(@Nullable String[] values) {
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value == null) {
        continue;
      }
      if (Escapes.loneSurrogate(value).isPresent()) {
        throw TemplateProblem.of(
            key,
            "the value of "
                + pieces.names[i]
                + " holds half of a surrogate pair, which has no UTF-8 form; cut texts between"
                + " characters, not inside them");
      }
      values[i] = escaped(value);
    }
  }

  private String escaped(String value) {
    return switch (format) {
      case TEXT -> value;
      case JSON -> Escapes.json(value);
      case HTML -> Escapes.html(value);
    };
  }

  private TemplateException missing(@Nullable String[] values) {
    String[] missing =
        IntStream.range(0, values.length)
            .filter(i -> values[i] == null && pieces.required[i])
            .mapToObj(i -> pieces.names[i])
            .toArray(String[]::new);
    return TemplateProblem.of(
        key,
        "%s: %s; give a value, or write ${%s:-default} in the template"
            .formatted(
                missing.length == 1
                    ? "1 variable has no value"
                    : missing.length + " variables have no value",
                String.join(", ", missing),
                missing[0]));
  }

  private TemplateException tooLong(@Nullable String[] values, long length) {
    String longest =
        IntStream.range(0, values.length)
            .boxed()
            .max((a, b) -> Integer.compare(length(values[a]), length(values[b])))
            .map(i -> " (the longest value is that of " + pieces.names[i] + ")")
            .orElse("");
    return TemplateProblem.of(
        key,
        "filled, it would have at least %d characters, but at most %d are allowed%s; shorten the values or raise TemplateLimits.maxRenderedLength"
            .formatted(length, maxRenderedLength, longest));
  }

  private static int length(@Nullable String value) {
    return value == null ? 0 : value.length();
  }

  private static Set<String> inOrder(List<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  @Override
  public String toString() {
    return "Template[key=%s, format=%s, names=%s]".formatted(key, format, names);
  }
}
