package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.List;

/**
 * Collects a {@code vote_interaction} card: {@link #title}, {@link #taskId}, the question and
 * {@link #submit} are required. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class VoteCardBuilder extends CardBuilder<VoteCardBuilder> {

  VoteCardBuilder() {
    super("vote_interaction");
  }

  /**
   * A question with one answer.
   *
   * @param questionKey comes back to the service with the answer
   * @param options 1 to 20
   */
  public VoteCardBuilder oneOf(String questionKey, List<CardOption> options) {
    return checkbox(questionKey, 0, options);
  }

  /** A question with any number of answers; otherwise as {@link #oneOf}. */
  public VoteCardBuilder anyOf(String questionKey, List<CardOption> options) {
    return checkbox(questionKey, 1, options);
  }

  private VoteCardBuilder checkbox(String questionKey, int mode, List<CardOption> options) {
    ObjectNode node = Json.object().put("question_key", Parts.key("question_key", questionKey));
    ArrayNode list = node.put("mode", mode).putArray("option_list");
    for (CardOption option : CardOption.distinct("checkbox.option_list", options, 20)) {
      list.add(option.node().put("is_checked", option.checked()));
    }
    return put("checkbox", node);
  }

  /** The button that sends the answer. */
  public VoteCardBuilder submit(String text, String key) {
    return put("submit_button", CardOption.submit(text, key));
  }

  @Override
  void check(List<String> problems) {
    need("main_title", "title(text)", problems);
    need("checkbox", "oneOf(key, options) or anyOf(key, options)", problems);
    need("submit_button", "submit(text, key)", problems);
  }

  @Override
  boolean answers() {
    return true;
  }
}
