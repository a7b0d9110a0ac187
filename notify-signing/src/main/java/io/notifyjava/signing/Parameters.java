package io.notifyjava.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request as they arrived, decoded, in their order, repeated ones included. It
 * takes whatever a peer sent, even what is null: the verifiers refuse what they must.
 *
 * <p>Immutable. {@link #toString()} shows the number only.
 *
 * @since 0.1.0
 */
public final class Parameters {

  private static final Parameters NONE = new Builder().build();

  private final @Nullable String[] names;
  private final @Nullable String[] values;

  private Parameters(List<@Nullable String> names, List<@Nullable String> values) {
    this.names = names.toArray(new String[0]);
    this.values = values.toArray(new String[0]);
  }

  /** Returns no parameters. */
  public static Parameters none() {
    return NONE;
  }

  /** Takes one value for each name. */
  public static Parameters of(Map<String, String> parameters) {
    Builder builder = builder();
    parameters.forEach(builder::add);
    return builder.build();
  }

  /** Takes any number of values for each name, as most frameworks give them. */
  public static Parameters ofLists(Map<String, ? extends List<String>> parameters) {
    Builder builder = builder();
    parameters.forEach((name, values) -> values.forEach(value -> builder.add(name, value)));
    return builder.build();
  }

  /** Takes any number of values for each name, as a servlet's {@code getParameterMap()} does. */
  public static Parameters ofArrays(Map<String, String[]> parameters) {
    Builder builder = builder();
    parameters.forEach(
        (name, values) -> {
          for (String value : values) {
            builder.add(name, value);
          }
        });
    return builder.build();
  }

  /** Starts with no parameters. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many there are, repeated ones counted. */
  public int size() {
    return names.length;
  }

  /** Returns the name at a place, 0 to {@code size() - 1}. */
  public @Nullable String name(int index) {
    return names[index];
  }

  /** Returns the value at a place, 0 to {@code size() - 1}. */
  public @Nullable String value(int index) {
    return values[index];
  }

  /** Returns how many have a name. */
  public int count(String name) {
    int count = 0;
    for (String candidate : names) {
      if (name.equals(candidate)) {
        count++;
      }
    }
    return count;
  }

  /** Returns the first value of a name; null if there is none, or it is null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < names.length; i++) {
      if (name.equals(names[i])) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "Parameters(" + names.length + ")";
  }

  /**
   * Collects parameters in their order. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final List<@Nullable String> names = new ArrayList<>();
    private final List<@Nullable String> values = new ArrayList<>();

    private Builder() {}

    /** Adds one. */
    public Builder add(@Nullable String name, @Nullable String value) {
      names.add(name);
      values.add(value);
      return this;
    }

    /** Adds all of others. */
    public Builder addAll(Parameters others) {
      Objects.requireNonNull(others, "others");
      for (int i = 0; i < others.size(); i++) {
        add(others.name(i), others.value(i));
      }
      return this;
    }

    /** Makes the parameters. */
    public Parameters build() {
      return new Parameters(names, values);
    }
  }
}
