package io.notifyjava.testkit.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server thinks before each answer: nothing, a fixed time, or log-normal.
 *
 * <p>The n-th draw depends on the seed and on n alone, so a run can be repeated. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Latency {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(us|ms|s)");
  private static final Pattern LOG_NORMAL =
      Pattern.compile("lognormal:([^,]{1,20}),(\\d{1,3}(?:\\.\\d{1,9})?)");

  private final long medianNanos;
  private final double sigma;
  private final long seed;
  private final AtomicLong draws = new AtomicLong();

  private Latency(Duration median, double sigma, long seed) {
    requireNonNull(median, "median");
    if (median.isNegative() || median.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "a latency lies between zero and one hour, but was " + median);
    }
    if (!(sigma >= 0 && sigma <= 10)) {
      throw new IllegalArgumentException("sigma lies between 0 and 10, but was " + sigma);
    }
    this.medianNanos = median.toNanos();
    this.sigma = sigma;
    this.seed = seed;
  }

  /** Answers at once. */
  public static Latency none() {
    return fixed(Duration.ZERO);
  }

  /** The same time for every answer, zero to one hour. */
  public static Latency fixed(Duration time) {
    return new Latency(time, 0, 0);
  }

  /**
   * Draws from a log-normal distribution, the usual shape of answer times: half of them below the
   * median, a long tail above.
   *
   * @param median zero to one hour
   * @param sigma standard deviation of the logarithm, 0 to 10; at 0.5 the 99th percentile is about
   *     three times the median
   * @param seed the same seed gives the same draws
   */
  public static Latency logNormal(Duration median, double sigma, long seed) {
    return new Latency(median, sigma, seed);
  }

  /**
   * Reads a command-line form: {@code 0}, {@code 20ms}, {@code 500us}, {@code 2s}, or {@code
   * lognormal:50ms,0.5} with median and sigma.
   *
   * @param text one of these forms
   * @param seed for the log-normal form
   * @throws IllegalArgumentException for anything else
   */
  public static Latency parse(String text, long seed) {
    String plain = text.trim().toLowerCase(Locale.ROOT);
    Matcher shape = LOG_NORMAL.matcher(plain);
    if (shape.matches()) {
      return logNormal(duration(shape.group(1), text), Double.parseDouble(shape.group(2)), seed);
    }
    return fixed(duration(plain, text));
  }

  private static Duration duration(String part, String whole) {
    if (part.equals("0")) {
      return Duration.ZERO;
    }
    Matcher time = TIME.matcher(part);
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "a latency is written as 0, 500us, 20ms, 2s or lognormal:50ms,0.5, but was \""
              + whole
              + "\"");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "us" -> Duration.ofNanos(number * 1_000);
      case "ms" -> Duration.ofMillis(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /** The next draw in nanoseconds, zero or more, at most one hour. */
  public long nextNanos() {
    if (sigma == 0 || medianNanos == 0) {
      return medianNanos;
    }
    SplittableRandom random = new SplittableRandom(seed + draws.getAndIncrement());
    double factor = Math.exp(sigma * random.nextGaussian());
    return (long) Math.min(medianNanos * factor, (double) Duration.ofHours(1).toNanos());
  }

  @Override
  public String toString() {
    String median = Duration.ofNanos(medianNanos).toString();
    return sigma == 0 ? "fixed " + median : "log-normal " + median + ", sigma " + sigma;
  }
}
