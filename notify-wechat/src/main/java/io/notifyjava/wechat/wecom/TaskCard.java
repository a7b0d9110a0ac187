package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card with buttons of the older kind, which {@link TemplateCard#buttonInteraction()} follows.
 *
 * @param title WeCom shows 128 bytes
 * @param description WeCom shows 512 bytes
 * @param url what opens from the card, at most 2,048 bytes; null for nothing
 * @param taskId 1 to 128 letters, digits, {@code _}, {@code -} or {@code @}; another one for each
 *     card of the application
 * @param buttons 1 or 2
 * @since 0.1.0
 */
public record TaskCard(
    String title, String description, @Nullable String url, String taskId, List<Button> buttons)
    implements WeComContent {

  public TaskCard {
    Parts.text("taskcard.title", title);
    Parts.text("taskcard.description", description);
    Parts.optionalLink("taskcard.url", url);
    TaskIds.check("taskId", taskId);
    buttons = Parts.some("taskcard.btn", buttons, 2);
  }

  @Override
  public String msgType() {
    return "interactive_taskcard";
  }

  @Override
  public String toString() {
    return "TaskCard[title=" + Masking.length(title) + "]";
  }

  /**
   * One button.
   *
   * @param key comes back to the service when the button is pressed; in the shape of a task id
   * @param name what stands on it
   * @param color {@code red} or {@code blue}; null for WeCom's own
   * @param bold whether the name is bold
   * @since 0.1.0
   */
  public record Button(String key, String name, @Nullable String color, boolean bold) {

    public Button {
      TaskIds.check("button.key", key);
      Checks.line("button.name", name, Checks.MAX_TEXT);
      if (color != null && !color.equals("red") && !color.equals("blue")) {
        throw new IllegalArgumentException("button.color must be red or blue");
      }
    }

    /** Returns a plain button. */
    public static Button of(String key, String name) {
      return new Button(key, name, null, false);
    }
  }
}
