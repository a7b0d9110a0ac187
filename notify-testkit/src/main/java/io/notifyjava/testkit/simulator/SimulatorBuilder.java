package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.Latency;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sets a simulator up: what all of them have. May be used again after {@link #start()}; not
 * thread-safe.
 *
 * @param <B> the builder itself
 * @since 0.1.0
 */
public abstract class SimulatorBuilder<B extends SimulatorBuilder<B>> {

  static final Duration LONGEST_LIFETIME = Duration.ofHours(2);

  private int port;
  private Latency latency = Latency.none();
  private @Nullable SSLContext tls;
  Clock clock = Clock.systemUTC();
  LongSupplier ticker = System::nanoTime;
  Duration tokenLifetime = LONGEST_LIFETIME;
  boolean watchDuplicates = true;
  int recentRequests = 256;
  boolean controlEndpoints;
  long seed = 1;

  SimulatorBuilder() {}

  abstract B self();

  /**
   * Starts serving.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public abstract Simulator start();

  /** The TCP port, 0 to 65535; default 0, any free one. */
  public B port(int value) {
    this.port = value;
    return self();
  }

  /** How long the platform thinks before each answer; default not at all. */
  public B latency(Latency value) {
    this.latency = requireNonNull(value, "latency");
    return self();
  }

  /** Serves HTTPS with this context's key; default plain HTTP. */
  public B tls(SSLContext value) {
    this.tls = requireNonNull(value, "tls");
    return self();
  }

  /** Wall time, for days, minutes and request ids; default the system's clock. */
  public B clock(Clock value) {
    this.clock = requireNonNull(value, "clock");
    return self();
  }

  /**
   * Elapsed nanoseconds from any origin, for lifetimes and windows; default {@link
   * System#nanoTime}. Latency and delays stay real time.
   */
  public B ticker(LongSupplier nanos) {
    this.ticker = requireNonNull(nanos, "ticker");
    return self();
  }

  /** How long tokens live, one second to 7200 s; default 7200 s. */
  public B tokenLifetime(Duration value) {
    this.tokenLifetime = checkedLifetime(value);
    return self();
  }

  /** Whether to notice messages that arrive twice, at 11 to 22 bytes for each; default true. */
  public B watchDuplicates(boolean value) {
    this.watchDuplicates = value;
    return self();
  }

  /** How many of the last calls {@link Simulator#recent()} keeps; default 256, 0 for none. */
  public B recentRequests(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "recentRequests is zero or more, but was " + value + "; use 0 to keep none");
    }
    this.recentRequests = value;
    return self();
  }

  /**
   * Whether the paths under {@code /_sim/} are served too, by which another process steers the
   * simulator; default false. The module's README lists them.
   */
  public B controlEndpoints(boolean value) {
    this.controlEndpoints = value;
    return self();
  }

  /** Where token values, request ids and message ids start; default 1. */
  public B seed(long value) {
    this.seed = value;
    return self();
  }

  /** A server that has what was said here and no handler yet. */
  final WireServer.Builder wire() {
    WireServer.Builder wire = WireServer.builder().port(port).latency(latency);
    return tls == null ? wire : wire.tls(tls);
  }

  static Duration checkedLifetime(Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "a token lives between one second and 7200 s, but was given " + value);
    }
    return value;
  }

  static int positive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is above zero, but was " + value);
    }
    return value;
  }
}
