package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all template cards share. Not thread-safe; may be used again after {@code
 * build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract sealed class CardBuilder<B extends CardBuilder<B>>
    permits LinkedCardBuilder, VoteCardBuilder, ChoiceCardBuilder {

  /** The order in which parts are written, so that equal cards are equal bytes. */
  private static final List<String> ORDER =
      List.of(
          "source",
          "action_menu",
          "task_id",
          "main_title",
          "image_text_area",
          "card_image",
          "quote_area",
          "emphasis_content",
          "sub_title_text",
          "horizontal_content_list",
          "vertical_content_list",
          "jump_list",
          "card_action",
          "button_selection",
          "button_list",
          "checkbox",
          "select_list",
          "submit_button");

  private final String cardType;
  private final Map<String, JsonNode> parts = new HashMap<>();
  private final List<Media> media = new ArrayList<>();
  private @Nullable String taskId;

  CardBuilder(String cardType) {
    this.cardType = cardType;
  }

  /**
   * Where the card comes from, shown above it; none by default.
   *
   * @param description such as the name of a system
   * @param iconUrl picture beside it; null for none
   * @param color of the description: 0 grey, 1 black, 2 red, 3 green
   */
  public B source(String description, @Nullable String iconUrl, int color) {
    if (color < 0 || color > 3) {
      throw new IllegalArgumentException("color must be 0 to 3, but was " + color);
    }
    ObjectNode node = Json.object();
    if (iconUrl != null) {
      node.put("icon_url", Checks.webLink("source.icon_url", iconUrl));
    }
    node.put("desc", Parts.text("source.desc", description)).put("desc_color", color);
    return put("source", node);
  }

  /** Title of the card. */
  public B title(String title) {
    return titled(title, null);
  }

  /** Title of the card, and a line below. */
  public B title(String title, String description) {
    return titled(title, description);
  }

  private B titled(String title, @Nullable String description) {
    ObjectNode node = Json.object().put("title", Parts.text("main_title.title", title));
    if (description != null) {
      node.put("desc", Parts.text("main_title.desc", description));
    }
    return put("main_title", node);
  }

  /**
   * Id by which answers refer to the card: 1 to 128 letters, digits, {@code _}, {@code -} or
   * {@code @}, another one for each card of the application. Required where readers can answer.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  public B taskId(String taskId) {
    this.taskId = TaskIds.check("taskId", taskId);
    return put("task_id", Json.object().textNode(taskId));
  }

  /**
   * Returns the card.
   *
   * @throws IllegalArgumentException if something required is missing or there is too much of
   *     something; names every problem
   */
  public TemplateCard build() {
    List<String> problems = Checks.problems();
    check(problems);
    if (answers() && taskId == null) {
      problems.add("taskId is missing, which a card that readers can answer must have");
    }
    Checks.none("TemplateCard (" + cardType + ")", problems);
    ObjectNode node = Json.object().put("card_type", cardType);
    for (String name : ORDER) {
      JsonNode part = parts.get(name);
      if (part != null) {
        node.set(name, part.deepCopy());
      }
    }
    return new TemplateCard(cardType, taskId, answers(), media, node);
  }

  /** Adds what is wrong with what was collected. */
  abstract void check(List<String> problems);

  /** Tells whether readers can answer the card. */
  abstract boolean answers();

  @SuppressWarnings("unchecked")
  final B self() {
    return (B) this;
  }

  final B put(String name, JsonNode part) {
    parts.put(name, part);
    return self();
  }

  /** Adds one to a list of parts. */
  final B add(String name, JsonNode part) {
    ((ArrayNode) parts.computeIfAbsent(name, key -> Json.object().arrayNode())).add(part);
    return self();
  }

  final boolean has(String name) {
    return parts.containsKey(name);
  }

  final void refersTo(Media file) {
    media.add(file);
  }

  final void need(String name, String call, List<String> problems) {
    if (!has(name)) {
      problems.add(name + " is missing; call " + call);
    }
  }

  final void most(String name, int limit, List<String> problems) {
    JsonNode list = parts.get(name);
    int count = list == null ? 0 : list.size();
    if (count > limit) {
      problems.add("%s may have at most %d parts, but had %d".formatted(name, limit, count));
    }
  }
}
