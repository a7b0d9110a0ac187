package io.notifyjava.signing;

import io.notifyjava.signing.internal.ReplayTable;
import java.time.Instant;
import java.util.Objects;

/**
 * A replay guard in the memory of one process. It holds at most as many ids as it was told, 40 to
 * 50 bytes each, and lets go of none before its time: when it is full of ids that are still in
 * time, it says {@link ReplayGuard.Sighting#UNDECIDED}, and the request is refused. So size it for
 * the requests of the longest tolerance: 1,000,000 last for 2,700 a second over six minutes. It
 * says the same of ids from before what it let go of, which only a clock that was set back brings
 * in.
 *
 * <p>One lock, held for less than a microsecond. No thread of its own: what is over is let go of by
 * the calls that follow. Safe for use by many threads; may serve several verifiers.
 *
 * @since 0.1.0
 */
public final class MemoryReplayGuard implements ReplayGuard {

  /** The capacity if none is named. */
  public static final int DEFAULT_CAPACITY = 1_000_000;

  private static final int MAX_CAPACITY = 1 << 24;

  private final ReplayTable table;

  private MemoryReplayGuard(int capacity) {
    this.table = new ReplayTable(capacity);
  }

  /** Makes one for 1,000,000 ids. */
  public static MemoryReplayGuard create() {
    return new MemoryReplayGuard(DEFAULT_CAPACITY);
  }

  /**
   * Makes one.
   *
   * @param capacity how many ids it holds at most; 1 to 16,777,216. Memory is taken as they come
   * @throws IllegalArgumentException if out of range
   */
  public static MemoryReplayGuard ofCapacity(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "MemoryReplayGuard capacity: expected 1 to 16777216, but found " + capacity);
    }
    return new MemoryReplayGuard(capacity);
  }

  @Override
  public Sighting note(String id, Instant now, Instant until) {
    Objects.requireNonNull(id, "id");
    // A second more than asked, for the table counts whole ones.
    return switch (table.add(id, now.getEpochSecond(), until.getEpochSecond() + 1)) {
      case ADDED -> Sighting.FIRST;
      case PRESENT -> Sighting.REPEATED;
      case FULL, FORGOTTEN -> Sighting.UNDECIDED;
    };
  }

  /**
   * Returns how many ids it holds now, those whose time is over but were not let go of included.
   */
  public int size() {
    return table.size();
  }

  @Override
  public String toString() {
    return "MemoryReplayGuard(" + size() + ")";
  }
}
