package io.notifyjava.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Values for the placeholders of a template, by name and in the order in which they were given.
 *
 * <p>Immutable. {@link #toString()} shows the names only, for the values are content.
 *
 * @since 0.1.0
 */
public final class Variables {

  private static final Variables NONE = new Variables(Map.of());

  private final Map<String, String> values;

  private Variables(Map<String, String> values) {
    this.values = values;
  }

  /** Returns no variables. */
  public static Variables none() {
    return NONE;
  }

  /**
   * Returns one variable.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static Variables of(String name, String value) {
    return NONE.with(name, value);
  }

  /**
   * Copies the map.
   *
   * @throws NullPointerException if a name or value is null
   * @throws IllegalArgumentException if a name is blank
   */
  public static Variables of(Map<String, String> values) {
    Map<String, String> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(checkedName(name), checkedValue(name, value)));
    return new Variables(Collections.unmodifiableMap(copy));
  }

  /**
   * Returns these variables and one more; a name that is there already gets the new value.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Variables with(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(checkedName(name), checkedValue(name, value));
    return new Variables(Collections.unmodifiableMap(copy));
  }

  /** Returns the value of a name. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the names in the order in which they were given. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Returns an unmodifiable view in the order in which the values were given. */
  public Map<String, String> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Variables variables && values.equals(variables.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Variables" + values.keySet();
  }

  private static String checkedName(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("Variable name must not be blank");
    }
    return name;
  }

  private static String checkedValue(String name, String value) {
    return Objects.requireNonNull(value, () -> "value of variable " + name);
  }
}
