package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription message of a service account (订阅通知): one for each time that its reader allowed it,
 * followers or not.
 *
 * <p>Refused with {@code RECIPIENT_REFUSED} (43101) if they refused or what they allowed is used
 * up; then only they can change it. WeChat promises nothing against sending twice: an unknown
 * outcome stays unknown.
 *
 * <p>Immutable, compared by value.
 *
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg.html">Send
 *     subscription notification (bizsend)</a>
 * @since 0.1.0
 */
public final class ServiceSubscriptionMessage extends SubscriptionBase {

  static final String TYPE = "wechat-service-subscription";

  private final Map<String, String> data;
  private final @Nullable String page;
  private final @Nullable MiniProgram miniProgram;

  private ServiceSubscriptionMessage(Builder builder) {
    super(builder);
    this.data = builder.data.copy();
    this.page = builder.page;
    this.miniProgram = builder.miniProgram;
  }

  /** Returns a builder of a message whose values the caller gives. */
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
   * data}, and if wanted {@code page}, {@code miniprogram} and {@code touser}; anything else is
   * refused.
   *
   * @param key of the stored template
   */
  public static StoredMessage.Builder fromTemplate(String key) {
    return new StoredMessage.Builder(key, StoredMessage.Kind.SERVICE_SUBSCRIPTION);
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  /** Returns the values by key, in the order in which they were given; unmodifiable. */
  public Map<String, String> data() {
    return data;
  }

  /** Returns the page that opens when the message is tapped, if there is one. */
  public Optional<String> page() {
    return Optional.ofNullable(page);
  }

  /** Returns the mini program that opens when the message is tapped, if there is one. */
  public Optional<MiniProgram> miniProgram() {
    return Optional.ofNullable(miniProgram);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder().like(this).data(data);
    builder.page = page;
    builder.miniProgram = miniProgram;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceSubscriptionMessage that
        && sameBase(that)
        && data.equals(that.data)
        && Objects.equals(page, that.page)
        && Objects.equals(miniProgram, that.miniProgram);
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseHash(), data, page, miniProgram);
  }

  /** Shows the keys of the data, never a value, a page or the full open id. */
  @Override
  public String toString() {
    return "ServiceSubscriptionMessage[recipient=%s, templateId=%s, data=%s, page=%s, miniProgram=%s, options=%s]"
        .formatted(
            recipient(),
            templateId(),
            data.keySet(),
            given(page),
            miniProgram == null ? "none" : miniProgram.appId(),
            options());
  }

  /**
   * Collects a {@link ServiceSubscriptionMessage}. Not thread-safe; may be used again after {@code
   * build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends SubscriptionBase.Builder<Builder> {

    private final SubscriptionData data = new SubscriptionData();
    private @Nullable String page;
    private @Nullable MiniProgram miniProgram;

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
     * Page that opens when the message is tapped: a web page, or, by WeChat's newer words, one of
     * the mini program; at most 2,048 characters, which is our own guard; none by default.
     */
    public Builder page(String page) {
      this.page = Parts.page("page", page);
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
    public ServiceSubscriptionMessage build() {
      List<String> problems = missing();
      data.check(problems);
      Checks.none("ServiceSubscriptionMessage", problems);
      return new ServiceSubscriptionMessage(this);
    }

    @Override
    Builder me() {
      return this;
    }
  }
}
