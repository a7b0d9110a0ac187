package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription message of a mini program: one for each time that its user allowed it.
 *
 * <p>Sent by an account whose app id is the mini program's. Refused with {@code RECIPIENT_REFUSED}
 * (43101) if the user refused or what they allowed is used up; then only they can change it. WeChat
 * has no means against sending twice: an unknown outcome stays unknown.
 *
 * <p>Immutable, compared by value.
 *
 * <p>Source: "Send subscription message" (subscribe/send) at developers.weixin.qq.com.
 *
 * @see ServiceSubscriptionMessage
 * @see OneTimeSubscriptionMessage
 * @since 0.1.0
 */
public final class SubscriptionMessage extends SubscriptionBase {

  static final String TYPE = "wechat-subscription";

  private final Map<String, String> data;
  private final @Nullable String page;
  private final @Nullable State state;
  private final @Nullable Language language;

  private SubscriptionMessage(Builder builder) {
    super(builder);
    this.data = builder.data.copy();
    this.page = builder.page;
    this.state = builder.state;
    this.language = builder.language;
  }

  /** Returns a builder of a message whose values the caller gives. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to one user of the mini program.
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
   * data}, and if wanted {@code page}, {@code miniprogram_state}, {@code lang} and {@code touser};
   * anything else is refused.
   *
   * @param key of the stored template
   */
  public static StoredMessage.Builder fromTemplate(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.SUBSCRIPTION);
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  /** Returns the values by key, in the order in which they were given; unmodifiable. */
  public Map<String, String> data() {
    return data;
  }

  /**
   * Returns the page of the mini program that opens when the message is tapped, if there is one.
   */
  public Optional<String> page() {
    return Optional.ofNullable(page);
  }

  /** Returns which of the mini program's versions opens, if it was said. */
  public Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /** Returns the language around the message, if it was said. */
  public Optional<Language> language() {
    return Optional.ofNullable(language);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder().like(this).data(data);
    builder.page = page;
    builder.state = state;
    builder.language = language;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubscriptionMessage that
        && sameBase(that)
        && data.equals(that.data)
        && Objects.equals(page, that.page)
        && state == that.state
        && language == that.language;
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseHash(), data, page, state, language);
  }

  /** Shows the keys of the data, never a value, a page or the full open id. */
  @Override
  public String toString() {
    return "SubscriptionMessage[recipient=%s, templateId=%s, data=%s, page=%s, options=%s]"
        .formatted(recipient(), templateId(), data.keySet(), given(page), options());
  }

  /**
   * Which of the mini program's versions opens.
   *
   * @since 0.1.0
   */
  public enum State {
    /** The one in development. */
    DEVELOPER("developer"),
    /** The one on trial. */
    TRIAL("trial"),
    /** The published one; what WeChat takes if nothing is said. */
    FORMAL("formal");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * The language around the message.
   *
   * @since 0.1.0
   */
  public enum Language {
    /** Simplified Chinese; what WeChat takes if nothing is said. */
    SIMPLIFIED_CHINESE("zh_CN"),
    /** English. */
    ENGLISH("en_US"),
    /** Traditional Chinese as in Hong Kong. */
    HONG_KONG_CHINESE("zh_HK"),
    /** Traditional Chinese as in Taiwan. */
    TAIWAN_CHINESE("zh_TW");

    private final String word;

    Language(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Collects a {@link SubscriptionMessage}. Not thread-safe; may be used again after {@code
   * build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends SubscriptionBase.Builder<Builder> {

    private final SubscriptionData data = new SubscriptionData();
    private @Nullable String page;
    private @Nullable State state;
    private @Nullable Language language;

    private Builder() {}

    /**
     * One value; at least one is required. A key that is there already gets the new value.
     *
     * @param key what stands before {@code .DATA} in the template, such as {@code thing1}; at most
     *     64 characters
     * @param value the text; see {@link ValueCheck}
     */
    public Builder data(String key, String value) {
      data.put(key, value);
      return this;
    }

    /** Several values, in the order of the map. */
    public Builder data(Map<String, String> values) {
      data.putAll(values);
      return this;
    }

    /**
     * Page of the mini program that opens when the message is tapped, with its query if it has one,
     * such as {@code index?foo=bar}; at most 2,048 characters, which is our own guard; none by
     * default, and then nothing opens.
     */
    public Builder page(String page) {
      this.page = Parts.page("page", page);
      return this;
    }

    /** Which version of the mini program opens; the published one by default. */
    public Builder state(State state) {
      this.state = Objects.requireNonNull(state, "state");
      return this;
    }

    /** The language around the message; simplified Chinese by default. */
    public Builder language(Language language) {
      this.language = Objects.requireNonNull(language, "language");
      return this;
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if something required is missing; names every problem
     */
    public SubscriptionMessage build() {
      List<String> problems = missing();
      data.check(problems);
      Checks.none("SubscriptionMessage", problems);
      return new SubscriptionMessage(this);
    }

    @Override
    Builder me() {
      return this;
    }
  }
}
