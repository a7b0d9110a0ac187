package io.notifyjava.limit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What was sent under one key, for stores that keep it as a text: read it, lock it, count by it,
 * write it back. Counts exactly as {@link MemoryLimitStore} does.
 *
 * <p>Not thread-safe: whoever shares a text between threads or nodes locks it meanwhile. The text
 * has a version, is read by all later ones, and holds times and counts only.
 *
 * @since 0.1.0
 */
public final class LimitCounts {

  private static final String VERSION = "1";

  private final KeyCounts counts = new KeyCounts();

  private LimitCounts() {}

  /** Returns the counts of a key that nobody asked for. */
  public static LimitCounts empty() {
    return new LimitCounts();
  }

  /**
   * Reads what {@link #toText} wrote; nothing at all is read as {@link #empty}.
   *
   * @throws IllegalArgumentException if this version cannot read it; the message holds none of it
   */
  public static LimitCounts parse(String text) {
    LimitCounts read = new LimitCounts();
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      return read;
    }
    if (!lines.get(0).equals(VERSION)) {
      throw new IllegalArgumentException(
          "Expected counts of version " + VERSION + ", but they are of another; update this node");
    }
    try {
      lines.subList(1, lines.size()).forEach(read.counts::read);
      return read;
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "The counts cannot be read: expected lines of calendar and rolling windows; remove the"
              + " row, so that its key begins at zero",
          e);
    }
  }

  /** Returns how long until this bound has room for one more; zero if it has. */
  public Duration waitFor(LimitBound bound, Instant at) {
    long wait = counts.slot(bound.window()).waitFor(bound.permits(), KeyCounts.micros(at));
    return Duration.of(wait, ChronoUnit.MICROS);
  }

  /**
   * Counts one more in a window, whether it has room or not.
   *
   * @return by what it can be given back
   */
  public long take(LimitWindow window, Instant at) {
    return counts.slot(window).take(KeyCounts.micros(at));
  }

  /** Gives back what was taken with this mark; does nothing if its window is over. */
  public void giveBack(LimitWindow window, long mark) {
    counts.slot(window).giveBack(mark);
  }

  /** Returns for how long after the latest use anything may still be counted. */
  public Duration keep() {
    return Duration.ofNanos(counts.keepNanos());
  }

  /** Writes it down; what cannot matter any more at this instant is left out. */
  public String toText(Instant at) {
    StringBuilder text = new StringBuilder(VERSION).append('\n');
    counts.write(text, KeyCounts.micros(at));
    return text.toString();
  }

  @Override
  public String toString() {
    return "LimitCounts";
  }
}
