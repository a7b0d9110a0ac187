package io.notifyjava.spi;

import io.notifyjava.message.Message;
import io.notifyjava.policy.RateLimit;
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
   * Tells which messages one call may carry together: those whose keys are equal. Empty, as by
   * default, for a message that needs a call of its own.
   *
   * <p>A key stands for everything of the call but the recipient, and is given only where the
   * vendor's answer tells what became of each recipient. No I/O.
   *
   * @return the key, which has value equality and holds no more than the message does
   */
  default Optional<Object> bulkKey(M message) {
    return Optional.empty();
  }

  /**
   * Makes one call to the vendor for several messages. Called only with messages whose {@link
   * #bulkKey keys} are equal, 2 to {@link Capabilities.Support#maxBulk()} of them, no two of which
   * have equal recipients.
   *
   * <p>What is said of {@link #send} holds for each result. A provider that gives no bulk keys is
   * never asked; by default it would make a call for each.
   *
   * @param context its time limit is for all of them; its id is of the first message, {@link
   *     SendContext#messageIds()} has that of each, its attempt is the highest among them, and it
   *     is never a resend
   * @return a result for each message, in their order
   */
  default List<SendResult> sendAll(List<M> messages, SendContext context) {
    return messages.stream().map(message -> send(message, context)).toList();
  }

  /**
   * Returns the rate that the vendor publishes for this account; empty, as by default, if there is
   * none. Kept unless the notifier is given another for the account.
   */
  default Optional<RateLimit> rateLimit() {
    return Optional.empty();
  }

  /**
   * Returns what else can be done with the account, such as uploading media; empty, as by default,
   * if it offers nothing of that type. Users reach it through {@code Notifier.extension}.
   *
   * @param type an interface of the provider's module
   */
  default <T> Optional<T> extension(Class<T> type) {
    return Optional.empty();
  }

  /**
   * Asks the vendor what became of a message whose outcome is unknown, without sending it again.
   * Called only if the capabilities say so.
   *
   * @return the outcome; empty if the vendor cannot tell either
   */
  default Optional<SendResult> settle(M message, SendContext context) {
    return Optional.empty();
  }

  /**
   * Returns how many messages of one shared call can each be {@link #settle settled} by a process
   * that knows a message and its id alone, as after a crash of the one that made the call. The
   * outbox lets no more share a call. By default as many as share one.
   */
  default int mostToSettle() {
    return Integer.MAX_VALUE;
  }

  /** Returns the request that {@link #send} would make. No I/O. */
  RequestPreview preview(M message);

  /** Lets go of connections. Called once by the engine, after the last call has ended. */
  @Override
  default void close() {}
}
