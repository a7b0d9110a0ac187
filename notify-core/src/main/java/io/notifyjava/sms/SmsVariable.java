package io.notifyjava.sms;

import io.notifyjava.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One value of a logical template: its name, and which values it takes.
 *
 * <p>By default it is required and takes what every vendor can carry: 1 to 500 characters, not
 * blank, no control characters but tab and line breaks. The vendor of a template may be stricter;
 * its rules go here too, so that a value that one vendor would refuse reaches none.
 *
 * <p>Immutable, compared by value; each {@code with} method returns another.
 *
 * @since 0.1.0
 */
public final class SmsVariable {

  private static final int LONGEST = 500;

  private final String name;
  private final int maxLength;
  private final @Nullable Pattern pattern;
  private final String forbidden;
  private final boolean required;
  private final @Nullable String defaultValue;

  private SmsVariable(
      String name,
      int maxLength,
      @Nullable Pattern pattern,
      String forbidden,
      boolean required,
      @Nullable String defaultValue) {
    this.name = name;
    this.maxLength = maxLength;
    this.pattern = pattern;
    this.forbidden = forbidden;
    this.required = required;
    this.defaultValue = defaultValue;
  }

  /**
   * Returns a required variable without rules of its own.
   *
   * @param name 1 to 64 letters, digits, {@code _} and {@code -}, not beginning with a digit or
   *     {@code -}
   * @throws IllegalArgumentException if it is another name
   */
  public static SmsVariable of(String name) {
    return new SmsVariable(Names.variable(name), LONGEST, null, "", true, null);
  }

  /**
   * Returns the variable with another longest length, in UTF-16 units, which is what is paid for.
   *
   * @param maxLength 1 to 500
   * @throws IllegalArgumentException if it is outside that
   */
  public SmsVariable withMaxLength(int maxLength) {
    if (maxLength < 1 || maxLength > LONGEST) {
      throw new IllegalArgumentException("maxLength must be 1 to 500, but was " + maxLength);
    }
    return new SmsVariable(name, maxLength, pattern, forbidden, required, defaultValue);
  }

  /**
   * Returns the variable with a regular expression that the whole value must match. It is tried on
   * values of the allowed length only; write one that does not search for long.
   *
   * @throws IllegalArgumentException if it is not a regular expression
   */
  public SmsVariable withPattern(String regex) {
    try {
      return new SmsVariable(
          name, maxLength, Pattern.compile(regex), forbidden, required, defaultValue);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern must be a regular expression, but at index %d of %s: %s"
              .formatted(e.getIndex(), regex, e.getDescription()),
          e);
    }
  }

  /**
   * Returns the variable with characters that no value may hold.
   *
   * @param characters each of them is forbidden; at least one
   * @throws IllegalArgumentException if there is none
   */
  public SmsVariable withForbidden(String characters) {
    if (characters.isEmpty()) {
      throw new IllegalArgumentException("forbidden must name at least one character");
    }
    return new SmsVariable(name, maxLength, pattern, characters, required, defaultValue);
  }

  /**
   * Returns the variable with a value that holds where a message gives none; no longer required.
   * Whether it keeps the variable's own rules is checked when the template is built.
   */
  public SmsVariable withDefault(String value) {
    return new SmsVariable(
        name, maxLength, pattern, forbidden, false, Objects.requireNonNull(value, "value"));
  }

  /**
   * Returns the variable as one that a message may leave out. Where it has no default, only a text
   * may use it, as <code>${name:-}</code>, for vendors refuse a template with a value missing.
   */
  public SmsVariable optional() {
    return new SmsVariable(name, maxLength, pattern, forbidden, false, defaultValue);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns the longest length of a value, in UTF-16 units. */
  public int maxLength() {
    return maxLength;
  }

  /** Returns the regular expression that the whole value must match, if there is one. */
  public Optional<String> pattern() {
    return Optional.ofNullable(pattern).map(Pattern::pattern);
  }

  /** Returns the characters that no value may hold; may be empty. */
  public String forbidden() {
    return forbidden;
  }

  /** Tells whether a message without it is refused. */
  public boolean isRequired() {
    return required;
  }

  /** Returns the value that holds where a message gives none, if there is one. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** Tells whether there is a value whatever the message gives. */
  boolean isAlwaysThere() {
    return required || defaultValue != null;
  }

  /** Returns every rule that a value breaks, as the rest of a sentence; never the value. */
  List<String> problems(String value) {
    List<String> found = new ArrayList<>();
    if (Texts.isBlank(value)) {
      found.add("must not be blank, for vendors refuse that; give a value");
    }
    if (value.length() > maxLength) {
      found.add(
          "must have at most %d characters, but had %d; shorten the value"
              .formatted(maxLength, value.length()));
    } else if (pattern != null && !pattern.matcher(value).matches()) {
      found.add("must match " + pattern.pattern() + ", but does not; correct the value");
    }
    forbiddenIn(value)
        .ifPresent(
            c -> found.add("must not hold %s; take it out of the value".formatted(shown(c))));
    return found;
  }

  private OptionalInt forbiddenIn(String value) {
    int c;
    for (int i = 0; i < value.length(); i += Character.charCount(c)) {
      c = value.codePointAt(i);
      if (isUnsendable(c) || forbidden.indexOf(c) >= 0) {
        return OptionalInt.of(c);
      }
    }
    return OptionalInt.empty();
  }

  /** Control characters, and halves of surrogate pairs, which have no UTF-8 form. */
  private static boolean isUnsendable(int c) {
    boolean layout = c == '\t' || c == '\n' || c == '\r';
    return (Character.isISOControl(c) && !layout)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String shown(int c) {
    return c > ' ' && !isUnsendable(c)
        ? "'%s' (U+%04X)".formatted(Character.toString(c), c)
        : "U+%04X".formatted(c);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SmsVariable that
        && name.equals(that.name)
        && maxLength == that.maxLength
        && pattern().equals(that.pattern())
        && forbidden.equals(that.forbidden)
        && required == that.required
        && Objects.equals(defaultValue, that.defaultValue);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, maxLength, pattern(), forbidden, required, defaultValue);
  }

  @Override
  public String toString() {
    return "SmsVariable[%s, maxLength=%d, pattern=%s, forbidden=%s, required=%s]"
        .formatted(name, maxLength, pattern, forbidden, required);
  }
}
