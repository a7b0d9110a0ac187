package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.MiniProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Articles that lie elsewhere, each with a link.
 *
 * @param articles 1 to 8
 * @since 0.1.0
 */
public record News(List<Article> articles) implements WeComContent, RobotContent {

  /** "Send application message" and "Group robot": 1 to 8 articles. */
  static final int MOST = 8;

  public News {
    articles = Parts.some("articles", articles, MOST);
  }

  @Override
  public String msgType() {
    return "news";
  }

  @Override
  public String toString() {
    return "News[" + articles.size() + " articles]";
  }

  /**
   * One article.
   *
   * @param title WeCom shows 128 bytes
   * @param description null for none; WeCom shows 512 bytes
   * @param url what opens, at most 2,048 bytes; null if a mini program opens instead
   * @param pictureUrl JPG or PNG; null for none
   * @param miniProgram opens instead of the link, and not from robots; null for none
   * @since 0.1.0
   */
  public record Article(
      String title,
      @Nullable String description,
      @Nullable String url,
      @Nullable String pictureUrl,
      @Nullable MiniProgram miniProgram) {

    public Article {
      Parts.text("article.title", title);
      Parts.optionalText("article.description", description);
      Parts.optionalLink("article.url", url);
      Parts.optionalLink("article.picurl", pictureUrl);
      if (url == null && miniProgram == null) {
        throw new IllegalArgumentException("an article must have a url or a mini program");
      }
    }

    /** Returns an article with a link, without description and picture. */
    public static Article of(String title, String url) {
      return new Article(title, null, url, null, null);
    }

    @Override
    public String toString() {
      return "Article[title=" + Masking.length(title) + "]";
    }
  }
}
