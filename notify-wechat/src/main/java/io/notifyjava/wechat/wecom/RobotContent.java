package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import io.notifyjava.wechat.internal.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a message of a robot says. Each kind is a type of its own; some are those of applications.
 *
 * <p>All are immutable and compared by value, and their {@code toString()} shows no content.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/91770">Group robot</a>
 * @since 0.1.0
 */
public sealed interface RobotContent
    permits RobotContent.Text,
        RobotContent.MarkdownV2,
        RobotContent.Image,
        WeComContent.Markdown,
        WeComContent.Voice,
        WeComContent.File,
        News,
        TemplateCard {

  /** Returns WeCom's word for the kind, such as {@code text}. */
  String msgType();

  /**
   * Text, and who is called by it.
   *
   * @param text not blank, at most 2,048 bytes of UTF-8
   * @param userIds members who are called; without {@code @all}
   * @param mobiles their phone numbers instead; without {@code @all}
   * @param mentionsAll whether everybody in the group is called
   * @since 0.1.0
   */
  record Text(String text, List<String> userIds, List<String> mobiles, boolean mentionsAll)
      implements RobotContent {

    public Text {
      Checks.wellFormed("text", Texts.content("text", text, Checks.MAX_TEXT));
      userIds = userIds.stream().map(Ids::user).toList();
      mobiles = mobiles.stream().map(Ids::mobile).toList();
    }

    @Override
    public String msgType() {
      return "text";
    }

    @Override
    public String toString() {
      return "Text[" + Masking.length(text) + "]";
    }
  }

  /**
   * The newer Markdown with tables and lists, without colours and mentions; clients from 4.1.36 on.
   *
   * @param text not blank, at most 4,096 bytes of UTF-8
   * @since 0.1.0
   */
  record MarkdownV2(String text) implements RobotContent {

    public MarkdownV2 {
      Checks.wellFormed("markdown", Texts.content("markdown", text, Checks.MAX_TEXT));
    }

    @Override
    public String msgType() {
      return "markdown_v2";
    }

    @Override
    public String toString() {
      return "MarkdownV2[" + Masking.length(text) + "]";
    }
  }

  /**
   * A picture, which travels in the message itself.
   *
   * @since 0.1.0
   */
  final class Image implements RobotContent {

    private static final int LARGEST = 2 * 1024 * 1024;

    private final byte[] bytes;

    private Image(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * Returns a picture.
     *
     * @param bytes JPG or PNG, at most 2 MB; copied
     * @throws IllegalArgumentException if they are anything else, by their first bytes
     */
    public static Image of(byte[] bytes) {
      if (Objects.requireNonNull(bytes, "bytes").length > LARGEST) {
        throw new IllegalArgumentException(
            "image must have at most %d bytes, but had %d".formatted(LARGEST, bytes.length));
      }
      if (!Magic.JPG.begins(bytes) && !Magic.PNG.begins(bytes)) {
        throw new IllegalArgumentException(
            "image must be JPG or PNG, but begins with the bytes of neither");
      }
      return new Image(bytes.clone());
    }

    /** Returns a copy of the picture's bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public String msgType() {
      return "image";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Image that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Image[" + bytes.length + " bytes]";
    }
  }
}
