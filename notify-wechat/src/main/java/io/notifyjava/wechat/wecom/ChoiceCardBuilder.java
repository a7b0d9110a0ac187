package io.notifyjava.wechat.wecom;

import java.util.List;

/**
 * Collects a {@code multiple_interaction} card: {@link #title}, {@link #taskId}, 1 to 3 lists and
 * {@link #submit} are required. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ChoiceCardBuilder extends CardBuilder<ChoiceCardBuilder> {

  ChoiceCardBuilder() {
    super("multiple_interaction");
  }

  /** One more drop-down list; at most 3. */
  public ChoiceCardBuilder selection(CardSelection selection) {
    return add("select_list", selection.node());
  }

  /** The button that sends the answers. */
  public ChoiceCardBuilder submit(String text, String key) {
    return put("submit_button", CardOption.submit(text, key));
  }

  @Override
  void check(List<String> problems) {
    need("main_title", "title(text)", problems);
    need("select_list", "selection(list)", problems);
    most("select_list", 3, problems);
    need("submit_button", "submit(text, key)", problems);
  }

  @Override
  boolean answers() {
    return true;
  }
}
