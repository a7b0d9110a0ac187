package io.notifyjava.token;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of one flight to call the source: the store's lock or, while the store is down, the
 * single flight of this process alone. Used by one thread.
 */
final class RenewalTurn implements AutoCloseable {

  private final GuardedStore store;
  private final @Nullable String holder;
  private final LongSupplier ticker;
  private final long leaseEnd;
  private boolean closed;

  private RenewalTurn(
      GuardedStore store, @Nullable String holder, LongSupplier ticker, Duration lease) {
    this.store = store;
    this.holder = holder;
    this.ticker = ticker;
    this.leaseEnd = ticker.getAsLong() + lease.toNanos();
  }

  /** Asks for the turn; null if another node or flight has it. */
  static @Nullable RenewalTurn take(
      GuardedStore store, String holder, LongSupplier ticker, Duration lease) {
    return switch (store.tryLock(holder)) {
      case MINE -> new RenewalTurn(store, holder, ticker, lease);
      case STORE_DOWN -> new RenewalTurn(store, null, ticker, lease);
      case TAKEN -> null;
    };
  }

  /** Puts a token into the store for the other nodes. */
  void share(AccessToken token) {
    // A lock that this thread outlived may be another's by now, with a newer token in the store.
    if (holder != null && ticker.getAsLong() - leaseEnd < 0) {
      store.put(token);
    }
  }

  /** Gives the lock back; before a flight that failed ends, so that the next one finds it free. */
  @Override
  public void close() {
    if (holder != null && !closed) {
      closed = true;
      store.unlock(holder);
    }
  }
}
