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
   * @param vendorName its name in the vendor's template; where values have positions it means
   *     nothing
   * @since 0.1.0
   */
  public record Parameter(String variable, String vendorName) {

    public Parameter {
      Texts.required("variable", variable, 64);
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
   * Returns the values that the vendor's template takes, in its order; empty if nothing was said,
   * which means all variables of the logical template in the order of their declaration.
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

    private @Nullable String templateId;
    private @Nullable String signName;
    private List<Parameter> order = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {}

    /** The vendor's template id, 1 to 64 characters. */
    public Builder templateId(String templateId) {
      this.templateId = Texts.required("templateId", templateId, 64);
      return this;
    }

    /** The sign name; brackets around it are taken off. */
    public Builder signName(String signName) {
      this.signName = SignNames.plain(Texts.required("signName", signName, 64));
      return this;
    }

    /** The variables in the order of the vendor's template; all of them as declared by default. */
    public Builder order(String... variables) {
      order = new ArrayList<>();
      for (String variable : variables) {
        parameter(variable, variable);
      }
      return this;
    }

    /** Adds one variable to the order, under the name that it has in the vendor's template. */
    public Builder parameter(String variable, String vendorName) {
      order.add(new Parameter(variable, vendorName));
      return this;
    }

    /** Something else that the vendor needs, such as Huawei's {@code from}. */
    public Builder setting(String name, String value) {
      settings.put(
          Texts.required("setting", name, 64), Texts.required("setting " + name, value, 1024));
      return this;
    }

    /** Returns the mapping. */
    public SmsMapping build() {
      return new SmsMapping(this);
    }
  }
}
