package io.notifyjava.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * What was sent under one key: a count for each window. Times are microseconds since the epoch.
 *
 * <p>Guarded by the lock of its store.
 */
final class KeyCounts {

  /** Mostly one to three, so an array is searched sooner than a map. */
  private Slot[] slots = {};

  private int slotsWhenKept;

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  /** Returns the count of this window; at first zero. */
  Slot slot(LimitWindow window) {
    for (Slot slot : slots) {
      if (slot.window.equals(window)) {
        return slot;
      }
    }
    Slot added =
        window instanceof LimitWindow.Calendar calendar
            ? new CalendarSlot(calendar)
            : new RollingSlot((LimitWindow.Rolling) window);
    slots = Arrays.copyOf(slots, slots.length + 1);
    slots[slots.length - 1] = added;
    return added;
  }

  /** Adds a line for each window in which something may still be counted at this instant. */
  void write(StringBuilder to, long at) {
    for (Slot slot : slots) {
      if (!slot.isOver(at)) {
        slot.write(to);
        to.append('\n');
      }
    }
  }

  /** Reads a line of {@link #write}. */
  void read(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "calendar" -> {
        LimitWindow window =
            new LimitWindow.Calendar(ChronoUnit.valueOf(words[1]), ZoneId.of(words[2]));
        slot(window).read(words, 3);
      }
      case "rolling" -> slot(LimitWindow.rolling(Duration.parse(words[1]))).read(words, 2);
      default -> throw new IllegalArgumentException("Expected calendar or rolling");
    }
  }

  /** Tells whether windows were added since this was asked last. */
  boolean hasGrown() {
    boolean grown = slots.length > slotsWhenKept;
    slotsWhenKept = slots.length;
    return grown;
  }

  /** Returns for how many nanoseconds after the latest use something may still be counted. */
  long keepNanos() {
    Duration longest = Duration.ZERO;
    for (Slot slot : slots) {
      Duration length = slot.window.length();
      longest = length.compareTo(longest) > 0 ? length : longest;
    }
    // An eighth longer: a day may have 25 hours, and the ticker drifts from the wall clock.
    return longest.plus(longest.dividedBy(8)).toNanos();
  }

  /** The count of one window. */
  abstract static sealed class Slot {

    private final LimitWindow window;

    private Slot(LimitWindow window) {
      this.window = window;
    }

    /** Returns how long until one more has room, 0 if it has. */
    abstract long waitFor(int permits, long at);

    /** Counts one more, and returns by what it can be given back. */
    abstract long take(long at);

    /** Gives back what was taken with this mark, unless its window is over. */
    abstract void giveBack(long mark);

    /**
     * Tells whether nothing of it can matter any more, a clock that is a little behind included.
     */
    abstract boolean isOver(long at);

    abstract void write(StringBuilder to);

    abstract void read(String[] words, int from);
  }

  private static final class CalendarSlot extends Slot {

    private final LimitWindow.Calendar calendar;
    private long start;
    private long end;
    private int count;

    private CalendarSlot(LimitWindow.Calendar calendar) {
      super(calendar);
      this.calendar = calendar;
    }

    @Override
    long waitFor(int permits, long at) {
      moveTo(at);
      return count < permits ? 0 : Math.max(1, end - at);
    }

    /**
     * Opens the window in which the instant lies. An instant a little before the open one counts in
     * the open one: it comes of threads that overtook one another, or of a clock that was set back,
     * and must not open the window before it anew.
     */
    private void moveTo(long at) {
      boolean clockWasFarAhead = start - at > end - start;
      if (at >= end || clockWasFarAhead) {
        Instant instant = Instant.EPOCH.plus(at, ChronoUnit.MICROS);
        start = micros(calendar.startOf(instant));
        end = micros(calendar.endOf(instant));
        count = 0;
      }
    }

    @Override
    long take(long at) {
      moveTo(at);
      count++;
      return start;
    }

    @Override
    void giveBack(long mark) {
      if (mark == start && count > 0) {
        count--;
      }
    }

    @Override
    boolean isOver(long at) {
      return at - end >= end - start;
    }

    @Override
    void write(StringBuilder to) {
      to.append("calendar ").append(calendar.unit().name()).append(' ').append(calendar.zone());
      to.append(' ').append(start).append(' ').append(end).append(' ').append(count);
    }

    @Override
    void read(String[] words, int from) {
      start = Long.parseLong(words[from]);
      end = Long.parseLong(words[from + 1]);
      count = Integer.parseInt(words[from + 2]);
    }
  }

  /**
   * Remembers when each was, oldest first, in a ring that grows as it must.
   *
   * <p>Nodes that count together have clocks of their own. An instant a little before the newest
   * counts as the newest, or else each node would forget what the other one counted: one that is
   * ahead as too old, one that is behind as a mistake.
   */
  private static final class RollingSlot extends Slot {

    /**
     * By how much clocks may differ: more than those do that are kept in time, and no longer than
     * anybody minds to wait after one was set back.
     */
    private static final long SKEW = Duration.ofSeconds(3).toNanos() / 1_000;

    private final long length;
    private long[] ring = new long[1];
    private int head;
    private int size;

    private RollingSlot(LimitWindow.Rolling rolling) {
      super(rolling);
      this.length = rolling.length().toNanos() / 1_000;
    }

    @Override
    long waitFor(int permits, long at) {
      forget(at);
      return size < permits ? 0 : Math.max(1, time(size - permits) + length - at);
    }

    private void forget(long at) {
      while (size > 0 && at - time(0) >= length) {
        head = index(1);
        size--;
      }
      // What lies further ahead than it would count for was noted by a clock that was wrong.
      while (size > 0 && time(size - 1) - at > Math.max(length, SKEW)) {
        size--;
      }
    }

    /** Returns the instant by which one that asks at this instant counts. */
    private long counted(long at) {
      long ahead = size == 0 ? 0 : time(size - 1) - at;
      return ahead > 0 && ahead <= SKEW ? at + ahead : at;
    }

    @Override
    long take(long at) {
      long mark = counted(at);
      makeRoom();
      size++;
      int place = size - 1;
      while (place > 0 && time(place - 1) > mark) {
        set(place, time(place - 1));
        place--;
      }
      set(place, mark);
      return mark;
    }

    @Override
    void giveBack(long mark) {
      int place = size - 1;
      while (place >= 0 && time(place) > mark) {
        place--;
      }
      if (place < 0 || time(place) != mark) {
        return;
      }
      for (; place < size - 1; place++) {
        set(place, time(place + 1));
      }
      size--;
    }

    @Override
    boolean isOver(long at) {
      return size == 0 || at - time(size - 1) >= 2 * length;
    }

    /** Each but the first by how much later it was, which is shorter. */
    @Override
    void write(StringBuilder to) {
      to.append("rolling ").append(Duration.of(length, ChronoUnit.MICROS));
      long before = 0;
      for (int i = 0; i < size; i++) {
        to.append(' ').append(Long.toString(time(i) - before, Character.MAX_RADIX));
        before = time(i);
      }
    }

    @Override
    void read(String[] words, int from) {
      long time = 0;
      for (int i = from; i < words.length; i++) {
        time += Long.parseLong(words[i], Character.MAX_RADIX);
        makeRoom();
        size++;
        set(size - 1, time);
      }
    }

    private void makeRoom() {
      if (size == ring.length) {
        long[] larger = new long[2 * size];
        for (int i = 0; i < size; i++) {
          larger[i] = time(i);
        }
        ring = larger;
        head = 0;
      }
    }

    private long time(int place) {
      return ring[index(place)];
    }

    private void set(int place, long time) {
      ring[index(place)] = time;
    }

    private int index(int place) {
      int sum = head + place;
      return sum >= ring.length ? sum - ring.length : sum;
    }
  }
}
