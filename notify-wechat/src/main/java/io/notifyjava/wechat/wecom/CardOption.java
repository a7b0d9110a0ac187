package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.message.Masking;
import java.util.List;

/**
 * One thing to choose on a template card.
 *
 * @param id comes back to the service when it is chosen; at most 1,024 bytes
 * @param text what the reader sees
 * @param checked whether it is chosen at first, in a vote
 * @since 0.1.0
 */
public record CardOption(String id, String text, boolean checked) {

  public CardOption {
    Parts.key("option.id", id);
    Parts.text("option.text", text);
  }

  /** Returns an option that is not chosen at first. */
  public static CardOption of(String id, String text) {
    return new CardOption(id, text, false);
  }

  /** Returns 1 to that many options, no two with one id. */
  static List<CardOption> distinct(String name, List<CardOption> options, int most) {
    List<CardOption> copy = Parts.some(name, options, most);
    if (copy.stream().map(CardOption::id).distinct().count() < copy.size()) {
      throw new IllegalArgumentException(name + " must not hold one id twice");
    }
    return copy;
  }

  ObjectNode node() {
    return Json.object().put("id", id).put("text", text);
  }

  static ObjectNode submit(String text, String key) {
    return Json.object()
        .put("text", Parts.text("submit_button.text", text))
        .put("key", Parts.key("submit_button.key", key));
  }

  @Override
  public String toString() {
    return "CardOption[text=" + Masking.length(text) + "]";
  }
}
