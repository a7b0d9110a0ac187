package io.notifyjava.wechat;

import io.notifyjava.message.Channel;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template message of an official account: reaches every follower, without a window, in the words
 * of a template that WeChat holds.
 *
 * <p>Immutable, compared by value. A message with an idempotency key is sent with it as {@code
 * client_msg_id}, so that it can be repeated safely for ten minutes.
 *
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage">Send
 *     template message</a>
 * @since 0.1.0
 */
public final class TemplateMessage implements Message {

  static final String TYPE = "wechat-template";

  private final Recipient recipient;
  private final String templateId;
  private final Map<String, TemplateValue> data;
  private final @Nullable String url;
  private final @Nullable MiniProgram miniProgram;
  private final MessageOptions options;

  private TemplateMessage(
      Builder builder, Recipient recipient, String templateId, MessageOptions options) {
    this.recipient = recipient;
    this.templateId = templateId;
    this.data = Collections.unmodifiableMap(new LinkedHashMap<>(builder.data));
    this.url = builder.url;
    this.miniProgram = builder.miniProgram;
    this.options = options;
  }

  /** Returns a builder of a message whose values the caller gives. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to one follower.
   *
   * @throws IllegalArgumentException if the open id is blank, too long, or holds blanks or control
   *     characters
   */
  public static Builder to(String openId) {
    return builder().to(openId);
  }

