package io.notifyjava.token;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Keeps access tokens in this process: the store of a service with one node, and the default.
 *
 * <p>Thread-safe, never blocks, and holds one token for each key that was ever put. Caches that
 * share one instance renew a token once between them. Tokens do not survive the process.
 *
 * @since 0.1.0
 */
public final class MemoryTokenStore implements TokenStore {

  private final ConcurrentMap<TokenKey, AccessToken> tokens = new ConcurrentHashMap<>();
  private final ConcurrentMap<TokenKey, Lease> leases = new ConcurrentHashMap<>();
  private final LongSupplier ticker;

  /** Creates an empty store whose leases run by the JVM's own elapsed time. */
  public MemoryTokenStore() {
    this(System::nanoTime);
  }

  /**
   * Creates an empty store.
   *
   * @param ticker nanoseconds of elapsed time from an arbitrary origin, by which leases end
   */
  public MemoryTokenStore(LongSupplier ticker) {
    this.ticker = Objects.requireNonNull(ticker, "ticker");
  }

  @Override
  public Optional<AccessToken> find(TokenKey key) {
    return Optional.ofNullable(tokens.get(key));
  }

  @Override
  public void put(TokenKey key, AccessToken token) {
    tokens.put(key, Objects.requireNonNull(token, "token"));
  }

  @Override
  public boolean remove(TokenKey key, String value) {
    Objects.requireNonNull(value, "value");
    AccessToken kept = tokens.get(key);
    // Removes only what was compared: a newer token that came in between stays.
    return kept != null && kept.value().equals(value) && tokens.remove(key, kept);
  }

  @Override
  public boolean tryLock(TokenKey key, String holder, Duration lease) {
    Objects.requireNonNull(holder, "holder");
    long now = ticker.getAsLong();
    Lease wanted = new Lease(holder, now + lease.toNanos());
    Lease kept =
        leases.compute(
            key, (k, held) -> held == null || held.isOpenTo(holder, now) ? wanted : held);
    return kept.holder.equals(holder);
  }

  @Override
  public void unlock(TokenKey key, String holder) {
    leases.computeIfPresent(key, (k, kept) -> kept.holder.equals(holder) ? null : kept);
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  @Override
  public String toString() {
    return "MemoryTokenStore[" + tokens.size() + " tokens]";
  }

  /** Who renews, and until which tick nobody else may. */
  private record Lease(String holder, long end) {

    boolean isOpenTo(String other, long now) {
      return holder.equals(other) || now - end >= 0;
    }
  }
}
