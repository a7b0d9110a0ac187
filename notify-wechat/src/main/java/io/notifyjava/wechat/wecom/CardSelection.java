package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drop-down list on a template card.
 *
 * @param questionKey comes back to the service with the choice
 * @param title what is to be chosen; null for none
 * @param selectedId id of the option that is chosen at first; null for none
 * @param options 1 to 10
 * @since 0.1.0
 */
public record CardSelection(
    String questionKey,
    @Nullable String title,
    @Nullable String selectedId,
    List<CardOption> options) {

  public CardSelection {
    Parts.key("question_key", questionKey);
    Parts.optionalText("selection.title", title);
    options = CardOption.distinct("selection.option_list", options, 10);
    String selected = selectedId;
    if (selected != null && options.stream().noneMatch(option -> option.id().equals(selected))) {
      throw new IllegalArgumentException("selectedId must be the id of one of the options");
    }
  }

  ObjectNode node() {
    ObjectNode node = Json.object().put("question_key", questionKey);
    if (title != null) {
      node.put("title", title);
    }
    if (selectedId != null) {
      node.put("selected_id", selectedId);
    }
    ArrayNode list = node.putArray("option_list");
    options.forEach(option -> list.add(option.node()));
    return node;
  }

  @Override
  public String toString() {
    return "CardSelection[" + options.size() + " options]";
  }
}
