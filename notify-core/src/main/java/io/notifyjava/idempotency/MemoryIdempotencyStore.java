package io.notifyjava.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers keys in this process, for several notifiers in it, and for tests. A single notifier
 * remembers its keys without it.
 *
 * <p>Thread-safe, without I/O. What it holds does not survive the process.
 *
 * @since 0.1.0
 */
public final class MemoryIdempotencyStore implements IdempotencyStore {

  private final LongSupplier ticker;
  private final Cache<String, Entry> entries;

  /** Creates an empty store for 100,000 keys, with the elapsed time of the JVM. */
  public MemoryIdempotencyStore() {
    this(100_000, System::nanoTime);
  }

  /**
   * Creates an empty store.
   *
   * @param maxKeys keys remembered at most, the least recently used forgotten first; 1 to
   *     10,000,000
   * @param ticker nanoseconds of elapsed time
   */
  public MemoryIdempotencyStore(int maxKeys, LongSupplier ticker) {
    if (maxKeys < 1 || maxKeys > 10_000_000) {
      throw new IllegalArgumentException("maxKeys must be 1 to 10000000, but was " + maxKeys);
    }
    this.ticker = Objects.requireNonNull(ticker, "ticker");
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(maxKeys)
            .expireAfter(new AsLongAsTheyMatter())
            .ticker(ticker::getAsLong)
            // In the calling thread, not in the common pool.
            .executor(Runnable::run)
            .build();
  }

  @Override
  public IdempotencyVerdict claim(IdempotencyClaim claim) {
    long now = ticker.getAsLong();
    Entry mine = new Entry(claim, null, now + claim.lease().toNanos());
    Entry kept =
        entries
            .asMap()
            .compute(
                claim.key(), (key, there) -> there == null || there.isHeldBy(claim) ? mine : there);
    if (kept.isHeldBy(claim)) {
      return IdempotencyVerdict.first();
    }
    String content = kept.claim.content();
    if (kept.result != null) {
      return new IdempotencyVerdict.Ended(content, kept.result);
    }
    return now - kept.leaseEnd < 0
        ? new IdempotencyVerdict.InFlight(content)
        : new IdempotencyVerdict.Lost(content);
  }

  @Override
  public void record(IdempotencyClaim claim, String result) {
    Objects.requireNonNull(result, "result");
    Entry ended = new Entry(claim, result, ticker.getAsLong());
    entries
        .asMap()
        .compute(claim.key(), (key, there) -> there == null || there.isOf(claim) ? ended : there);
  }

  @Override
  public void release(IdempotencyClaim claim) {
    entries
        .asMap()
        .computeIfPresent(claim.key(), (key, there) -> there.isHeldBy(claim) ? null : there);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public String toString() {
    return "MemoryIdempotencyStore[" + entries.estimatedSize() + " keys]";
  }

  /**
   * What is known of a key.
   *
   * @param leaseEnd by the ticker, of a key without a result; its window begins there
   * @param end of the window, by the ticker
   */
  private record Entry(IdempotencyClaim claim, @Nullable String result, long leaseEnd, long end) {

    Entry(IdempotencyClaim claim, @Nullable String result, long leaseEnd) {
      this(claim, result, leaseEnd, leaseEnd + claim.window().toNanos());
    }

    boolean isOf(IdempotencyClaim other) {
      return claim.owner().equals(other.owner());
    }

    boolean isHeldBy(IdempotencyClaim other) {
      return result == null && isOf(other);
    }
  }

  /**
   * By the end that stands in the entry, since an entry that is left as it is counts as updated.
   */
  private static final class AsLongAsTheyMatter implements Expiry<String, Entry> {

    @Override
    public long expireAfterCreate(String key, Entry entry, long now) {
      return Math.max(0, entry.end - now);
    }

    @Override
    public long expireAfterUpdate(String key, Entry entry, long now, long left) {
      return Math.max(0, entry.end - now);
    }

    @Override
    public long expireAfterRead(String key, Entry entry, long now, long left) {
      return left;
    }
  }
}
