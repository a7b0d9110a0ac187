package io.notifyjava.wechat;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer-service message of an official account: free content for followers who wrote to the
 * account in the last 48 hours, a few messages each.
 *
 * <p>Outside that window WeChat refuses it ({@code WINDOW_CLOSED}); a fallback to a {@link
 * TemplateMessage} is the usual answer. WeChat gives neither an id nor a delivery report, and has
 * no means against sending twice: an unknown outcome stays unknown.
 *
 * <p>Immutable, compared by value.
 *
 * <p>Source: "Send customer message" and "Customer-service message introduction" at
 * developers.weixin.qq.com.
 *
 * @since 0.1.0
 */
public final class CustomerMessage implements Message {

  static final String TYPE = "wechat-customer";

  private final Recipient recipient;
  private final CustomerContent content;
  private final @Nullable String kfAccount;
  private final MessageOptions options;

  private CustomerMessage(
      Recipient recipient,
      CustomerContent content,
      @Nullable String kfAccount,
      MessageOptions options) {
    this.recipient = recipient;
    this.content = content;
    this.kfAccount = kfAccount;
    this.options = options;
  }

  /** Returns a builder of a message whose content the caller gives. */
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
   * Returns a builder of a text message whose text is in the notifier's template store.
   *
   * @param key of the stored template, which is plain text
   */
  public static StoredMessage.Builder fromTemplate(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.CUSTOMER_TEXT);
  }

  /**
   * Returns a builder of a message whose whole content is a JSON document in the notifier's
   * template store. The document has the shape of WeChat's own request body, such as {@code
   * {"msgtype":"text","text":{"content":"…"}}}, of any kind of {@link CustomerContent}, and if
   * wanted {@code customservice} and {@code touser}; anything else is refused.
   *
   * <p>Apart from {@link #fromTemplate} so that the caller decides what the content is, and not a
   * value that happens to look like JSON.
   *
   * @param key of the stored template, which is a JSON document
   */
  public static StoredMessage.Builder fromDocument(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.CUSTOMER_DOCUMENT);
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

  /** Returns what it says. */
  public CustomerContent content() {
    return content;
  }

  /** Returns the customer-service account that it is shown to come from, if one is chosen. */
  public Optional<String> kfAccount() {
    return Optional.ofNullable(kfAccount);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.recipient = recipient;
    builder.content = content;
    builder.kfAccount = kfAccount;
    return builder.options(options);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CustomerMessage that
        && recipient.equals(that.recipient)
        && content.equals(that.content)
        && Objects.equals(kfAccount, that.kfAccount)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(recipient, content, kfAccount, options);
  }

  /** Shows the kind and length of the content, and neither it nor the full open id. */
  @Override
  public String toString() {
    return "CustomerMessage[recipient=%s, content=%s, kfAccount=%s, options=%s]"
        .formatted(recipient, content, kfAccount == null ? "none" : "given", options);
  }

  /**
   * Collects a {@link CustomerMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private @Nullable Recipient recipient;
    private @Nullable CustomerContent content;
    private @Nullable String kfAccount;

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

    /** Text, as in {@link TextContent}; this or another content is required. */
    public Builder text(String text) {
      return content(new TextContent(text));
    }

    /** A picture; see {@link ImageContent}. */
    public Builder image(Media media) {
      return content(new ImageContent(media));
    }

    /** A recording; see {@link VoiceContent}. */
    public Builder voice(Media media) {
      return content(new VoiceContent(media));
    }

    /** A video and the picture that stands for it; see {@link VideoContent}. */
    public Builder video(Media media, Media thumb) {
      return content(new VideoContent(media, thumb, null, null));
    }

    /** One article on the web; see {@link NewsContent}. */
    public Builder news(String title, String description, String url, String pictureUrl) {
      return content(
          new NewsContent(
              title,
              Objects.requireNonNull(description, "description"),
              url,
              Objects.requireNonNull(pictureUrl, "pictureUrl")));
    }

    /** An article that the account has published; see {@link MpNewsArticleContent}. */
    public Builder article(String articleId) {
      return content(new MpNewsArticleContent(articleId));
    }

    /** A card that opens a page of a mini program; see {@link MiniProgramPageContent}. */
    public Builder miniProgramPage(String title, String appId, String pagePath, Media thumb) {
      return content(new MiniProgramPageContent(title, appId, pagePath, thumb));
    }

    /** What it says, of any kind; required. */
    public Builder content(CustomerContent content) {
      this.content = Objects.requireNonNull(content, "content");
      return this;
    }

    /**
     * Customer-service account that it is shown to come from, such as {@code test1@kftest}; at most
     * 128 characters; none by default. An account that does not exist is refused with 61451 or
     * 61452.
     */
    public Builder kfAccount(String kfAccount) {
      this.kfAccount = Checks.id("kfAccount", kfAccount, 128);
      return this;
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if the recipient or the content is missing; names both
     */
    public CustomerMessage build() {
      List<String> problems = Checks.problems();
      if (recipient == null) {
        problems.add("the recipient is missing; call to(openId)");
      }
      if (content == null) {
        problems.add("the content is missing; call text(text) or content(content)");
      }
      Checks.none("CustomerMessage", problems);
      return new CustomerMessage(
          Objects.requireNonNull(recipient),
          Objects.requireNonNull(content),
          kfAccount,
          buildOptions());
    }
  }
}
