package io.notifyjava.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A short message to one phone number, by the name of a logical template.
 *
 * <p>What the name means for each vendor (template id, sign name, order of the values, text) stands
 * in the notifier's {@code SmsTemplates}; so one message can go out through any of them. Vendors of
 * short messages know no idempotency key: an unknown outcome stays unknown unless the account can
 * look it up.
 *
 * <p>Immutable, compared by value.
 *
 * @since 0.1.0
 */
public final class SmsMessage implements Message {

  static final String TYPE = "sms";

  private static final int MAX_TEMPLATE_NAME = 64;
  private static final Pattern EXTEND_CODE = Pattern.compile("[0-9]{1,20}");

  private final PhoneNumber phone;
  private final Recipient recipient;
  private final String template;
  private final Variables variables;
  private final @Nullable String extendCode;
  private final MessageOptions options;

  private SmsMessage(PhoneNumber phone, String template, Builder builder) {
    this.phone = phone;
    this.recipient = new Recipient(Recipient.PHONE, phone.e164());
    this.template = template;
    this.variables = Variables.of(builder.values);
    this.extendCode = builder.extendCode;
    this.options = builder.options();
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to one number.
   *
   * @param phone as {@link PhoneNumber#of} takes it
   * @throws IllegalArgumentException if it is not a phone number; the error shows it masked
   */
  public static Builder to(String phone) {
    return builder().phone(PhoneNumber.of(phone));
  }

  /** Returns a builder of a message to one number. */
  public static Builder to(PhoneNumber phone) {
    return builder().phone(phone);
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  /** Returns the number in E.164 form, as a recipient of kind {@code phone}. */
  @Override
  public Recipient recipient() {
    return recipient;
  }

  @Override
  public MessageOptions options() {
    return options;
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  /** Returns the number. */
  public PhoneNumber phone() {
    return phone;
  }

  /** Returns the name of the logical template. */
  public String template() {
    return template;
  }

  /** Returns the values for the template, in the order in which they were given. */
  public Variables variables() {
    return variables;
  }

  /** Returns the digits that are added to the sender's number, if there are any. */
  public Optional<String> extendCode() {
    return Optional.ofNullable(extendCode);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder =
        new Builder().phone(phone).template(template).variables(variables).options(options);
    builder.extendCode = extendCode;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SmsMessage that
        && phone.equals(that.phone)
        && template.equals(that.template)
        && variables.equals(that.variables)
        && Objects.equals(extendCode, that.extendCode)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(phone, template, variables, extendCode, options);
  }

  /** Shows the names of the values, never a value or the full number. */
  @Override
  public String toString() {
    return "SmsMessage[phone=%s, template=%s, variables=%s, options=%s]"
        .formatted(phone, template, variables.names(), options);
  }

  /**
   * Collects an {@link SmsMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable PhoneNumber phone;
    private @Nullable String template;
    private @Nullable String extendCode;

    private Builder() {}

    /** Whom it is for. */
    public Builder phone(PhoneNumber phone) {
      this.phone = Objects.requireNonNull(phone, "phone");
      return this;
    }

    /** Name of the logical template, 1 to 64 characters. */
    public Builder template(String name) {
      this.template = Texts.required("template", name, MAX_TEMPLATE_NAME);
      return this;
    }

    /** One value; replaces an earlier one of that name. */
    public Builder with(String name, String value) {
      if (Objects.requireNonNull(name, "name").isBlank()) {
        throw new IllegalArgumentException("Variable name must not be blank");
      }
      values.put(name, Objects.requireNonNull(value, () -> "value of variable " + name));
      return this;
    }

    /** All values; replaces earlier ones. */
    public Builder variables(Variables variables) {
      values.clear();
      values.putAll(variables.asMap());
      return this;
    }

    /**
     * Digits that are added to the sender's number so that an answer can be told apart: 1 to 20,
     * none by default. How many a vendor takes stands in its module.
     *
     * @throws IllegalArgumentException if it is anything but 1 to 20 digits
     */
    public Builder extendCode(String digits) {
      if (!EXTEND_CODE.matcher(Objects.requireNonNull(digits, "extendCode")).matches()) {
        throw new IllegalArgumentException(
            "extendCode must be 1 to 20 digits, but had " + digits.length() + " characters");
      }
      this.extendCode = digits;
      return this;
    }

    private MessageOptions options() {
      return buildOptions();
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if the number or the template is missing
     */
    public SmsMessage build() {
      if (phone == null || template == null) {
        throw new IllegalArgumentException(
            "An SmsMessage needs a phone number and a template: SmsMessage.to(phone).template(name)");
      }
      return new SmsMessage(phone, template, this);
    }
  }
}
