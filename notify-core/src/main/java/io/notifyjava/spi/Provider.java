package io.notifyjava.spi;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.util.List;
import java.util.Optional;

/**
 * A configured vendor account that can send.
 *
 * <p>Blocking by design: the engine owns threads, retries, limits and time. Called by many threads
 * at once, each in the thread that sends. A provider starts no thread, keeps no retry loop (one
 * renewal of a refused token excepted), and throws nothing for what a vendor or a network does.
 *
 * @param <M> the common type of the messages that it sends
 * @since 0.1.0
 */
public interface Provider<M extends Message> extends AutoCloseable {

  /** Returns what it can send. The same at every call. */
  Capabilities capabilities();

  /**
   * Returns every rule of the vendor that this message breaks, as sentences for the caller; empty
   * if there is none. No I/O. The engine asks before the first attempt.
   */
  default List<String> problems(M message) {
    return List.of();
  }

  /**
   * Makes one call to the vendor.
   *
   * <p>{@code Accepted} only if the vendor said so in a complete, well-formed answer; {@code
   * Rejected} only if the message certainly was not sent; {@code Unknown} for everything else.
   * Returns within {@link SendContext#timeLimit()}, interrupted or not. If the thread is
   * interrupted, the call ends early and the flag stays set.
   *
   * @param message of one of the types of {@link #capabilities()}
   */
  SendResult send(M message, SendContext context);

  /**
   * Asks the vendor what became of a message whose outcome is unknown, without sending it again.
   * Called only if the capabilities say so.
   *
   * @return the outcome; empty if the vendor cannot tell either
   */
  default Optional<SendResult> settle(M message, SendContext context) {
    return Optional.empty();
  }

  /** Returns the request that {@link #send} would make. No I/O. */
  RequestPreview preview(M message);

  /** Lets go of connections. Called once by the engine, after the last call has ended. */
  @Override
  default void close() {}
}
