package io.notifyjava.wechat.wecom;

import io.notifyjava.wechat.MiniProgram;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice of a mini program that is linked to the application: a title and pairs of words.
 *
 * <p>WeCom counts in Chinese characters and does not say what a Latin letter is worth; two of them
 * are taken for one here, so that nothing is refused which WeCom may take. It is said not to go to
 * {@code toAll()}; WeCom's answer tells.
 *
 * @param miniProgram of which nothing opens without a page; the page has at most 1,024 bytes
 * @param title 4 to 12 Chinese characters
 * @param description 4 to 12 Chinese characters; null for none
 * @param emphasizeFirst whether the first pair is shown larger
 * @param items at most 10
 * @since 0.1.0
 */
public record MiniProgramNotice(
    MiniProgram miniProgram,
    String title,
    @Nullable String description,
    boolean emphasizeFirst,
    List<Item> items)
    implements WeComContent {

  public MiniProgramNotice {
    Objects.requireNonNull(miniProgram, "miniProgram");
    String page = miniProgram.pagePath();
    if (page != null && Utf8.length(page) > 1_024) {
      throw new IllegalArgumentException(
          "miniprogram_notice.page must have at most 1024 bytes, but had " + Utf8.length(page));
    }
    phrase("miniprogram_notice.title", Checks.line("title", title, Checks.MAX_TEXT), 4, 12);
    if (description != null) {
      Checks.line("description", description, Checks.MAX_TEXT);
      phrase("miniprogram_notice.description", description, 4, 12);
    }
    items = List.copyOf(items);
    if (items.size() > 10) {
      throw new IllegalArgumentException(
          "miniprogram_notice.content_item must be at most 10, but were " + items.size());
    }
  }

  @Override
  public String msgType() {
    return "miniprogram_notice";
  }

  @Override
  public String toString() {
    return "MiniProgramNotice[" + items.size() + " items]";
  }

  /**
   * One pair of words.
   *
   * @param key at most 10 Chinese characters
   * @param value at most 30 Chinese characters
   * @since 0.1.0
   */
  public record Item(String key, String value) {

    public Item {
      phrase("item.key", Checks.line("item.key", key, Checks.MAX_TEXT), 1, 10);
      phrase("item.value", Checks.line("item.value", value, Checks.MAX_TEXT), 1, 30);
    }

    @Override
    public String toString() {
      return "Item[***]";
    }
  }

  /**
   * Lenient on both sides: the lower bound counts code points, the upper one half Latin letters.
   */
  private static void phrase(String name, String text, int least, int most) {
    int halves = text.codePoints().map(c -> c < 0x2E80 ? 1 : 2).sum();
    int count = text.codePointCount(0, text.length());
    if (count < least || halves > 2 * most) {
      throw new IllegalArgumentException(
          "%s must have %d to %d Chinese characters, but had %d characters"
              .formatted(name, least, most, count));
    }
  }
}
