package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message of an application says. Each kind is a type of its own.
 *
 * <p>All are immutable and compared by value, and their {@code toString()} shows no content. Limits
 * are in bytes of UTF-8 unless told otherwise and are checked when the message is sent, where the
 * setting {@code long-text} has a say; see {@link LongText}.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90236">Send application
 *     message</a>
 * @since 0.1.0
 */
public sealed interface WeComContent
    permits WeComContent.Text,
        WeComContent.Markdown,
        WeComContent.Image,
        WeComContent.Voice,
        WeComContent.File,
        WeComContent.Video,
        WeComContent.TextCard,
        News,
        MpNews,
        MiniProgramNotice,
        TaskCard,
        TemplateCard {

  /** Returns WeCom's word for the kind, such as {@code text}. */
  String msgType();

  /**
   * Text, in which {@code <a href="…">} makes a link.
   *
   * @param text not blank; WeCom shows 2,048 bytes
   * @since 0.1.0
   */
  record Text(String text) implements WeComContent {

    public Text {
      Checks.wellFormed("text", Texts.content("text", text, Checks.MAX_TEXT));
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
   * A subset of Markdown; not shown in the WeChat plug-in.
   *
   * @param text not blank; at most 2,048 bytes from an application, 4,096 from a robot
   * @since 0.1.0
   */
  record Markdown(String text) implements WeComContent, RobotContent {

    public Markdown {
      Checks.wellFormed("markdown", Texts.content("markdown", text, Checks.MAX_TEXT));
    }

    @Override
    public String msgType() {
      return "markdown";
    }

    @Override
    public String toString() {
      return "Markdown[" + Masking.length(text) + "]";
    }
  }

  /**
   * A picture.
   *
   * @param media uploaded as {@link WeComMediaType#IMAGE}
   * @since 0.1.0
   */
  record Image(Media media) implements WeComContent {

    public Image {
      Objects.requireNonNull(media, "media");
    }

    @Override
    public String msgType() {
      return "image";
    }
  }

  /**
   * A recording.
   *
   * @param media uploaded as {@link WeComMediaType#VOICE}
   * @since 0.1.0
   */
  record Voice(Media media) implements WeComContent, RobotContent {

    public Voice {
      Objects.requireNonNull(media, "media");
    }

    @Override
    public String msgType() {
      return "voice";
    }
  }

  /**
   * A file.
   *
   * @param media uploaded as {@link WeComMediaType#FILE}
   * @since 0.1.0
   */
  record File(Media media) implements WeComContent, RobotContent {

    public File {
      Objects.requireNonNull(media, "media");
    }

    @Override
    public String msgType() {
      return "file";
    }
  }

  /**
   * A video.
   *
   * @param media uploaded as {@link WeComMediaType#VIDEO}
   * @param title null for none; WeCom shows 128 bytes
   * @param description null for none; WeCom shows 512 bytes
   * @since 0.1.0
   */
  record Video(Media media, @Nullable String title, @Nullable String description)
      implements WeComContent {

    public Video {
      Objects.requireNonNull(media, "media");
      Parts.optionalText("video.title", title);
      Parts.optionalText("video.description", description);
    }

    @Override
    public String msgType() {
      return "video";
    }

    @Override
    public String toString() {
      return "Video[media=" + media + "]";
    }
  }

  /**
   * A card of text with a link.
   *
   * @param title WeCom shows 128 bytes
   * @param description may hold {@code <div class="gray">}, {@code normal} or {@code highlight};
   *     WeCom shows 512 bytes
   * @param url what opens, at most 2,048 bytes
   * @param buttonText at most 4 characters; null for WeCom's own word
   * @since 0.1.0
   */
  record TextCard(String title, String description, String url, @Nullable String buttonText)
      implements WeComContent {

    public TextCard {
      Parts.text("textcard.title", title);
      Parts.text("textcard.description", description);
      Checks.webLink("textcard.url", url);
      Parts.characters("textcard.btntxt", buttonText, 4);
    }

    @Override
    public String msgType() {
      return "textcard";
    }

    @Override
    public String toString() {
      return "TextCard[title=" + Masking.length(title) + "]";
    }
  }
}
