package io.notifyjava.testkit;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps the tokens of one test. Leases run by the test's ticker. */
final class InMemoryTokenStore implements TokenStore {

  private final Map<TokenKey, AccessToken> tokens = new ConcurrentHashMap<>();
  private final Map<TokenKey, Lease> leases = new ConcurrentHashMap<>();
  private final LongSupplier ticker;

  InMemoryTokenStore(LongSupplier ticker) {
    this.ticker = ticker;
  }

  @Override
  public Optional<AccessToken> find(TokenKey key) {
    return Optional.ofNullable(tokens.get(key));
  }

  @Override
  public void put(TokenKey key, AccessToken token) {
    tokens.put(key, token);
  }

  @Override
  public boolean remove(TokenKey key, String value) {
    AccessToken kept = tokens.get(key);
    return kept != null && kept.value().equals(value) && tokens.remove(key, kept);
  }

  @Override
  public boolean tryLock(TokenKey key, String holder, Duration lease) {
    long now = ticker.getAsLong();
    Lease wanted = new Lease(holder, now + lease.toNanos());
    Lease kept =
        leases.compute(
            key, (k, held) -> held == null || held.isOpenTo(holder, now) ? wanted : held);
    return kept.holder.equals(holder);
  }

  @Override
  public void unlock(TokenKey key, String holder) {
    leases.computeIfPresent(key, (k, held) -> held.holder.equals(holder) ? null : held);
  }

  /** Who holds the lock until when, in nanoseconds of the ticker. */
  private record Lease(String holder, long end) {

    boolean isOpenTo(String other, long now) {
      return holder.equals(other) || end - now <= 0;
    }
  }
}
