package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch writes down, message by message, what was begun and what came of it, so that
 * another batch can go on after a crash.
 *
 * <p>A message is begun durably before its request may leave. Its outcome may be written later: if
 * the process dies in between, the message is unknown, never forgotten.
 *
 * <p>One run at a time has a ledger. A run calls {@link #startRun}, {@link #find}, {@link #begin},
 * {@link #record}, {@link #flush} and {@link #endRun} from one thread at a time; the other methods
 * may be called by any thread at any time. All throw {@link LedgerException} and no other. A batch
 * does not close its ledger: who opened it does.
 *
 * <p>{@link FileBatchLedger} and the one of {@code notify-jdbc} implement it; {@code
 * BatchLedgerContract} of the testkit tests others.
 *
 * @since 0.1.0
 */
public interface BatchLedger extends AutoCloseable {

  /** Returns how the texts that stand for messages become keys; the same for all runs. */
  LedgerKeys keys();

  /**
   * Takes the ledger for a run. What earlier runs began counts as {@link LedgerEntry#currentRun not
   * of this run} from now on.
   *
   * @throws LedgerException with {@code IN_USE} if another run has it, within two seconds
   */
  void startRun();

  /** Returns the entries of those of these messages that have one, in any order. */
  List<LedgerEntry> find(List<LedgerKey> keys);

  /**
   * Writes that these messages are begun, whatever stood there. Durable when it returns. If it
   * throws, the run sends none of them, and {@link #record records} how they stood before.
   */
  void begin(List<LedgerKey> keys);

  /**
   * Writes what came of a message. Need not be durable at once: a process that dies loses at most
   * as many outcomes as there were messages in the last two calls of {@link #begin}. If it throws,
   * the ledger keeps the outcome and writes it with the next call.
   *
   * @param reason null if the state has none
   */
  void record(LedgerKey key, LedgerState state, @Nullable FailureReason reason);

  /** Writes what was recorded; called about once a second while there is something or a lease. */
  void flush();

  /** Makes what was recorded durable, and gives the ledger back even if that fails. */
  void endRun();

  /** Counts the messages. */
  LedgerSummary summary();

  /** Tells the entries in these states, in any order; the consumer must not use the ledger. */
  void forEach(Set<LedgerState> states, Consumer<LedgerEntry> consumer);

  /** Returns how the message stands for which this text stands; empty if no run began it. */
  default Optional<LedgerEntry> find(String text) {
    return find(List.of(keys().of(text))).stream()
        .filter(entry -> entry.state() != LedgerState.NOT_BEGUN)
        .findFirst();
  }

  /** Lets go of the file or whatever it is. Later calls do nothing. */
  @Override
  void close();
}
