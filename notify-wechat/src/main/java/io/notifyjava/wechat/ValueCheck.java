package io.notifyjava.wechat;

/**
 * What happens to a value that is longer, or of another form, than WeChat takes under its key.
 *
 * <p>Keys of category templates and of subscription messages name the type of their value: {@code
 * thing1} takes 20 characters, {@code phrase2} 5 Chinese ones. WeChat refuses a message with one
 * wrong value (47003). Keys of other templates, such as {@code first} and {@code keyword1}, name no
 * type and are never checked; nor are {@code enum}, {@code const} and {@code short_thing}, whose
 * limits nobody published.
 *
 * <p>The limits are data with a version ({@code value-rules-2025-11-26.json} in the jar) from
 * WeChat's pages on template and subscription messages.
 *
 * @since 0.1.0
 */
public enum ValueCheck {
  /** The message is refused before any call, with the key, the rule and the length. The default. */
  REFUSE,
  /**
   * A text that is too long ({@code thing}, {@code name}, {@code phrase}, {@code letter}, {@code
   * character_string}) is cut, never within what a reader sees as one character; {@code explain}
   * shows the text that is left. Whatever else is wrong is refused: half a number, amount or time
   * is another one.
   */
  CUT,
  /** Nothing is checked; WeChat decides. */
  OFF
}
