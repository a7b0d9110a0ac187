package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A one-time subscription message of an official account (一次性订阅消息): one for each scene that its
 * reader allowed, followers or not. Allowing the same scene twice still allows one message.
 *
 * <p>Refused with {@code RECIPIENT_REFUSED} (43101) if they refused or it was sent already. WeChat
 * has no means against sending twice: an unknown outcome stays unknown.
 *
 * <p>Immutable, compared by value.
 *
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/service/api/notify/subscribe/api_templatesubscribe.html">Send
 *     one-time subscription message</a>
 * @since 0.1.0
 */
public final class OneTimeSubscriptionMessage extends SubscriptionBase {

  static final String TYPE = "wechat-one-time-subscription";

  /** "Send one-time subscription message": the three limits of that page. */
  private static final int MAX_SCENE = 10_000;

  private static final int MAX_TITLE = 15;
  private static final int MAX_CONTENT = 200;

  private final int scene;
  private final String title;
  private final TemplateValue content;
  private final @Nullable String url;
  private final @Nullable MiniProgram miniProgram;

  private OneTimeSubscriptionMessage(
      Builder builder, int scene, String title, TemplateValue content) {
    super(builder);
    this.scene = scene;
    this.title = title;
    this.content = content;
    this.url = builder.url;
    this.miniProgram = builder.miniProgram;
  }

  /** Returns a builder of a message whose content the caller gives. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to one reader of the account.
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
   * scene} (a text of digits), {@code title}, {@code data} with {@code content}, and if wanted
   * {@code url}, {@code miniprogram} and {@code touser}; anything else is refused.
   *
   * @param key of the stored template
   */
  public static StoredMessage.Builder fromTemplate(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.ONE_TIME_SUBSCRIPTION);
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  /** Returns the scene that the reader allowed. */
  public int scene() {
    return scene;
  }

  /** Returns the title. */
  public String title() {
    return title;
  }

  /** Returns the text and its colour. */
  public TemplateValue content() {
    return content;
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
    Builder builder = new Builder().like(this);
    builder.scene = scene;
    builder.title = title;
    builder.content = content;
    builder.url = url;
    builder.miniProgram = miniProgram;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OneTimeSubscriptionMessage that
        && sameBase(that)
        && scene == that.scene
        && title.equals(that.title)
        && content.equals(that.content)
        && Objects.equals(url, that.url)
        && Objects.equals(miniProgram, that.miniProgram);
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseHash(), scene, title, content, url, miniProgram);
  }

  /** Shows lengths, never a text, a link or the full open id. */
  @Override
  public String toString() {
    return "OneTimeSubscriptionMessage[recipient=%s, templateId=%s, scene=%d, title=%s, content=%s, url=%s, miniProgram=%s, options=%s]"
        .formatted(
            recipient(),
            templateId(),
            scene,
            Masking.length(title),
            content,
            given(url),
            miniProgram == null ? "none" : miniProgram.appId(),
            options());
  }

  /**
   * Collects a {@link OneTimeSubscriptionMessage}. Not thread-safe; may be used again after {@code
   * build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends SubscriptionBase.Builder<Builder> {

    private @Nullable Integer scene;
    private @Nullable String title;
    private @Nullable TemplateValue content;
    private @Nullable String url;
    private @Nullable MiniProgram miniProgram;

    private Builder() {}

    /**
     * The scene that the reader allowed, 0 to 10,000; required.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder scene(int scene) {
      if (scene < 0 || scene > MAX_SCENE) {
        throw new IllegalArgumentException(
            "scene must be 0 to " + MAX_SCENE + ", but was " + scene);
      }
      this.scene = scene;
      return this;
    }

    /**
     * The title, 1 to 15 characters on one line; required.
     *
     * @throws IllegalArgumentException if it is blank or longer (WeChat: 40062)
     */
    public Builder title(String title) {
      this.title = limited("title", Parts.line("title", title), MAX_TITLE);
      return this;
    }

    /**
     * The text, 1 to 200 characters; required.
     *
     * @throws IllegalArgumentException if it is blank or longer
     */
    public Builder content(String text) {
      return content(new TemplateValue(text, null));
    }

    /**
     * The text and its colour, such as {@code #FF0000}.
     *
     * @throws IllegalArgumentException if the text is blank or longer than 200 characters
     */
    public Builder content(String text, String color) {
      return content(new TemplateValue(text, Objects.requireNonNull(color, "color")));
    }

    Builder content(TemplateValue content) {
      limited("content", Parts.prose("content", content.value()), MAX_CONTENT);
      this.content = content;
      return this;
    }

    /**
     * Page that opens when the message is tapped; none by default. With a mini program beside it,
     * it is for clients that cannot open mini programs.
     *
     * @throws IllegalArgumentException if it is not an {@code http} or {@code https} link
     */
    public Builder url(String url) {
      this.url = Checks.webLink("url", url);
      return this;
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
     * Returns the message.
     *
     * @throws IllegalArgumentException if something required is missing; names every problem
     */
    public OneTimeSubscriptionMessage build() {
      List<String> problems = missing();
      if (scene == null) {
        problems.add("scene is missing; it is the one that the reader allowed");
      }
      if (title == null) {
        problems.add("title is missing");
      }
      if (content == null) {
        problems.add("the content is missing; call content(text)");
      }
      Checks.none("OneTimeSubscriptionMessage", problems);
      return new OneTimeSubscriptionMessage(
          this,
          Objects.requireNonNull(scene),
          Objects.requireNonNull(title),
          Objects.requireNonNull(content));
    }

    /** In characters as a reader counts them, near enough: code points. */
    private static String limited(String name, String text, int max) {
      int length = text.codePointCount(0, text.length());
      if (length > max) {
        throw new IllegalArgumentException(
            name + " must have at most " + max + " characters, but had " + length + "; shorten it");
      }
      return text;
    }

    @Override
    Builder me() {
      return this;
    }
  }
}
