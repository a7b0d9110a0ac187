package io.notifyjava.token;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link TokenStore} that can fail, hang or talk nonsense without holding anybody up.
 *
 * <p>After a fault the store counts as down and is left alone for a few seconds; then one question
 * probes it. A question to a store that is not in memory runs in a thread of its own, at most one
 * at a time, and is given up after the store limit: the seam has no time limits, and the client of
 * a server that accepts and never answers may block for ever. The thread ends when the answer
 * comes. It is not interrupted, because an interrupt closes the files of embedded databases.
 *
 * <p>Thread-safe. Exceptions of a store are logged by class only: drivers put values, and so
 * tokens, into their messages.
 */
final class GuardedStore {

  private static final Logger log = LoggerFactory.getLogger(GuardedStore.class);

  private static final String NO_ANSWER = "answer of the token store";

  /** So many others may be served first, each within the store limit. */
  private static final int MOST_AHEAD = 8;

  private static final long RETRY_AFTER = Duration.ofSeconds(5).toNanos();

  /** What came of asking for the lock. */
  enum Lock {
    MINE,
    TAKEN,
    STORE_DOWN
  }

  private final TokenStore store;
  private final TokenKey key;
  private final LongSupplier ticker;
  private final Duration lease;
  private final Duration usualLimit;
  private final Duration firstLimit;
  private final Semaphore turn = new Semaphore(1, true);
  private final AtomicInteger faults = new AtomicInteger();
  private volatile long retryAt;

  /** Whether a question has ended, with an answer or without. */
  private volatile boolean warm;

  GuardedStore(TokenStore store, TokenKey key, LongSupplier ticker, TokenCachePolicy policy) {
    this.store = store;
    this.key = key;
    this.ticker = ticker;
    this.lease = policy.lockLease();
    this.usualLimit = policy.storeLimit();
    this.firstLimit = within(usualLimit, policy.firstStoreLimit(), policy.renewalLimit());
  }

  private static Duration within(Duration least, Duration value, Duration most) {
    Duration bounded = value.compareTo(most) > 0 ? most : value;
    return bounded.compareTo(least) < 0 ? least : bounded;
  }

  private Duration limit() {
    return warm ? usualLimit : firstLimit;
  }

  /**
   * Tells whether other nodes may put a token there: it is not in memory, and not known to be down.
   */
  boolean isShared() {
    return !store.inMemory() && !isResting();
  }

  /** Returns the token that is kept; null if there is none, it is not one, or the store is down. */
  @Nullable AccessToken find() {
    Optional<AccessToken> answer = ask(this::readable, late -> {});
    return answer == null ? null : answer.orElse(null);
  }

  Lock tryLock(String holder) {
    Boolean mine =
        ask(
            () -> store.tryLock(key, holder, lease),
            // Nobody would use a lock that came too late, and all others would wait for its end.
            late -> store.unlock(key, holder));
    if (mine == null) {
      return Lock.STORE_DOWN;
    }
    return mine ? Lock.MINE : Lock.TAKEN;
  }

  void put(AccessToken token) {
    tell(() -> store.put(key, token));
  }

  void remove(String value) {
    tell(() -> store.remove(key, value));
  }

  void unlock(String holder) {
    tell(() -> store.unlock(key, holder));
  }

  private Optional<AccessToken> readable() {
    try {
      return store.find(key);
    } catch (IllegalArgumentException e) {
      log.debug("Token store of {} holds something that is not a token; ignored", key);
      return Optional.empty();
    }
  }

  private void tell(Runnable command) {
    ask(
        () -> {
          command.run();
          return true;
        },
        late -> {});
  }

  /** Returns the answer, or null if there is none. */
  private <T> @Nullable T ask(Supplier<T> question, Consumer<T> ifLate) {
    if (isResting()) {
      return null;
    }
    return store.inMemory() ? askHere(question) : askElsewhere(question, ifLate);
  }

  private <T> @Nullable T askHere(Supplier<T> question) {
    try {
      T value = Objects.requireNonNull(question.get(), NO_ANSWER);
      answered();
      return value;
    } catch (RuntimeException e) {
      fault(e.getClass().getName());
      return null;
    }
  }

  /** Not cut short by an interrupt, which would leave a lock behind; the flag is kept. */
  private <T> @Nullable T askElsewhere(Supplier<T> question, Consumer<T> ifLate) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return takeTurn() ? askInTurn(question, ifLate) : null;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isResting() {
    boolean down = faults.get() > 0;
    return down && (turn.availablePermits() == 0 || ticker.getAsLong() - retryAt < 0);
  }

  /** A store that is slow, but answers, is not down: whoever took it for that would renew alone. */
  private boolean takeTurn() throws InterruptedException {
    int ahead = 0;
    while (!turn.tryAcquire(limit().toNanos(), TimeUnit.NANOSECONDS)) {
      if (isResting() || ++ahead == MOST_AHEAD) {
        return false;
      }
    }
    if (faults.get() > 0 && ticker.getAsLong() - retryAt < 0) {
      // Whoever had the turn before found the store down.
      turn.release();
      return false;
    }
    return true;
  }

  private <T> @Nullable T askInTurn(Supplier<T> question, Consumer<T> ifLate) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    start(() -> answer(question, ifLate, answer), answer);
    return result(answer);
  }

  private void start(Runnable task, CompletableFuture<?> answer) {
    try {
      Thread thread = new Thread(task, "notify-token-store");
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError e) {
      // No thread to be had: to us that is a store that cannot be asked.
      turn.release();
      answer.completeExceptionally(e);
    }
  }

  private <T> void answer(Supplier<T> question, Consumer<T> ifLate, CompletableFuture<T> answer) {
    try {
      T value = askAndEndTurn(question);
      if (!answer.complete(value)) {
        ifLate.accept(value);
      }
    } catch (Throwable e) {
      // Everything: a driver that is missing a class is as down as one that cannot connect.
      answer.completeExceptionally(e);
    }
  }

  /** The turn ends before the answer is told, so that whoever hears it finds the turn free. */
  private <T> T askAndEndTurn(Supplier<T> question) {
    try {
      return Objects.requireNonNull(question.get(), NO_ANSWER);
    } finally {
      turn.release();
    }
  }

  private <T> @Nullable T result(CompletableFuture<T> answer) {
    Duration limit = limit();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          T value = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
          answered();
          return value;
        } catch (TimeoutException e) {
          // If it cannot be called off, it came in the last instant, and the next turn takes it.
          if (answer.cancel(false)) {
            fault("no answer within " + limit);
            return null;
          }
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          fault((cause == null ? e : cause).getClass().getName());
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      warm = true;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answered() {
    int before = faults.getAndSet(0);
    if (before > 0) {
      log.info("Token store of {} answers again after {} faults", key, before);
    }
  }

  private void fault(String what) {
    retryAt = ticker.getAsLong() + RETRY_AFTER;
    int count = faults.incrementAndGet();
    if (count == 1) {
      log.warn(
          "Token store of {} is down ({}): this process renews without it until it answers again",
          key,
          what);
    } else {
      log.debug("Token store of {} is down ({}), fault {}", key, what, count);
    }
  }
}
