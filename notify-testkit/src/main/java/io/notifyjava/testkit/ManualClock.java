package io.notifyjava.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Time that stands still until a test moves it: a wall clock, and the ticker that belongs to it.
 *
 * <p>{@link #advance} lets time pass, so both move. {@link #jump} and {@link #set} correct the wall
 * clock only, as an NTP step or a daylight-saving mistake does, so code that measures elapsed time
 * with the wall clock shows itself. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManualClock extends Clock {

  /** Where a new clock stands unless told otherwise: 2026-01-01, midnight UTC. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Time time;
  private final ZoneId zone;

  private ManualClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /** Creates a clock that stands at {@link #START}, in UTC. */
  public ManualClock() {
    this(new Time(START), ZoneOffset.UTC);
  }

  /** Returns a clock that stands at an instant, in UTC. */
  public static ManualClock at(Instant instant) {
    ManualClock clock = new ManualClock();
    clock.set(instant);
    return clock;
  }

  /**
   * Lets time pass: the wall clock and the ticker move together.
   *
   * @throws IllegalArgumentException if the time is negative; use {@link #jump} to set the wall
   *     clock back
   */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "Elapsed time never runs backwards, but advance was given "
              + step
              + "; use jump to set the wall clock back");
    }
    long nanos = step.toNanos();
    time.move(step, nanos);
  }

  /** Moves the wall clock alone, forwards or, with a negative time, backwards. */
  public void jump(Duration step) {
    time.move(step, 0);
  }

  /** Sets the wall clock alone. */
  public void set(Instant instant) {
    time.set(requireNonNull(instant, "instant"));
  }

  /** Returns the nanoseconds that were advanced since the clock was made; starts at zero. */
  public LongSupplier ticker() {
    return time::ticks;
  }

  @Override
  public Instant instant() {
    return time.wall();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** Returns the same clock in another zone: moving one moves the other. */
  @Override
  public ManualClock withZone(ZoneId zone) {
    return new ManualClock(time, requireNonNull(zone, "zone"));
  }

  /** Two clocks are equal if they are moved together and show one zone. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ManualClock that && time == that.time && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(time) + zone.hashCode();
  }

  @Override
  public String toString() {
    return "ManualClock[" + instant() + ", " + zone + "]";
  }

  /** Wall clock and ticker under one lock, so that neither is seen moved without the other. */
  private static final class Time {

    private Instant wall;
    private long ticks;

    private Time(Instant wall) {
      this.wall = wall;
    }

    private synchronized void move(Duration step, long nanos) {
      wall = wall.plus(step);
      ticks += nanos;
    }

    private synchronized void set(Instant instant) {
      wall = instant;
    }

    private synchronized Instant wall() {
      return wall;
    }

    private synchronized long ticks() {
      return ticks;
    }
  }
}
