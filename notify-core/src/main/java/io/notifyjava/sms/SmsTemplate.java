package io.notifyjava.sms;

import io.notifyjava.message.Texts;
import io.notifyjava.message.Variables;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.template.Template;
import java.util.ArrayList;
import java.util.Collections;
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
 * <p>Immutable, for any number of threads.
 *
 * @since 0.1.0
 */
public final class SmsTemplate {

  private final String name;
  private final @Nullable Template text;
  private final @Nullable String source;
  private final Map<String, SmsVariable> variables;
  private final Map<String, SmsMapping> mappings;

  SmsTemplate(TemplateDraft draft) {
    this.name = draft.name();
    this.text = draft.text();
    this.source = draft.source();
    this.variables = Collections.unmodifiableMap(draft.variables());
    this.mappings = Collections.unmodifiableMap(draft.mappings());
  }

  /**
   * Returns a builder of a template with this name.
   *
   * @param name 1 to 64 letters, digits, {@code _} and {@code -}, beginning with a letter
   * @throws IllegalArgumentException if it is another name
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns its text with placeholders, if it has one; without sign name. */
  public Optional<String> text() {
    return Optional.ofNullable(source);
  }

  /** Returns its variables, in the order of their declaration. */
  public List<SmsVariable> variables() {
    return List.copyOf(variables.values());
  }

  /**
   * Returns what it is at vendors, by account name or provider type. A mapping with a template id
   * that names no order has that of the variables.
   */
  public Map<String, SmsMapping> mappings() {
    return mappings;
  }

  /** Returns what it is for an account: what was said for its name, else for its type. */
  public Optional<SmsMapping> mapping(String account, String type) {
    SmsMapping own = mappings.get(account);
    return Optional.ofNullable(own == null ? mappings.get(type) : own);
  }

  /**
   * Returns every rule that these values break, as sentences that name template and variable; empty
   * if there is none. The sentences hold no value.
   */
  public List<String> problems(Variables values) {
    List<String> found = new ArrayList<>();
    Map<String, String> given = values.asMap();
    for (SmsVariable variable : variables.values()) {
      String value = given.get(variable.name());
      if (value == null) {
        if (variable.isRequired()) {
          found.add(at(variable, "has no value; add .with(\"" + variable.name() + "\", ...)"));
        }
      } else {
        variable.problems(value).forEach(problem -> found.add(at(variable, problem)));
      }
    }
    for (String unknown : given.keySet()) {
      if (!variables.containsKey(unknown)) {
        found.add(unknown(unknown));
      }
    }
    return found;
  }

  /** Fills the text; the values have no {@link #problems}, and there is a text. */
  String render(Variables values) {
    Map<String, String> complete = new LinkedHashMap<>();
    variables.keySet().forEach(variable -> put(complete, variable, variable, values));
    return Objects.requireNonNull(text, "text").render(complete);
  }

  /** Returns the values by the names of the vendor, in its order. */
  Map<String, String> ordered(SmsMapping mapping, Variables values) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (SmsMapping.Parameter parameter : mapping.order()) {
      put(ordered, parameter.vendorName(), parameter.variable(), values);
    }
    return ordered;
  }

  private void put(Map<String, String> into, String key, String name, Variables values) {
    SmsVariable variable = Objects.requireNonNull(variables.get(name), name);
    values.get(name).or(variable::defaultValue).ifPresent(value -> into.put(key, value));
  }

  private String at(SmsVariable variable, String problem) {
    return "Template '%s', variable '%s': %s".formatted(name, variable.name(), problem);
  }

  private String unknown(String unknown) {
    return "Template '%s': has no variable %s, only %s; correct the name in .with(...)"
        .formatted(name, Names.shown(unknown), variables.keySet());
  }

  @Override
  public String toString() {
    return "SmsTemplate[name=%s, variables=%s, mappings=%s]"
        .formatted(name, variables.keySet(), mappings.keySet());
  }

  /**
   * Collects an {@link SmsTemplate}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private static final int LONGEST_TEXT = 2_000;

    final String name;
    final List<SmsVariable> variables = new ArrayList<>();
    final Map<String, SmsMapping> mappings = new LinkedHashMap<>();
    @Nullable String text;

    private Builder(String name) {
      this.name = Names.template(name);
    }

    /**
     * The text for vendors that take text, with <code>${NAME}</code> and <code>${NAME:-default}
     * </code> for values, without sign name; none by default.
     *
     * @throws IllegalArgumentException if it is blank or longer than 2,000 characters
     */
    public Builder text(String text) {
      this.text = Texts.content("text", text, LONGEST_TEXT);
      return this;
    }

    /**
     * Adds a required variable without rules of its own. If none is added, the placeholders of the
     * text are the variables.
     *
     * @throws IllegalArgumentException if it is no {@link SmsVariable#of name}
     */
    public Builder variable(String name) {
      return variable(SmsVariable.of(name));
    }

    /** Adds a variable. If none is added, the placeholders of the text are the variables. */
    public Builder variable(SmsVariable variable) {
      variables.add(Objects.requireNonNull(variable, "variable"));
      return this;
    }

    /**
     * What it is at a vendor; replaces an earlier one for the same.
     *
     * @param accountOrType name of an account, or type id of a provider such as {@code sms-aliyun}
     *     for all accounts of that type that have none of their own
     * @throws IllegalArgumentException if it can be neither
     */
    public Builder mapping(String accountOrType, SmsMapping mapping) {
      mappings.put(Names.accountOrType(accountOrType), Objects.requireNonNull(mapping, "mapping"));
      return this;
    }

    /** What it is at a vendor, as {@link #mapping(String, SmsMapping)}. */
    public Builder mapping(String accountOrType, SmsMapping.Builder mapping) {
      return mapping(accountOrType, mapping.build());
    }

    /**
     * Returns the template.
     *
     * @throws ConfigurationException with every problem at once: a text that cannot be parsed or
     *     names an unknown variable, a variable twice, a default against its own rules, an order
     *     that names an unknown variable or one that may be missing, neither text nor mapping
     */
    public SmsTemplate build() {
      return TemplateDraft.check(this);
    }
  }
}
