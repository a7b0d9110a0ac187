package io.notifyjava.sms;

import io.notifyjava.message.Texts;
import io.notifyjava.message.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A logical template: a name, the values it takes, what it is at each vendor, and its text for
 * vendors that take text.
 *
 * @since 0.1.0
 */
public final class SmsTemplate {

  private final String name;
  private final @Nullable String text;
  private final List<SmsVariable> variables;
  private final Map<String, SmsMapping> mappings;

  private SmsTemplate(Builder builder) {
    this.name = builder.name;
    this.text = builder.text;
    this.variables = List.copyOf(builder.variables.values());
    this.mappings = Map.copyOf(builder.mappings);
  }

  /** Returns a builder of a template with this name. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns its text with placeholders, if it has one. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** Returns its variables, in the order of their declaration. */
  public List<SmsVariable> variables() {
    return variables;
  }

  /** Returns what it is at vendors, by account name or provider type. */
  public Map<String, SmsMapping> mappings() {
    return mappings;
  }

  /** Returns what it is for an account: what was said for its name, else for its type. */
  public Optional<SmsMapping> mapping(String account, String type) {
    return Optional.ofNullable(mappings.get(account))
        .or(() -> Optional.ofNullable(mappings.get(type)));
  }

  /** Returns what is wrong with these values, as sentences; empty if nothing is. */
  public List<String> problems(Variables values) {
    return List.of();
  }

  @Override
  public String toString() {
    return "SmsTemplate[name=%s, variables=%s, mappings=%s]"
        .formatted(name, variables, mappings.keySet());
  }

  /**
   * Collects an {@link SmsTemplate}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final String name;
    private final Map<String, SmsVariable> variables = new LinkedHashMap<>();
    private final Map<String, SmsMapping> mappings = new LinkedHashMap<>();
    private @Nullable String text;

    private Builder(String name) {
      this.name = Texts.required("name", name, 64);
    }

    /**
     * The text with {@code ${NAME}} placeholders, for vendors that take text; without sign name.
     */
    public Builder text(String text) {
      this.text = Texts.content("text", text, 1000);
      return this;
    }

    /** Adds a required variable without further rules. */
    public Builder variable(String name) {
      return variable(SmsVariable.of(name));
    }

    /** Adds a variable. */
    public Builder variable(SmsVariable variable) {
      variables.put(variable.name(), Objects.requireNonNull(variable, "variable"));
      return this;
    }

    /** What it is at a vendor: for an account's name, or for a provider's type id. */
    public Builder mapping(String accountOrType, SmsMapping mapping) {
      mappings.put(
          Texts.required("accountOrType", accountOrType, 64),
          Objects.requireNonNull(mapping, "mapping"));
      return this;
    }

    /** What it is at a vendor. */
    public Builder mapping(String accountOrType, SmsMapping.Builder mapping) {
      return mapping(accountOrType, mapping.build());
    }

    List<String> problems() {
      return new ArrayList<>();
    }

    /**
     * Returns the template.
     *
     * @throws io.notifyjava.result.ConfigurationException with every problem at once
     */
    public SmsTemplate build() {
      return new SmsTemplate(this);
    }
  }
}
