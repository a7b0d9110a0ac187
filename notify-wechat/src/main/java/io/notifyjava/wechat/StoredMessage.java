package io.notifyjava.wechat;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.message.Texts;
import io.notifyjava.message.Variables;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message whose content is in the notifier's template store: becomes a {@link TemplateMessage}, a
 * {@link CustomerMessage} or a subscription message when it is filled, and has the type name of
 * what it becomes.
 *
 * <p>Immutable, compared by value.
 *
 * @see TemplateMessage#fromTemplate(String)
 * @see CustomerMessage#fromTemplate(String)
 * @see CustomerMessage#fromDocument(String)
 * @see SubscriptionMessage#fromTemplate(String)
 * @since 0.1.0
 */
public final class StoredMessage implements TemplatedMessage {

  private final Kind kind;
  private final String templateKey;
  private final Recipient recipient;
  private final Variables variables;
  private final MessageOptions options;

  private StoredMessage(Builder builder, Recipient recipient, MessageOptions options) {
    this.kind = builder.kind;
    this.templateKey = builder.templateKey;
    this.recipient = recipient;
    this.variables = builder.variables;
    this.options = options;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

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
    return kind.typeName;
  }

  @Override
  public String templateKey() {
    return templateKey;
  }

  @Override
  public Variables variables() {
    return variables;
  }

  /**
   * Returns the message with its content.
   *
   * @throws IllegalArgumentException if a document is not JSON or not of the documented shape;
   *     names every problem with its path and repeats no value
   */
  @Override
  public Message filled(String content) {
    Objects.requireNonNull(content, "content");
    return switch (kind) {
      case TEMPLATE -> Documents.template(content, recipient.value(), options);
      case CUSTOMER_DOCUMENT -> Documents.customer(content, recipient.value(), options);
      case CUSTOMER_TEXT -> text(content);
      case SUBSCRIPTION -> SubscriptionDocuments.miniProgram(content, recipient.value(), options);
      case SERVICE_SUBSCRIPTION ->
          SubscriptionDocuments.service(content, recipient.value(), options);
      case ONE_TIME_SUBSCRIPTION ->
          SubscriptionDocuments.oneTime(content, recipient.value(), options);
    };
  }

  private CustomerMessage text(String content) {
    if (Documents.looksLikeOne(content)) {
      throw new IllegalArgumentException(
          "Template "
              + templateKey
              + " was to be filled as plain text, but is a JSON document with a msgtype;"
              + " use CustomerMessage.fromDocument(key) for documents");
    }
    return CustomerMessage.to(recipient.value()).text(content).options(options).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredMessage that
        && kind == that.kind
        && templateKey.equals(that.templateKey)
        && recipient.equals(that.recipient)
        && variables.equals(that.variables)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, templateKey, recipient, variables, options);
  }

  /** Shows the names of the variables, never a value or the full open id. */
  @Override
  public String toString() {
    return "StoredMessage[type=%s, templateKey=%s, recipient=%s, variables=%s, options=%s]"
        .formatted(typeName(), templateKey, recipient, variables.names(), options);
  }

  /** What the stored content is. */
  enum Kind {
    TEMPLATE(TemplateMessage.TYPE),
    CUSTOMER_TEXT(CustomerMessage.TYPE),
    CUSTOMER_DOCUMENT(CustomerMessage.TYPE),
    SUBSCRIPTION(SubscriptionMessage.TYPE),
    SERVICE_SUBSCRIPTION(ServiceSubscriptionMessage.TYPE),
    ONE_TIME_SUBSCRIPTION(OneTimeSubscriptionMessage.TYPE);

    private final String typeName;

    Kind(String typeName) {
      this.typeName = typeName;
    }
  }

  /**
   * Collects a {@link StoredMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final String templateKey;
    private final Kind kind;
    private Variables variables = Variables.none();
    private @Nullable Recipient recipient;

    Builder(String templateKey, Kind kind) {
      this.templateKey = Texts.required("key", templateKey, 128);
      this.kind = kind;
    }

    /**
     * The follower's open id; required. Templates have it as {@code ${OPENID}}.
     *
     * @throws IllegalArgumentException if it is blank, longer than 320 characters, or holds blanks
     *     or control characters
     */
    public Builder to(String openId) {
      recipient = Recipient.openId(Checks.id("openId", openId, 320));
      return this;
    }

    /** Value of one placeholder; a name that is there already gets the new value. */
    public Builder with(String name, String value) {
      variables = variables.with(name, value);
      return this;
    }

    /** Values of all placeholders, in place of those given so far; none by default. */
    public Builder variables(Variables variables) {
      this.variables = Objects.requireNonNull(variables, "variables");
      return this;
    }

    /**
     * Returns the message. Whether the template exists and all its placeholders have values is
     * found out when it is sent, before any call to WeChat.
     *
     * @throws IllegalArgumentException if the recipient is missing
     */
    public StoredMessage build() {
      if (recipient == null) {
        Checks.none(
            "Message from template " + templateKey,
            List.of("the recipient is missing; call to(openId)"));
      }
      return new StoredMessage(this, Objects.requireNonNull(recipient), buildOptions());
    }
  }
}
