package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of the two notices and of the card with buttons share. Not thread-safe.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract sealed class LinkedCardBuilder<B extends LinkedCardBuilder<B>>
    extends CardBuilder<B> permits NoticeBuilder, ButtonCardBuilder {

  LinkedCardBuilder(String cardType) {
    super(cardType);
  }

  /** What opens when the card is tapped. */
  public B action(CardLink link) {
    return put("card_action", link.typed());
  }

  /**
   * The menu in the corner, none by default; needs a {@link #taskId}.
   *
   * @param description what it is for
   * @param options 1 to 3, whose ids come back to the service
   */
  public B menu(String description, List<CardOption> options) {
    ObjectNode node = Json.object().put("desc", Parts.text("action_menu.desc", description));
    ArrayNode list = node.putArray("action_list");
    for (CardOption option : Parts.some("action_menu.action_list", options, 3)) {
      list.addObject().put("text", option.text()).put("key", option.id());
    }
    return put("action_menu", node);
  }

  /**
   * A quotation; none by default.
   *
   * @param title null for none
   * @param link what opens from it; null for nothing
   */
  public B quote(@Nullable String title, String text, @Nullable CardLink link) {
    ObjectNode node = link == null ? Json.object().put("type", 0) : link.typed();
    if (title != null) {
      node.put("title", Parts.text("quote_area.title", title));
    }
    return put("quote_area", node.put("quote_text", Parts.text("quote_area.quote_text", text)));
  }

  /** One more line of a name and a value; at most 6. */
  public B item(CardItem item) {
    if (item.media() != null) {
      refersTo(item.media());
    }
    return add("horizontal_content_list", item.node());
  }

  @Override
  void check(List<String> problems) {
    most("horizontal_content_list", 6, problems);
  }

  @Override
  boolean answers() {
    return has("action_menu");
  }
}
