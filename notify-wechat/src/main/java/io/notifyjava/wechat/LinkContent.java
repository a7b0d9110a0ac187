package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A link with a picture. For accounts that are mini programs; WeChat refuses it from an official
 * account (45050).
 *
 * @param title one line
 * @param description null for none
 * @param url the page; an {@code http} or {@code https} link
 * @param thumbUrl where its picture is; null for none
 * @since 0.1.0
 */
public record LinkContent(
    String title, @Nullable String description, String url, @Nullable String thumbUrl)
    implements CustomerContent {

  public LinkContent {
    Parts.line("title", title);
    Parts.optional(Parts::prose, "description", description);
    Checks.webLink("url", url);
    Parts.optional(Checks::webLink, "thumbUrl", thumbUrl);
  }

  @Override
  public String msgType() {
    return "link";
  }

  /** Shows lengths, and neither texts nor links. */
  @Override
  public String toString() {
    return "LinkContent[title=%s, description=%s]"
        .formatted(Parts.shown(title), Parts.shown(description));
  }
}
