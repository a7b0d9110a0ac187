package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Articles that WeCom keeps itself; 100 messages a day.
 *
 * @param articles 1 to 8
 * @since 0.1.0
 */
public record MpNews(List<Article> articles) implements WeComContent {

  public MpNews {
    articles = Parts.some("articles", articles, News.MOST);
  }

  @Override
  public String msgType() {
    return "mpnews";
  }

  @Override
  public String toString() {
    return "MpNews[" + articles.size() + " articles]";
  }

  /**
   * One article.
   *
   * @param title WeCom shows 128 bytes
   * @param thumb its picture, uploaded as {@link WeComMediaType#IMAGE}
   * @param author at most 64 bytes; null for none
   * @param sourceUrl what opens from "read the original"; null for none
   * @param content HTML, at most 666 KB
   * @param digest its summary; null for none; WeCom shows 512 bytes
   * @since 0.1.0
   */
  public record Article(
      String title,
      Media thumb,
      @Nullable String author,
      @Nullable String sourceUrl,
      String content,
      @Nullable String digest) {

    /** Our own guard, in characters, before WeCom's limit in bytes is looked at. */
    private static final int MAX_CONTENT = 1 << 20;

    public Article {
      Parts.text("article.title", title);
      Objects.requireNonNull(thumb, "thumb");
      Parts.optionalText("article.author", author);
      Parts.optionalLink("article.content_source_url", sourceUrl);
      Texts.content("article.content", content, MAX_CONTENT);
      Checks.wellFormed("article.content", content);
      Parts.optionalText("article.digest", digest);
    }

    @Override
    public String toString() {
      return "Article[title=" + Masking.length(title) + "]";
    }
  }
}
