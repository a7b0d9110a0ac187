package io.notifyjava.message;

import java.util.List;
import java.util.Map;

/**
 * A message whose content stands in a stored template and is filled in on the way.
 *
 * <p>The corridor looks the template up, fills it with {@link #variables()} and the recipient, and
 * sends what {@link #filled(String)} makes of the text. Nothing is sent if a variable is missing.
 *
 * @since 0.1.0
 */
public interface TemplatedMessage extends Message {

  /** Returns the key of the template in the notifier's template store. */
  String templateKey();

  /** Returns the values; the recipient is added by the corridor. */
  Variables variables();

  /**
   * Returns the message with its content, which the provider can send.
   *
   * @param content the filled template
   * @throws IllegalArgumentException if the content is not what this type of message needs; the
   *     error says where
   */
  Message filled(String content);

  /**
   * Returns the keys of further templates that are filled with the same values, for messages of
   * several parts; none by default. One that is not in the store is left out.
   */
  default List<String> moreTemplateKeys() {
    return List.of();
  }

  /**
   * Returns the message with its content. Called in place of {@link #filled(String)} if there are
   * {@link #moreTemplateKeys()}.
   *
   * @param content the filled template of {@link #templateKey()}
   * @param more the further ones that are in the store, filled, by their keys
   * @throws IllegalArgumentException as {@link #filled(String)}
   */
  default Message filled(String content, Map<String, String> more) {
    return filled(content);
  }
}
