package io.notifyjava.outbox;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes messages over for good: what was enqueued is sent, on whichever node, whatever dies in
 * between; or its entry says why not.
 *
 * <p>A message is checked, filled and routed when it is enqueued; what is stored then is what is
 * sent. Thread-safe. Its notifier opens and closes it. Where nothing else is said, an {@link
 * OutboxException} tells that the store could not be asked, or that the notifier was closed.
 *
 * @since 0.1.0
 */
public interface Outbox {

  /** Like {@link #enqueue(Message, EnqueueOptions)} with the defaults. */
  default OutboxId enqueue(Message message) {
    return enqueue(message, EnqueueOptions.defaults());
  }

  /**
   * Puts a message and returns once that is durable. Calls of several threads share a commit.
   *
   * <p>A message whose idempotency key is there already, for the same recipient, is not put again:
   * the id of the first is returned.
   *
   * @throws io.notifyjava.result.SendFailedException if the message could never be sent: nothing
   *     was put
   * @throws OutboxException if it was not put, or the same key was used for another message
   */
  OutboxId enqueue(Message message, EnqueueOptions options);

  /** Like {@link #enqueue(Connection, Message, EnqueueOptions)} with the defaults. */
  default OutboxId enqueue(Connection connection, Message message) {
    return enqueue(connection, message, EnqueueOptions.defaults());
  }

  /**
   * Puts a message in the caller's own transaction: it is sent if and only if the caller commits.
   * The connection is neither committed, rolled back nor closed here.
   *
   * <p>This node cannot see the commit, so sending begins with the next look at the store; call
   * {@link #wake()} after the commit to have it begin at once.
   *
   * @throws IllegalArgumentException if the connection is in auto-commit mode
   */
  OutboxId enqueue(Connection connection, Message message, EnqueueOptions options);

  /**
   * Puts messages, all or none, in one commit. Returns their ids in their order.
   *
   * @param messages at most 1,000
   * @throws IllegalArgumentException if there are more
   * @throws io.notifyjava.result.SendFailedException if one of them could never be sent
   * @throws OutboxException as {@link #enqueue(Message, EnqueueOptions)}
   */
  List<OutboxId> enqueueAll(Collection<? extends Message> messages, EnqueueOptions options);

  /** Makes this node look for due entries now; returns at once. */
  void wake();

  /** Returns what is known of an entry; empty if there is none, or it was purged. */
  Optional<OutboxEntry> find(OutboxId id);

  /** Returns the entry of an idempotency key and its recipient. */
  Optional<OutboxEntry> find(IdempotencyKey key, Recipient recipient);

  /** Takes an entry back if it has not been begun; tells whether it did. */
  boolean cancel(OutboxId id);

  /**
   * Has one entry sent again. For an entry in {@link OutboxState#UNKNOWN} that may be a second
   * copy.
   *
   * @return false if it is not in {@code DEAD}, {@code REJECTED}, {@code UNKNOWN} or {@code
   *     EXPIRED}
   */
  boolean retry(OutboxId id);

  /** Has all entries in {@link OutboxState#DEAD} sent again; returns how many. */
  long retryDead();

  /** Counts entries by state. */
  OutboxCounts counts();

  /**
   * Forgets entries that ended longer ago than this, in these states; returns how many.
   *
   * @throws IllegalArgumentException if the age is less than {@link OutboxOptions#keyWindow()}, or
   *     entries do not end in one of the states
   */
  long purge(Duration age, Set<OutboxState> states);
}