  /**
   * Returns a builder of a message whose content is a JSON document in the notifier's template
   * store. The document has the shape of WeChat's own request body: {@code template_id}, {@code
   * data}, and if wanted {@code url}, {@code miniprogram}, {@code client_msg_id} and {@code
   * touser}; anything else is refused.
   *
   * @param key of the stored template
   */
  public static StoredMessage.Builder fromTemplate(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.TEMPLATE);
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
    return TYPE;
  }

  /** Returns WeChat's id of the template. */
  public String templateId() {
    return templateId;
  }

  /** Returns the values by key, in the order in which they were given; unmodifiable. */
  public Map<String, TemplateValue> data() {
    return data;
  }

  /** Returns the page that opens when the message is tapped, if there is one. */
  public Optional<String> url() {
    return Optional.ofNullable(url);
  }

  /** Returns the mini program that opens when the message is tapped, if there is one. */
  public Optional<MiniProgram> miniProgram() {
    return Optional.ofNullable(miniProgram);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.recipient = recipient;
    builder.templateId = templateId;
    builder.data.putAll(data);
    builder.url = url;
    builder.miniProgram = miniProgram;
    builder.options(options);
    // The key of the message that this one is made from may be replaced under either name.
    builder.keyGiven = null;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TemplateMessage that
        && recipient.equals(that.recipient)
        && templateId.equals(that.templateId)
        && data.equals(that.data)
        && Objects.equals(url, that.url)
        && Objects.equals(miniProgram, that.miniProgram)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(recipient, templateId, data, url, miniProgram, options);
  }

  /** Shows the keys of the data, never a value, a link or the full open id. */
  @Override
  public String toString() {
    return "TemplateMessage[recipient=%s, templateId=%s, data=%s, url=%s, miniProgram=%s, options=%s]"
        .formatted(
            recipient,
            templateId,
            data.keySet(),
            url == null ? "none" : "given",
            miniProgram == null ? "none" : miniProgram.appId(),
            options);
  }

  /**
   * Collects a {@link TemplateMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final Map<String, TemplateValue> data = new LinkedHashMap<>();
    private @Nullable Recipient recipient;
    private @Nullable String templateId;
    private @Nullable String url;
    private @Nullable MiniProgram miniProgram;
    private @Nullable IdempotencyKey clientMsgId;
    private @Nullable IdempotencyKey keyGiven;

    private Builder() {}

    /**
     * The follower's open id; required.
     *
     * @throws IllegalArgumentException if it is blank, longer than 320 characters, or holds blanks
     *     or control characters
     */
    public Builder to(String openId) {
      recipient = Recipient.openId(Checks.id("openId", openId, 320));
      return this;
    }

    /**
     * WeChat's id of the template; required.
     *
     * @throws IllegalArgumentException if it is blank, longer than 128 characters, or holds blanks
     */
    public Builder templateId(String templateId) {
      this.templateId = Checks.id("templateId", templateId, 128);
      return this;
    }

    /**
     * One value; at least one is required. A key that is there already gets the new value.
     *
     * @param key what stands before {@code .DATA} in the template, such as {@code thing1}; at most
     *     64 characters
     * @param value the text
     */
    public Builder data(String key, String value) {
      return data(key, new TemplateValue(value, null));
    }

    /** One value with a colour from before 2023; see {@link TemplateValue#color()}. */
    public Builder data(String key, String value, String color) {
      return data(key, new TemplateValue(value, Objects.requireNonNull(color, "color")));
    }

    /** Several values, in the order of the map. */
    public Builder data(Map<String, String> values) {
      values.forEach((key, value) -> data(key, value));
      return this;
    }

    Builder data(String key, TemplateValue value) {
      data.put(Checks.id("key of data", key, 64), value);
      return this;
    }

    /**
     * Page that opens when the message is tapped; none by default. With a mini program beside it,
     * it is for clients that cannot open mini programs. WeChat limits the length (error 40039) but
     * does not publish the limit.
     *
     * @throws IllegalArgumentException if it is not an {@code http} or {@code https} link
     */
    public Builder url(String url) {
      this.url = Checks.webLink("url", url);
      return this;
    }

    /** First page of a mini program that opens when the message is tapped; none by default. */
    public Builder miniProgram(String appId) {
      return miniProgram(new MiniProgram(appId, null));
    }

    /** Page of a mini program that opens when the message is tapped; none by default. */
    public Builder miniProgram(String appId, String pagePath) {
      return miniProgram(new MiniProgram(appId, Objects.requireNonNull(pagePath, "pagePath")));
    }

    /** Page of a mini program that opens when the message is tapped; none by default. */
    public Builder miniProgram(MiniProgram miniProgram) {
      this.miniProgram = Objects.requireNonNull(miniProgram, "miniProgram");
      return this;
    }

    /**
     * WeChat's name for {@link #idempotencyKey(String)}; absent by default. Whoever gives both must
     * give the same.
     */
    public Builder clientMsgId(String clientMsgId) {
      this.clientMsgId = IdempotencyKey.of(clientMsgId);
      return this;
    }

    @Override
    public Builder idempotencyKey(IdempotencyKey key) {
      keyGiven = key;
      return super.idempotencyKey(key);
    }

    @Override
    public Builder options(MessageOptions options) {
      keyGiven = options.idempotencyKey().orElse(null);
      return super.options(options);
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if something required is missing or two keys disagree; names
     *     every problem
     */
    public TemplateMessage build() {
      List<String> problems = Checks.problems();
      if (recipient == null) {
        problems.add("the recipient is missing; call to(openId)");
      }
      if (templateId == null) {
        problems.add("templateId is missing");
      }
      if (data.isEmpty()) {
        problems.add("data is missing; call data(key, value) for each key of the template");
      }
      if (clientMsgId != null && keyGiven != null && !clientMsgId.equals(keyGiven)) {
        problems.add(
            "clientMsgId and idempotencyKey are two names for one thing and must be equal,"
                + " but differ; give one of them");
      }
      Checks.none("TemplateMessage", problems);
      return new TemplateMessage(
          this, Objects.requireNonNull(recipient), Objects.requireNonNull(templateId), keyed());
    }

    private MessageOptions keyed() {
      MessageOptions options = buildOptions();
      return clientMsgId == null ? options : new Keyed().options(options).with(clientMsgId);
    }
  }

  /** Adds a key to options without touching the builder that they come from. */
  private static final class Keyed extends MessageBuilder<Keyed> {

    MessageOptions with(IdempotencyKey key) {
      return idempotencyKey(key).buildOptions();
    }
  }
}
