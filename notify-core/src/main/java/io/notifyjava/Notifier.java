package io.notifyjava;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.Outbox;
import io.notifyjava.result.SendResult;
import io.notifyjava.template.TemplateRegistry;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Sends messages, and tells the truth about each: accepted by a provider, certainly not sent, or
 * unknown.
 *
 * <p>Build one for the life of a service and share it; it is thread-safe. It opens no port. It
 * starts no thread before the first message that needs one, and none at all for sending if the
 * caller brings an executor.
 *
 * <pre>{@code
 * try (Notifier notifier = Notifier.builder()
 *     .provider("main", WeChat.account().appId(id).appSecret(secret).build())
 *     .build()) {
 *   SendResult result = notifier.send(message);
 * }
 * }</pre>
 *
 * <p>An interface so that services can put a fake in its place; only this library implements it,
 * and it may get more methods.
 *
 * @since 0.1.0
 */
public interface Notifier extends AutoCloseable {

  /** Returns a new builder, in which nothing is configured yet. */
  static NotifierBuilder builder() {
    return new NotifierBuilder();
  }

  /**
   * Sends one message in the calling thread and waits for its result, retries and fallbacks
   * included, for the total time limit at most.
   *
   * <p>An interrupt ends the wait early: the result says whether the message certainly was not
   * sent, and the thread's flag stays set.
   *
   * @return what came of it; never null, and never an exception for what a provider or a network
   *     does
   * @throws NullPointerException if the message is null
   * @throws IllegalStateException if the notifier was closed
   */
  SendResult send(Message message);

  /**
   * Sends one message on the notifier's executor. No thread is held while the message waits for a
   * retry.
   *
   * <p>Cancelling the future keeps the message from being sent only if it has not begun; it never
   * unsends.
   *
   * @return completes in the thread that came to the result, exceptionally only for bugs; a message
   *     that the executor refuses is a rejected result ({@link
   *     io.notifyjava.result.FailureReason#OVERLOADED})
   * @throws NullPointerException if the message is null
   * @throws IllegalStateException if the notifier was closed
   */
  CompletableFuture<SendResult> sendAsync(Message message);

  /**
   * Starts to send many messages on the notifier's executor. They are pulled as they are sent, so
   * memory does not grow with their number.
   *
   * @param messages pulled by one thread at a time, but not always the same; closed at the end if
   *     it is {@link AutoCloseable}
   * @return the running batch
   * @throws IllegalStateException if the notifier was closed
   */
  Batch batch(Iterator<? extends Message> messages, BatchOptions options);

  /** Like {@link #batch(Iterator, BatchOptions)}; the stream is closed at the end. */
  Batch batch(Stream<? extends Message> messages, BatchOptions options);

  /** Like {@link #batch(Iterator, BatchOptions)}; a collection's size becomes the batch's total. */
  Batch batch(Iterable<? extends Message> messages, BatchOptions options);

  /**
   * Tells what {@link #send} would do with a message: accounts, alternatives, filled template and
   * request, secrets masked. Makes no call.
   *
   * @throws IllegalStateException if the notifier was closed
   */
  Explanation explain(Message message);

  /**
   * Returns the outbox, which takes messages over for good.
   *
   * @throws IllegalStateException if the notifier was built without one
   */
  Outbox outbox();

  /** Returns the templates, for refreshing them. */
  TemplateRegistry templates();

  /**
   * Says that a recipient may be answered again, because a callback of the platform showed that
   * they wrote: forgets that their window was seen closed.
   *
   * @param account the account that they wrote to
   */
  void windowOpened(String account, Recipient recipient);

  /**
   * Returns what else can be done with an account, such as uploading media: an interface that the
   * provider's module documents. Its calls share the account's connections and tokens, run in the
   * calling thread, and end with the notifier.
   *
   * @throws IllegalArgumentException if there is no such account, or it offers nothing of that type
   * @throws IllegalStateException if the notifier was closed
   */
  <T> T extension(String account, Class<T> type);

  /**
   * Refuses new messages, cancels batches, waits until what is under way has ended, records what
   * came of the outbox's entries and hands back those that were not begun, and lets go of threads
   * and connections of our own. The caller's executor goes on. Calling it again does nothing.
   *
   * @param limit how long to wait; zero or more
   * @return what was left when the time was over
   */
  CloseReport close(Duration limit);

  /** Closes and waits for 30 seconds at most; see {@link #close(Duration)}. */
  @Override
  void close();
}
