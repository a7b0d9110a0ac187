package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * One article; tapping it opens a page on the web. WeChat takes no more than one (45008), so there
 * is no way to give more.
 *
 * @param title one line
 * @param description null for none
 * @param url the page; an {@code http} or {@code https} link
 * @param pictureUrl where its picture is; null for none
 * @since 0.1.0
 */
public record NewsContent(
    String title, @Nullable String description, String url, @Nullable String pictureUrl)
    implements CustomerContent {

  public NewsContent {
    Parts.line("title", title);
    Parts.optional(Parts::prose, "description", description);
    Checks.webLink("url", url);
    Parts.optional(Checks::webLink, "pictureUrl", pictureUrl);
  }

  @Override
  public String msgType() {
    return "news";
  }

  /** Shows lengths, and neither texts nor links. */
  @Override
  public String toString() {
    return "NewsContent[title=%s, description=%s]"
        .formatted(Parts.shown(title), Parts.shown(description));
  }
}
