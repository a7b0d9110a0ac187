package io.notifyjava.sms;

import io.notifyjava.message.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a logical template is at one vendor.
 *
 * <p>Immutable, compared by value. Which parts a vendor needs, its provider says and checks when
 * the notifier is built.
 *
 * @since 0.1.0
 */
public final class SmsMapping {

  private final @Nullable String templateId;
  private final @Nullable String signName;
  private final List<Parameter> order;
  private final Map<String, String> settings;

  private SmsMapping(Builder builder) {
    this.templateId = builder.templateId;
    this.signName = builder.signName;
    this.order = List.copyOf(builder.order);
    this.settings = Map.copyOf(builder.settings);
  }

  /**
   * One value that the vendor's template takes.
   *
   * @param variable its name in the logical template
   * @param vendorName its name in the vendor's template, 1 to 64 characters; where values have
   *     positions it only tells two apart
   * @since 0.1.0
   */
  public record Parameter(String variable, String vendorName) {

    public Parameter {
      Names.variable(variable);
      Texts.required("vendorName", vendorName, 64);
    }
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the vendor's template id, if it has one. */
  public Optional<String> templateId() {
    return Optional.ofNullable(templateId);
  }

  /** Returns the sign name without brackets, if there is one. */
  public Optional<String> signName() {
    return Optional.ofNullable(signName);
  }

  /**
   * Returns the values that the vendor's template takes, in its order. Empty in a mapping for which
   * nothing was said; in a built {@link SmsTemplate}, a mapping with a template id has all
   * variables in the order of their declaration then.
   */
  public List<Parameter> order() {
    return order;
  }

  /** Returns what else the vendor needs, such as Huawei's {@code from}; by name. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Returns one of the further settings. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  SmsMapping withOrder(List<String> variables) {
    Builder builder = new Builder();
    builder.templateId = templateId;
    builder.signName = signName;
    builder.settings.putAll(settings);
    return builder.order(variables.toArray(String[]::new)).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SmsMapping that
        && Objects.equals(templateId, that.templateId)
        && Objects.equals(signName, that.signName)
        && order.equals(that.order)
        && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(templateId, signName, order, settings);
  }

  @Override
  public String toString() {
    return "SmsMapping[templateId=%s, signName=%s, order=%s, settings=%s]"
        .formatted(templateId, signName, order, settings.keySet());
  }

  /**
   * Collects an {@link SmsMapping}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final List<Parameter> order = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable String templateId;
    private @Nullable String signName;

    private Builder() {}

    /**
     * The vendor's template id, 1 to 64 characters; none by default, as for vendors that take text.
     *
     * @throws IllegalArgumentException if it is blank, too long or holds control characters
     */
    public Builder templateId(String templateId) {
      this.templateId = Texts.required("templateId", templateId, 64).strip();
      return this;
    }

    /**
     * The sign name, 1 to 64 characters; none by default. Brackets around it, 【】 or [], are taken
     * off: who needs them puts them there.
     *
     * @throws IllegalArgumentException if it is blank, with or without its brackets, too long or
     *     holds control characters
     */
    public Builder signName(String signName) {
      String plain = SignNames.plain(Texts.required("signName", signName, 64));
      this.signName = Texts.required("signName without its brackets", plain, 64);
      return this;
    }

    /**
     * The variables in the order of the vendor's template, under the names that they have here; by
     * default all of them as they are declared. Replaces what was said before.
     *
     * @throws IllegalArgumentException if one cannot be the name of a variable
     */
    public Builder order(String... variables) {
      order.clear();
      for (String variable : variables) {
        parameter(variable, variable);
      }
      return this;
    }

    /**
     * Adds one variable to the order, under the name that it has in the vendor's template.
     *
     * @throws IllegalArgumentException if the first cannot be the name of a variable, or the second
     *     is blank or has more than 64 characters
     */
    public Builder parameter(String variable, String vendorName) {
      order.add(new Parameter(variable, vendorName));
      return this;
    }

    /**
     * Something else that the vendor needs, such as Huawei's {@code from}. What there is, and what
     * it means, its provider's page says.
     *
     * @param name lower-case words joined by hyphens
     * @param value 1 to 1,024 characters
     * @throws IllegalArgumentException if one of them is anything else
     */
    public Builder setting(String name, String value) {
      settings.put(Names.setting(name), Texts.required(name, value, 1_024));
      return this;
    }

    /** Returns the mapping. */
    public SmsMapping build() {
      return new SmsMapping(this);
    }
  }
}
