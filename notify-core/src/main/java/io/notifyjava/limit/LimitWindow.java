package io.notifyjava.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/**
 * The time over which messages are counted.
 *
 * <p>A calendar window begins anew at the full minute, at the full hour or at midnight, as vendors
 * count. A rolling window reaches back from each message, so that no stretch of its length,
 * wherever it is laid, holds more than the limit.
 *
 * @since 0.1.0
 */
public sealed interface LimitWindow {

  /**
   * The zone by which the Chinese vendors count days; minutes and hours begin with it where they
   * begin in UTC.
   */
  ZoneId VENDOR_ZONE = ZoneId.of("Asia/Shanghai");

  /** Returns how long the window is; of a calendar day 24 hours, whatever its zone does. */
  Duration length();

  /** Returns the full minute in {@link #VENDOR_ZONE}. */
  static LimitWindow minute() {
    return new Calendar(ChronoUnit.MINUTES, VENDOR_ZONE);
  }

  /** Returns the full hour in {@link #VENDOR_ZONE}. */
  static LimitWindow hour() {
    return new Calendar(ChronoUnit.HOURS, VENDOR_ZONE);
  }

  /** Returns the day that ends at midnight in {@link #VENDOR_ZONE}. */
  static LimitWindow day() {
    return day(VENDOR_ZONE);
  }

  /** Returns the day that ends at midnight in this zone. */
  static LimitWindow day(ZoneId zone) {
    return new Calendar(ChronoUnit.DAYS, zone);
  }

  /** Returns any second, wherever it begins. */
  static LimitWindow second() {
    return rolling(Duration.ofSeconds(1));
  }

  /**
   * Returns a window that reaches back from each message.
   *
   * @param length 1 ms to 366 days
   */
  static LimitWindow rolling(Duration length) {
    return new Rolling(length);
  }

  /**
   * A window that begins and ends by the calendar.
   *
   * @param unit minutes, hours or days
   * @param zone whose minutes, hours or days
   */
  record Calendar(ChronoUnit unit, ZoneId zone) implements LimitWindow {

    public Calendar {
      Objects.requireNonNull(zone, "zone");
      if (unit != ChronoUnit.MINUTES && unit != ChronoUnit.HOURS && unit != ChronoUnit.DAYS) {
        throw new IllegalArgumentException(
            "A calendar window must be of MINUTES, HOURS or DAYS, but was of "
                + Objects.requireNonNull(unit, "unit").name()
                + "; use rolling(Duration) for others");
      }
    }

    @Override
    public Duration length() {
      return unit.getDuration();
    }

    /** Returns the first instant of the window in which this instant lies. */
    public Instant startOf(Instant at) {
      return unit == ChronoUnit.DAYS
          ? date(at).atStartOfDay(zone).toInstant()
          : ZonedDateTime.ofInstant(at, zone).truncatedTo(unit).toInstant();
    }

    /** Returns the first instant after the window in which this instant lies. */
    public Instant endOf(Instant at) {
      return unit == ChronoUnit.DAYS
          ? date(at).plusDays(1).atStartOfDay(zone).toInstant()
          : startOf(at).plus(length());
    }

    private LocalDate date(Instant at) {
      return LocalDate.ofInstant(at, zone);
    }

    @Override
    public String toString() {
      return switch (unit) {
        case MINUTES -> "minute";
        case HOURS -> "hour";
        default -> "day in " + zone;
      };
    }
  }

  /**
   * A window that reaches back from each message. A message counts until it is as old as the window
   * is long, and not at that instant any more.
   *
   * @param length 1 ms to 366 days
   */
  record Rolling(Duration length) implements LimitWindow {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    public Rolling {
      if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "A rolling window must be 1 ms to 366 days long, but was " + length);
      }
    }

    @Override
    public String toString() {
      return length.toString().substring(2).toLowerCase(Locale.ROOT);
    }
  }
}
