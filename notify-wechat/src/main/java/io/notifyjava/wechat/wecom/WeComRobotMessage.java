package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of a WeCom robot to the group in which it lives.
 *
 * <p>Immutable, compared by value. WeCom gives neither an id nor a delivery report, and has no
 * means against sending twice: an unknown outcome stays unknown. A robot may send 20 messages a
 * minute; further ones wait their turn.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/91770">Group robot</a>
 * @since 0.1.0
 */
public final class WeComRobotMessage implements Message {

  /** Kind of the recipient: the group of a robot, under a name of the caller's. */
  public static final String RECIPIENT_KIND = "wecom-robot";

  /** Longest text in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 2_048;

  /** Longest Markdown in bytes of UTF-8. */
  public static final int MAX_MARKDOWN_BYTES = 4_096;

  static final String TYPE = "wecom-robot";

  static final String DEFAULT_GROUP = "robot";

  private final Recipient recipient;
  private final RobotContent content;
  private final MessageOptions options;

  private WeComRobotMessage(Recipient recipient, RobotContent content, MessageOptions options) {
    this.recipient = recipient;
    this.content = content;
    this.options = options;
  }

  /** Returns a builder of a message. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a message to a group.
   *
   * @param group a name of your own for it, 1 to 128 characters, by which results and duplicates
   *     are told apart; WeCom does not get to see it. Which robot sends is chosen by the account.
   */
  public static Builder to(String group) {
    return builder().to(group);
  }

  /**
   * Cuts a text into pieces that are short enough, on the borders of lines where there are any, and
   * never within a character. Blank pieces are left out.
   *
   * @param maxBytes of UTF-8 in each piece, such as {@link #MAX_MARKDOWN_BYTES}; 4 or more
   * @return the pieces in order; one if the text is short enough
   */
  public static List<String> split(String text, int maxBytes) {
    return Pieces.of(Checks.wellFormed("text", text), maxBytes);
  }

  @Override
  public Channel channel() {
    return Channel.WECOM;
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
  public RobotContent content() {
    return content;
  }

  /** Returns a builder that holds what this message holds. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.group = recipient.value();
    builder.content = content;
    return builder.options(options);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeComRobotMessage that
        && recipient.equals(that.recipient)
        && content.equals(that.content)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(recipient, content, options);
  }

  /** Shows the kind and length of the content, and nothing of it. */
  @Override
  public String toString() {
    return "WeComRobotMessage[recipient=%s, content=%s, options=%s]"
        .formatted(recipient, content, options);
  }

  /**
   * Collects a {@link WeComRobotMessage}: a content is required. Not thread-safe; may be used again
   * after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final List<String> userIds = new ArrayList<>();
    private final List<String> mobiles = new ArrayList<>();
    private @Nullable String group;
    private @Nullable RobotContent content;
    private boolean mentionsAll;

    private Builder() {}

    /** A name of your own for the group; the account's name, or {@code robot}, by default. */
    public Builder to(String group) {
      this.group = Checks.line("group", group, 128);
      return this;
    }

    /** Text; {@code <@userid>} in it mentions a member. */
    public Builder text(String text) {
      return content(new RobotContent.Text(text, List.of(), List.of(), false));
    }

    /** Calls one more member by a text. */
    public Builder mention(String userId) {
      userIds.add(Ids.user(userId));
      return this;
    }

    /** Calls one more member by a text, by phone number. */
    public Builder mentionMobile(String mobile) {
      mobiles.add(Ids.mobile(mobile));
      return this;
    }

    /** Calls everybody in the group by a text. */
    public Builder mentionAll() {
      mentionsAll = true;
      return this;
    }

    /** Markdown, as in {@link WeComContent.Markdown}. */
    public Builder markdown(String text) {
      return content(new WeComContent.Markdown(text));
    }

    /** The newer Markdown, as in {@link RobotContent.MarkdownV2}. */
    public Builder markdownV2(String text) {
      return content(new RobotContent.MarkdownV2(text));
    }

    /** A picture, JPG or PNG of at most 2 MB. */
    public Builder image(byte[] bytes) {
      return content(RobotContent.Image.of(bytes));
    }

    /** A file that was uploaded by {@link WeComRobot#upload}. */
    public Builder file(Media media) {
      return content(new WeComContent.File(media));
    }

    /** What it says; this or one of the methods named after a kind is required. */
    public Builder content(RobotContent content) {
      this.content = Objects.requireNonNull(content, "content");
      return this;
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if something is missing or cannot be sent by a robot; names
     *     every problem
     */
    public WeComRobotMessage build() {
      List<String> problems = Checks.problems();
      if (content == null) {
        problems.add("the content is missing; call text(text) or content(content)");
      }
      boolean mentions = mentionsAll || !userIds.isEmpty() || !mobiles.isEmpty();
      if (mentions && !(content instanceof RobotContent.Text)) {
        problems.add("mentions go with text only; write <@userid> into Markdown instead");
      }
      if (content instanceof TemplateCard card && card.canBeAnswered()) {
        problems.add(
            "a robot sends text_notice and news_notice cards without a menu only, for nobody"
                + " receives answers to it");
      }
      if (content instanceof News news
          && news.articles().stream().anyMatch(article -> article.url() == null)) {
        problems.add("articles of a robot need a url; it cannot open mini programs");
      }
      Checks.none("WeComRobotMessage", problems);
      MessageOptions options = buildOptions();
      String name = group == null ? options.account().orElse(DEFAULT_GROUP) : group;
      return new WeComRobotMessage(new Recipient(RECIPIENT_KIND, name), mentioning(), options);
    }

    private RobotContent mentioning() {
      RobotContent said = Objects.requireNonNull(content);
      if (!(said instanceof RobotContent.Text text)) {
        return said;
      }
      List<String> users = new ArrayList<>(text.userIds());
      users.addAll(userIds);
      List<String> numbers = new ArrayList<>(text.mobiles());
      numbers.addAll(mobiles);
      return new RobotContent.Text(text.text(), users, numbers, text.mentionsAll() || mentionsAll);
    }
  }
}
