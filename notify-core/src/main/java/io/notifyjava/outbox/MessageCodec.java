package io.notifyjava.outbox;

import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;

/**
 * Writes one type of message for an outbox and reads it back, also what earlier versions wrote.
 *
 * <p>Found by {@code ServiceLoader}. Thread-safe. The message's options are kept by the outbox, not
 * by the codec.
 *
 * @param <M> the type of message
 * @since 0.1.0
 */
public interface MessageCodec<M extends Message> {

  /** Returns the class of the messages that it writes. */
  Class<M> messageType();

  /**
   * Returns the name by which rows know the type, such as {@code sms}; never changed once rows
   * exist: 1 to 64 lower-case letters, digits, dots and hyphens. Never a class name.
   */
  String type();

  /** Returns the version that {@link #write} writes; 1 or more. */
  int version();

  /** Writes all of a message but its options. The same message always gives the same fields. */
  StoredFields write(M message);

  /**
   * Reads a message. Fields that it does not know are left aside, since a later version may have
   * written them.
   *
   * @param version that wrote it; at most {@link #version()}
   * @throws IllegalArgumentException if a field is missing or cannot be read; the message names the
   *     field, never its value
   */
  M read(StoredFields fields, int version, MessageOptions options);
}
