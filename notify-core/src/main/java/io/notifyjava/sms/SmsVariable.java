package io.notifyjava.sms;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a logical template: its name, and which values it takes.
 *
 * <p>Immutable; each {@code with} method returns another. Required, at most 500 characters and
 * otherwise free by default.
 *
 * @since 0.1.0
 */
public final class SmsVariable {

  private final String name;
  private final Rules rules;

  private record Rules(
      int maxLength,
      @Nullable String pattern,
      String forbidden,
      boolean required,
      @Nullable String defaultValue) {}

  private SmsVariable(String name, Rules rules) {
    this.name = name;
    this.rules = rules;
  }

  /** Returns a required variable of at most 500 characters. */
  public static SmsVariable of(String name) {
    return new SmsVariable(name, new Rules(500, null, "", true, null));
  }

  /** Returns the variable with another longest length, in UTF-16 units; 1 to 500. */
  public SmsVariable withMaxLength(int maxLength) {
    return new SmsVariable(
        name,
        new Rules(maxLength, rules.pattern, rules.forbidden, rules.required, rules.defaultValue));
  }

  /** Returns the variable with a regular expression that the whole value must match. */
  public SmsVariable withPattern(String regex) {
    return new SmsVariable(
        name,
        new Rules(
            rules.maxLength,
            Pattern.compile(regex).pattern(),
            rules.forbidden,
            rules.required,
            rules.defaultValue));
  }

  /** Returns the variable with characters that no value may hold. */
  public SmsVariable withForbidden(String characters) {
    return new SmsVariable(
        name,
        new Rules(rules.maxLength, rules.pattern, characters, rules.required, rules.defaultValue));
  }

  /** Returns the variable with a value that holds where a message gives none. */
  public SmsVariable withDefault(String value) {
    return new SmsVariable(
        name, new Rules(rules.maxLength, rules.pattern, rules.forbidden, false, value));
  }

  /** Returns the variable as one that a message may leave out. */
  public SmsVariable optional() {
    return new SmsVariable(
        name,
        new Rules(rules.maxLength, rules.pattern, rules.forbidden, false, rules.defaultValue));
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns the longest length of a value, in UTF-16 units. */
  public int maxLength() {
    return rules.maxLength;
  }

  /** Returns the regular expression that the whole value must match, if there is one. */
  public Optional<String> pattern() {
    return Optional.ofNullable(rules.pattern);
  }

  /** Returns the characters that no value may hold; may be empty. */
  public String forbidden() {
    return rules.forbidden;
  }

  /** Tells whether a message without it is refused. */
  public boolean isRequired() {
    return rules.required;
  }

  /** Returns the value that holds where a message gives none, if there is one. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(rules.defaultValue);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SmsVariable that && name.equals(that.name) && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, rules);
  }

  @Override
  public String toString() {
    return "SmsVariable[" + name + "]";
  }
}
