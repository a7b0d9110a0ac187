package io.notifyjava.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counts in this process: the store of a service with one node, and the default.
 *
 * <p>Thread-safe. One lock makes every step exact; it is held for about a microsecond for each
 * claim, never across I/O. Counts do not survive the process. A key is forgotten when all its
 * windows are over; how many are kept at most, and what happens then, is set in the builder.
 *
 * @since 0.1.0
 */
public final class MemoryLimitStore implements LimitStore {

  /** More than are in calls at once; who was let pass before so many others counts as committed. */
  private static final int MOST_OPEN = 100_000;

  private final int maxKeys;
  private final FailMode whenFull;
  private final ReentrantLock lock = new ReentrantLock();
  private final Cache<String, KeyCounts> counts;
  private final Map<String, Taken> open = new LinkedHashMap<>();

  /** Creates an empty store with the defaults of {@link #builder()}. */
  public MemoryLimitStore() {
    this(builder());
  }

  private MemoryLimitStore(Builder builder) {
    this.maxKeys = builder.maxKeys;
    this.whenFull = builder.whenFull;
    Caffeine<String, KeyCounts> settings =
        Caffeine.newBuilder()
            .expireAfter(new AfterLatestUse())
            .ticker(builder.ticker::getAsLong)
            // In the calling thread, which holds the lock, and not in the common pool.
            .executor(Runnable::run);
    this.counts =
        whenFull == FailMode.OPEN ? settings.maximumSize(maxKeys).build() : settings.build();
  }

  /** Begins a store with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<LimitVerdict> reserve(List<LimitClaim> claims) {
    List<LimitVerdict> verdicts = new ArrayList<>(claims.size());
    for (LimitClaim claim : claims) {
      // Claim by claim, so that a long list does not hold up everybody else.
      lock.lock();
      try {
        verdicts.add(reserve(claim));
      } finally {
        lock.unlock();
      }
    }
    return verdicts;
  }

  private LimitVerdict reserve(LimitClaim claim) {
    if (open.containsKey(claim.id())) {
      return LimitVerdict.granted();
    }
    List<LimitClaim.Demand> demands = claim.demands();
    KeyCounts[] found = new KeyCounts[demands.size()];
    int fresh = 0;
    for (int i = 0; i < found.length; i++) {
      KeyCounts known = counts.getIfPresent(demands.get(i).key());
      found[i] = known == null ? new KeyCounts() : known;
      fresh += known == null ? 1 : 0;
    }
    if (fresh > 0 && isFull(fresh)) {
      return new LimitVerdict.Full(
          "The memory of limits counts "
              + maxKeys
              + " keys, its maxKeys; give it room for more, use a shared store, or choose"
              + " whenFull(OPEN)");
    }
    long at = KeyCounts.micros(claim.at());
    LimitVerdict.Refused refused = refusal(demands, found, at);
    if (refused != null) {
      return refused;
    }
    take(claim, found, at);
    return LimitVerdict.granted();
  }

  private boolean isFull(int fresh) {
    if (whenFull == FailMode.OPEN || counts.estimatedSize() + fresh <= maxKeys) {
      return false;
    }
    counts.cleanUp();
    return counts.estimatedSize() + fresh > maxKeys;
  }

  private static LimitVerdict.@Nullable Refused refusal(
      List<LimitClaim.Demand> demands, KeyCounts[] found, long at) {
    LimitVerdict.Refused refused = null;
    long longest = 0;
    for (int i = 0; i < found.length; i++) {
      for (LimitBound bound : demands.get(i).bounds()) {
        long wait = found[i].slot(bound.window()).waitFor(bound.permits(), at);
        if (wait > longest) {
          longest = wait;
          refused =
              new LimitVerdict.Refused(
                  demands.get(i).limit(), bound, Duration.of(wait, ChronoUnit.MICROS));
        }
      }
    }
    return refused;
  }

  private void take(LimitClaim claim, KeyCounts[] found, long at) {
    Taken taken = new Taken();
    for (int i = 0; i < found.length; i++) {
      LimitClaim.Demand demand = claim.demands().get(i);
      for (LimitBound bound : demand.bounds()) {
        taken.add(found[i].slot(bound.window()), at);
      }
      // After it was filled, because the cache asks it then for how long it must be kept.
      if (found[i].hasGrown()) {
        counts.put(demand.key(), found[i]);
      }
    }
    open.put(claim.id(), taken);
    if (open.size() > MOST_OPEN) {
      Iterator<Taken> oldest = open.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  @Override
  public void commit(List<LimitClaim> claims) {
    lock.lock();
    try {
      claims.forEach(claim -> open.remove(claim.id()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release(List<LimitClaim> claims) {
    lock.lock();
    try {
      for (LimitClaim claim : claims) {
        Taken taken = open.remove(claim.id());
        if (taken != null) {
          taken.giveBack();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public String toString() {
    return "MemoryLimitStore[" + counts.estimatedSize() + " keys]";
  }

  /** What a claim holds, to be given back. */
  private static final class Taken {

    private final List<KeyCounts.Slot> slots = new ArrayList<>(4);
    private final List<Long> marks = new ArrayList<>(4);

    void add(KeyCounts.Slot slot, long at) {
      slots.add(slot);
      marks.add(slot.take(at));
    }

    void giveBack() {
      for (int i = 0; i < slots.size(); i++) {
        slots.get(i).giveBack(marks.get(i));
      }
    }
  }

  /** Keeps counts for as long after their latest use as they can matter. */
  private static final class AfterLatestUse implements Expiry<String, KeyCounts> {

    @Override
    public long expireAfterCreate(String key, KeyCounts value, long now) {
      return value.keepNanos();
    }

    @Override
    public long expireAfterUpdate(String key, KeyCounts value, long now, long left) {
      return value.keepNanos();
    }

    @Override
    public long expireAfterRead(String key, KeyCounts value, long now, long left) {
      return value.keepNanos();
    }
  }

  /**
   * Sets up a store. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private int maxKeys = 200_000;
    private FailMode whenFull = FailMode.CLOSED;
    private LongSupplier ticker = System::nanoTime;

    private Builder() {}

    /**
     * How many keys are counted at most: one for each recipient of each limit by recipient, while
     * its longest window lasts. 1 to 100,000,000; 200,000 by default.
     */
    public Builder maxKeys(int maxKeys) {
      if (maxKeys < 1 || maxKeys > 100_000_000) {
        throw new IllegalArgumentException("maxKeys must be 1 to 100000000, but was " + maxKeys);
      }
      this.maxKeys = maxKeys;
      return this;
    }

    /**
     * What happens to a key that is not counted yet while so many others are. {@link
     * FailMode#CLOSED}, the default, refuses its messages until a key is over; {@link
     * FailMode#OPEN} forgets a key that was used little and long ago, which begins at zero again.
     */
    public Builder whenFull(FailMode mode) {
      this.whenFull = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /** Nanoseconds of elapsed time, by which keys are forgotten; that of the JVM by default. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = Objects.requireNonNull(ticker, "ticker");
      return this;
    }

    /** Returns an empty store. */
    public MemoryLimitStore build() {
      return new MemoryLimitStore(this);
    }
  }
}
