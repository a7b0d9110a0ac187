package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects a {@code text_notice} card: {@link #action} and one of {@link #title} and {@link
 * #subTitle} are required. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class TextNoticeBuilder extends NoticeBuilder<TextNoticeBuilder> {

  TextNoticeBuilder() {
    super("text_notice");
  }

  /**
   * What is shown largest; none by default.
   *
   * @param text such as a number
   * @param description what it is; null for nothing
   */
  public TextNoticeBuilder emphasis(String text, @Nullable String description) {
    ObjectNode node = Json.object().put("title", Parts.text("emphasis_content.title", text));
    if (description != null) {
      node.put("desc", Parts.text("emphasis_content.desc", description));
    }
    return put("emphasis_content", node);
  }

  /** A paragraph below the title; none by default. */
  public TextNoticeBuilder subTitle(String text) {
    return put("sub_title_text", Json.object().textNode(Parts.text("sub_title_text", text)));
  }

  @Override
  void check(List<String> problems) {
    super.check(problems);
    if (!has("main_title") && !has("sub_title_text")) {
      problems.add("main_title and sub_title_text are both missing; call title(text)");
    }
  }
}
