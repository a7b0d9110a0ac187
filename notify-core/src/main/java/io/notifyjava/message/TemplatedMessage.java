package io.notifyjava.message;

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
}
