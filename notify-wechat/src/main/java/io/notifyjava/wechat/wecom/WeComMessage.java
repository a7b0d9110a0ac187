package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A message of a WeCom application to members, parties, tags or everybody.
 *
 * <p>Immutable, compared by value. WeCom answers for each recipient by name: a message to one
 * member is rejected if WeCom names that member; one to an audience is accepted, and {@code
 * Receipt.unreached()} holds whom WeCom named. What WeCom does not tell: that it drops what goes
 * beyond 30 messages a minute or 1,000 an hour from one application to one member.
 *
 * <p>A message with an idempotency key, or with {@link Builder#duplicateCheck}, is sent with
 * WeCom's own check for duplicates. That check compares whole requests and does not know the key:
 * within the interval it also holds back another message with another key that is equal in
 * everything else. Put what tells them apart into the content.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90236">Send application
 *     message</a>
 * @since 0.1.0
 */
public final class WeComMessage implements Message {

  static final String TYPE = "wecom";

  /** "Send application message": duplicate_check_interval is 4 hours at most. */
  static final Duration LONGEST_CHECK = Duration.ofHours(4);

  private final WeComAudience audience;
  private final WeComContent content;
  private final @Nullable Integer safe;
  private final @Nullable Boolean idTranslation;
  private final @Nullable Duration duplicateCheck;
  private final MessageOptions options;

  private WeComMessage(
      Builder builder, WeComAudience audience, WeComContent content, MessageOptions options) {
    this.audience = audience;
    this.content = content;
    this.safe = builder.safe;
    this.idTranslation = builder.idTranslation;
    this.duplicateCheck = builder.duplicateCheck;
    this.options = options;
  }

  /** Returns a builder of a message to nobody yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to one member.
   *
   * @throws IllegalArgumentException if it is not the id of one member
   */
  public static Builder toUser(String userId) {
    return builder().toUser(userId);
  }

  @Override
  public Channel channel() {
    return Channel.WECOM;
  }

  /** Returns whom it is for, as one recipient; see {@link WeComAudience} for the kinds. */
  @Override
  public Recipient recipient() {
    return audience.recipient();
  }

  @Override
  public MessageOptions options() {
    return options;
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  /** Returns whom it is for. */
  public WeComAudience audience() {
    return audience;
  }

  /** Returns what it says. */
  public WeComContent content() {
    return content;
  }

  /** Returns how freely it may be passed on, if that was told. */
  public OptionalInt safe() {
    return safe == null ? OptionalInt.empty() : OptionalInt.of(safe);
  }

  /** Returns whether ids in it are shown as names, if that was told. */
  public Optional<Boolean> idTranslation() {
    return Optional.ofNullable(idTranslation);
  }

  /** Returns for how long WeCom holds back an equal request, if that was told. */
  public Optional<Duration> duplicateCheck() {
    return Optional.ofNullable(duplicateCheck);
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.audience.audience(audience);
    builder.content = content;
    builder.safe = safe;
    builder.idTranslation = idTranslation;
    builder.duplicateCheck = duplicateCheck;
    return builder.options(options);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeComMessage that
        && audience.equals(that.audience)
        && content.equals(that.content)
        && Objects.equals(safe, that.safe)
        && Objects.equals(idTranslation, that.idTranslation)
        && Objects.equals(duplicateCheck, that.duplicateCheck)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(audience, content, safe, idTranslation, duplicateCheck, options);
  }

  /** Shows the kinds and lengths, and neither content nor full ids. */
  @Override
  public String toString() {
    return "WeComMessage[recipient=%s, content=%s, options=%s]"
        .formatted(recipient(), content, options);
  }

  /**
   * Collects a {@link WeComMessage}: a recipient and a content are required. Not thread-safe; may
   * be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final WeComAudience.Builder audience = WeComAudience.builder();
    private @Nullable WeComContent content;
    private @Nullable Integer safe;
    private @Nullable Boolean idTranslation;
    private @Nullable Duration duplicateCheck;

    private Builder() {}

    /** One more member; see {@link WeComAudience.Builder#toUser}. */
    public Builder toUser(String userId) {
      audience.toUser(userId);
      return this;
    }

    /** More members, 1,000 in all at most; see {@link WeComAudience.Builder#toUsers}. */
    public Builder toUsers(Collection<String> userIds) {
      audience.toUsers(userIds);
      return this;
    }

    /** One more party; see {@link WeComAudience.Builder#toParty}. */
    public Builder toParty(String partyId) {
      audience.toParty(partyId);
      return this;
    }

    /** More parties, 100 in all at most; see {@link WeComAudience.Builder#toParties}. */
    public Builder toParties(Collection<String> partyIds) {
      audience.toParties(partyIds);
      return this;
    }

    /** One more tag; see {@link WeComAudience.Builder#toTag}. */
    public Builder toTag(String tagId) {
      audience.toTag(tagId);
      return this;
    }

    /** More tags, 100 in all at most; see {@link WeComAudience.Builder#toTags}. */
    public Builder toTags(Collection<String> tagIds) {
      audience.toTags(tagIds);
      return this;
    }

    /** Everybody whom the application may reach. Excludes all others. */
    public Builder toAll() {
      audience.toAll();
      return this;
    }

    /** An audience in place of what was collected. */
    public Builder to(WeComAudience audience) {
      this.audience.audience(Objects.requireNonNull(audience, "audience"));
      return this;
    }

    /** Text, as in {@link WeComContent.Text}. */
    public Builder text(String text) {
      return content(new WeComContent.Text(text));
    }

    /** Markdown, as in {@link WeComContent.Markdown}. */
    public Builder markdown(String text) {
      return content(new WeComContent.Markdown(text));
    }

    /** A picture, as in {@link WeComContent.Image}. */
    public Builder image(Media media) {
      return content(new WeComContent.Image(media));
    }

    /** A file, as in {@link WeComContent.File}. */
    public Builder file(Media media) {
      return content(new WeComContent.File(media));
    }

    /** A card with a link, as in {@link WeComContent.TextCard}. */
    public Builder textCard(String title, String description, String url) {
      return content(new WeComContent.TextCard(title, description, url, null));
    }

    /** What it says; this or one of the methods named after a kind is required. */
    public Builder content(WeComContent content) {
      this.content = Objects.requireNonNull(content, "content");
      return this;
    }

    /**
     * How freely it may be passed on: 0, WeCom's default, freely; 1 not at all, with a watermark; 2
     * within the company, for {@link MpNews} only.
     *
     * @throws IllegalArgumentException if it is another number
     */
    public Builder safe(int safe) {
      if (safe < 0 || safe > 2) {
        throw new IllegalArgumentException("safe must be 0, 1 or 2, but was " + safe);
      }
      this.safe = safe;
      return this;
    }

    /** Whether ids of members and parties in the content are shown as names; no by default. */
    public Builder idTranslation(boolean idTranslation) {
      this.idTranslation = idTranslation;
      return this;
    }

    /**
     * For how long WeCom holds back a request that is equal to this one, in whole seconds, 1 s to 4
     * h; none by default, and the account's {@code resend-window} for a message with an idempotency
     * key.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder duplicateCheck(Duration interval) {
      if (interval.toNanosPart() != 0
          || interval.compareTo(Duration.ofSeconds(1)) < 0
          || interval.compareTo(LONGEST_CHECK) > 0) {
        throw new IllegalArgumentException(
            "duplicateCheck must be whole seconds, 1 s to 4 h, but was " + interval);
      }
      this.duplicateCheck = interval;
      return this;
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if something is missing, too much or contradicts itself;
     *     names every problem
     */
    public WeComMessage build() {
      List<String> problems = Checks.problems();
      audience.check(problems);
      if (content == null) {
        problems.add("the content is missing; call text(text) or content(content)");
      }
      if (Objects.equals(safe, 2) && content != null && !(content instanceof MpNews)) {
        problems.add("safe 2 is for mpnews only, but the content is " + content.msgType());
      }
      Checks.none("WeComMessage", problems);
      return new WeComMessage(
          this, audience.build(), Objects.requireNonNull(content), buildOptions());
    }
  }
}
