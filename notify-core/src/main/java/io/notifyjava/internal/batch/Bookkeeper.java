package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.ResumePolicy;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger of one batch.
 *
 * <p>Only {@link #begin} comes before a send; so only its failure, which ends the batch, keeps one
 * from being sent. Outcomes that cannot be written end the batch too, but change no result.
 *
 * <p>The pump alone calls it, but for {@link #isDue()}.
 */
final class Bookkeeper {

  private static final Logger log = LoggerFactory.getLogger(Bookkeeper.class);

  /** How often outcomes are written that nothing else takes along, and a lease is renewed. */
  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final BatchLedger ledger;
  private final Function<Message, String> text;
  private final ResumePolicy resume;
  private final LongSupplier ticker;
  private volatile long flushedAt;
  private volatile boolean started;
  private List<Candidate> doubtful = List.of();
  private volatile @Nullable Ending failure;

  Bookkeeper(BatchLedger ledger, BatchOptions options, LongSupplier ticker) {
    this.ledger = ledger;
    this.text = options.ledgerKey();
    this.resume = options.resume();
    this.ticker = ticker;
  }

  /** Throws what the caller's function throws. */
  LedgerKey keyOf(Message message) {
    return ledger.keys().of(Objects.requireNonNull(text.apply(message), "the ledger's key"));
  }

  /** Takes the ledger, at the first call. */
  void start() {
    if (!started) {
      careful(
          () -> {
            ledger.startRun();
            return true;
          });
      started = true;
      flushedAt = ticker.getAsLong();
    }
  }

  /**
   * Decides which are to be sent and has them written down as begun.
   *
   * @return the same, with what is to become of each
   */
  List<Candidate> begin(List<Candidate> block) {
    List<LedgerKey> keys = new ArrayList<>(block.size());
    block.forEach(
        candidate -> {
          if (candidate.key() != null) {
            keys.add(candidate.key());
          }
        });
    if (keys.isEmpty()) {
      return block;
    }
    return careful(() -> begin(block, ledger.find(keys)));
  }

  private List<Candidate> begin(List<Candidate> block, List<LedgerEntry> entries) {
    Map<LedgerKey, LedgerEntry> found = new HashMap<>();
    entries.forEach(entry -> found.put(entry.key(), entry));
    Set<LedgerKey> begun = new LinkedHashSet<>();
    List<Candidate> judged = new ArrayList<>(block.size());
    for (Candidate candidate : block) {
      LedgerKey key = candidate.key();
      Candidate now =
          key == null ? candidate : judge(candidate, found.get(key), begun.contains(key));
      LedgerKey own = now.begunKey();
      if (own != null) {
        begun.add(own);
      }
      judged.add(now);
    }
    if (!begun.isEmpty()) {
      doubtful = judged;
      ledger.begin(List.copyOf(begun));
      doubtful = List.of();
    }
    return judged;
  }

  private Candidate judge(Candidate candidate, @Nullable LedgerEntry entry, boolean repeated) {
    boolean ofThisRun =
        entry != null && entry.currentRun() && entry.state() != LedgerState.NOT_BEGUN;
    if (repeated || ofThisRun) {
      return candidate.refused(Faults.LEDGER_KEY_REPEATED);
    }
    return entry == null ? candidate : candidate.with(entry, resume.sends(entry.state()));
  }

  /** Writes what came of a message; returns what went wrong, if something did. */
  @Nullable Ending record(LedgerKey key, SendResult result) {
    return write(key, LedgerState.of(result), reason(result));
  }

  private static @Nullable FailureReason reason(SendResult result) {
    Failure cause = null;
    if (result instanceof Rejected rejected) {
      cause = rejected.cause();
    } else if (result instanceof Unknown unknown) {
      cause = unknown.cause();
    }
    return cause == null ? null : cause.reason();
  }

  private @Nullable Ending write(LedgerKey key, LedgerState state, @Nullable FailureReason reason) {
    try {
      careful(
          () -> {
            ledger.record(key, state, reason);
            return true;
          });
      return null;
    } catch (LedgerFailed e) {
      return noteFailure(e);
    }
  }

  /** Writes that a message which was begun and is not sent stands as it did before. */
  void handBack(Candidate candidate) {
    LedgerKey key = candidate.begunKey();
    if (key != null && started) {
      LedgerEntry before = candidate.before();
      write(
          key,
          before == null ? LedgerState.NOT_BEGUN : before.state(),
          before == null ? null : before.reason());
    }
  }

  /** Tells whether to {@link #flush()}; any thread may ask. */
  boolean isDue() {
    return started && failure == null && ticker.getAsLong() - flushedAt >= EVERY;
  }

  /** Writes what lies ready; returns what went wrong, if something did. */
  @Nullable Ending flush() {
    flushedAt = ticker.getAsLong();
    try {
      careful(
          () -> {
            ledger.flush();
            return true;
          });
      return null;
    } catch (LedgerFailed e) {
      return noteFailure(e);
    }
  }

  /** Gives the ledger back; returns what went wrong first since the start, if something did. */
  @Nullable Ending end() {
    if (!started) {
      return failure;
    }
    // When the ledger failed to begin these, it may have written some down all the same.
    doubtful.forEach(this::handBack);
    doubtful = List.of();
    try {
      careful(
          () -> {
            ledger.endRun();
            return true;
          });
    } catch (LedgerFailed e) {
      noteFailure(e);
    } finally {
      started = false;
    }
    return failure;
  }

  Ending noteFailure(LedgerFailed failed) {
    Throwable cause = Objects.requireNonNull(failed.getCause());
    Ending first = failure;
    if (first != null) {
      log.debug("The ledger of a batch failed again with {}", said(cause));
      return first;
    }
    log.warn("The ledger of a batch failed with {}; nothing more is begun", said(cause));
    Ending now = Ending.failed("the ledger failed: " + said(cause), cause);
    failure = now;
    return now;
  }

  private static String said(Throwable cause) {
    return cause instanceof LedgerException
        ? String.valueOf(cause.getMessage())
        : Faults.describe(cause);
  }

  /**
   * Keeps an interrupt, which is not meant for the ledger, from cutting off what is written, and
   * what the ledger throws apart from what others throw.
   */
  private static <T> T careful(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } catch (Throwable t) {
      throw new LedgerFailed(t);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
