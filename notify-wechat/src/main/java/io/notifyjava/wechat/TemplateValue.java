package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one place of a template message.
 *
 * @param value the text, at most 65,536 characters, which is only our own guard against mistakes;
 *     may be empty, though WeChat refuses that for typed keys such as {@code thing1} (47003)
 * @param color such as {@code #173177}; null for none. WeChat has ignored it since 2023-05-04 and
 *     still accepts it, so documents from before that day can be sent as they are.
 * @since 0.1.0
 */
public record TemplateValue(String value, @Nullable String color) {

  public TemplateValue {
    Checks.limited("value", Checks.wellFormed("value", value));
    if (color != null) {
      Checks.id("color", color, 32);
    }
  }

  /** Shows how long the value is, and nothing of it. */
  @Override
  public String toString() {
    return "TemplateValue[" + Masking.length(value) + "]";
  }
}
