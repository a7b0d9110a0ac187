package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;

/**
 * Collects a {@code button_interaction} card: {@link #title}, {@link #taskId} and 1 to 6 buttons
 * are required. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ButtonCardBuilder extends LinkedCardBuilder<ButtonCardBuilder> {

  ButtonCardBuilder() {
    super("button_interaction");
  }

  /** A paragraph below the title; none by default. */
  public ButtonCardBuilder subTitle(String text) {
    return put("sub_title_text", Json.object().textNode(Parts.text("sub_title_text", text)));
  }

  /** A drop-down list above the buttons, with 1 to 10 options; none by default. */
  public ButtonCardBuilder selection(CardSelection selection) {
    return put("button_selection", selection.node());
  }

  /** One more button; at most 6. */
  public ButtonCardBuilder button(String text, String key) {
    return button(text, key, 1);
  }

  /**
   * One more button; at most 6.
   *
   * @param key comes back to the service when it is pressed
   * @param style 1 to 4, as WeCom's page shows them
   */
  public ButtonCardBuilder button(String text, String key, int style) {
    ObjectNode node = button(text, style).put("key", Parts.key("button.key", key));
    return add("button_list", node);
  }

  /** One more button that opens a link instead of answering; at most 6. */
  public ButtonCardBuilder linkButton(String text, String url, int style) {
    ObjectNode node = Json.object().put("type", 1);
    node.setAll(button(text, style));
    return add("button_list", node.put("url", Checks.webLink("button.url", url)));
  }

  private static ObjectNode button(String text, int style) {
    if (style < 1 || style > 4) {
      throw new IllegalArgumentException("button.style must be 1 to 4, but was " + style);
    }
    return Json.object().put("text", Parts.text("button.text", text)).put("style", style);
  }

  @Override
  void check(List<String> problems) {
    super.check(problems);
    need("main_title", "title(text)", problems);
    need("button_list", "button(text, key)", problems);
    most("button_list", 6, problems);
  }

  @Override
  boolean answers() {
    return true;
  }
}
