package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects a {@code news_notice} card: {@link #title}, {@link #action} and a picture are required.
 * Not thread-safe.
 *
 * @since 0.1.0
 */
public final class NewsNoticeBuilder extends NoticeBuilder<NewsNoticeBuilder> {

  NewsNoticeBuilder() {
    super("news_notice");
  }

  /** The picture; this or {@link #imageText} is required. */
  public NewsNoticeBuilder image(String url) {
    return put("card_image", Json.object().put("url", Checks.webLink("card_image.url", url)));
  }

  /**
   * The picture, with its shape.
   *
   * @param aspectRatio width by height, more than 1.3 and less than 2.25
   */
  public NewsNoticeBuilder image(String url, double aspectRatio) {
    if (!(aspectRatio >= 1.3 && aspectRatio <= 2.25)) {
      throw new IllegalArgumentException(
          "card_image.aspect_ratio must be 1.3 to 2.25, but was " + aspectRatio);
    }
    ObjectNode node = Json.object().put("url", Checks.webLink("card_image.url", url));
    return put("card_image", node.put("aspect_ratio", aspectRatio));
  }

  /**
   * A picture with words beside it; this or {@link #image} is required.
   *
   * @param title null for none
   * @param description null for none
   * @param link what opens from it; null for nothing
   */
  public NewsNoticeBuilder imageText(
      String imageUrl,
      @Nullable String title,
      @Nullable String description,
      @Nullable CardLink link) {
    ObjectNode node = link == null ? Json.object().put("type", 0) : link.typed();
    if (title != null) {
      node.put("title", Parts.text("image_text_area.title", title));
    }
    if (description != null) {
      node.put("desc", Parts.text("image_text_area.desc", description));
    }
    node.put("image_url", Checks.webLink("image_text_area.image_url", imageUrl));
    return put("image_text_area", node);
  }

  /**
   * One more paragraph; at most 4.
   *
   * @param text null for a title alone
   */
  public NewsNoticeBuilder paragraph(String title, @Nullable String text) {
    ObjectNode node = Json.object().put("title", Parts.text("vertical_content.title", title));
    if (text != null) {
      node.put("desc", Parts.text("vertical_content.desc", text));
    }
    return add("vertical_content_list", node);
  }

  @Override
  void check(List<String> problems) {
    super.check(problems);
    need("main_title", "title(text)", problems);
    if (!has("card_image") && !has("image_text_area")) {
      problems.add("card_image and image_text_area are both missing; call image(url)");
    }
    most("vertical_content_list", 4, problems);
  }
}
