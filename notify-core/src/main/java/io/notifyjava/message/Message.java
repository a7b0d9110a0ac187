package io.notifyjava.message;

/**
 * One thing to send to one recipient.
 *
 * <p>Open: provider modules bring their own types. An implementation is immutable, has value
 * equality, and shows neither content nor full addresses in {@code toString()}.
 *
 * @since 0.1.0
 */
public interface Message {

  /** Returns the medium. */
  Channel channel();

  /** Returns whom it is for. */
  Recipient recipient();

  /** Returns what it carries beside its content. */
  MessageOptions options();

  /**
   * Returns the stable name of the type, such as {@code wechat-template}. It stands in logs,
   * metrics and stored rows, so it never changes, whatever becomes of the class name.
   */
  String typeName();
}
