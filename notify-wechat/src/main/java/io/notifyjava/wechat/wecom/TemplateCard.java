package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.wechat.Media;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A card of one of WeCom's five kinds. Each has a builder with the parts that it may have.
 *
 * <p>Immutable, compared by value. Texts are best kept to about 36 characters in titles and 44 in
 * descriptions, because clients cut what does not fit on their screen; WeCom itself states no
 * limit.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90236">Send application message,
 *     template cards</a>
 * @since 0.1.0
 */
public final class TemplateCard implements WeComContent, RobotContent {

  private final String cardType;
  private final @Nullable String taskId;
  private final boolean answers;
  private final List<Media> media;
  private final ObjectNode node;

  /**
   * For builders.
   *
   * @param answers whether readers can answer it
   * @param node the whole card; not copied
   */
  TemplateCard(
      String cardType,
      @Nullable String taskId,
      boolean answers,
      List<Media> media,
      ObjectNode node) {
    this.cardType = cardType;
    this.taskId = taskId;
    this.answers = answers;
    this.media = List.copyOf(media);
    this.node = node;
  }

  /** Returns a builder of a notice with words: {@code text_notice}. */
  public static TextNoticeBuilder textNotice() {
    return new TextNoticeBuilder();
  }

  /** Returns a builder of a notice with a picture: {@code news_notice}. */
  public static NewsNoticeBuilder newsNotice() {
    return new NewsNoticeBuilder();
  }

  /** Returns a builder of a card with buttons: {@code button_interaction}. */
  public static ButtonCardBuilder buttonInteraction() {
    return new ButtonCardBuilder();
  }

  /** Returns a builder of a card with one question: {@code vote_interaction}. */
  public static VoteCardBuilder voteInteraction() {
    return new VoteCardBuilder();
  }

  /** Returns a builder of a card with drop-down lists: {@code multiple_interaction}. */
  public static ChoiceCardBuilder multipleInteraction() {
    return new ChoiceCardBuilder();
  }

  /** Returns WeCom's word for the kind of card, such as {@code text_notice}. */
  public String cardType() {
    return cardType;
  }

  /** Returns the id by which answers refer to the card, if it has one. */
  public Optional<String> taskId() {
    return Optional.ofNullable(taskId);
  }

  /**
   * Tells whether readers can answer it, by a button, a list or the menu. WeCom then gives a code
   * for changing the card, and robots cannot send it.
   */
  public boolean canBeAnswered() {
    return answers;
  }

  @Override
  public String msgType() {
    return "template_card";
  }

  List<Media> media() {
    return media;
  }

  /** The whole card, which nobody may change. */
  ObjectNode node() {
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TemplateCard that && node.equals(that.node) && media.equals(that.media);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  /** Shows the kind of card and nothing of its content. */
  @Override
  public String toString() {
    return "TemplateCard[" + cardType + "]";
  }
}
