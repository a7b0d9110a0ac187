package io.notifyjava.http;

import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Calls one provider over HTTP and tells of each call whether the request can have left.
 *
 * <p>Nothing is ever sent twice: no retry, no redirect, no repeat on 408 or 503, no repeat on a
 * connection that died. A caller who wants another attempt makes another call.
 *
 * <p>Thread-safe. Calls block the calling thread and run on it; as many may be in flight as there
 * are threads, each on a connection of its own.
 *
 * @since 0.1.0
 */
public final class HttpExchange implements AutoCloseable {

  private final CallRunner runner;

  private HttpExchange(CallRunner runner) {
    this.runner = runner;
  }

  /** Returns a builder. Only {@link Builder#baseUrl} is required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes the call and waits for the whole answer. Never throws for what the network or the server
   * does.
   *
   * <p>If the calling thread is or gets interrupted, the call ends early as cancelled and the
   * thread's interrupt flag stays set.
   *
   * @param timeLimit for everything: names, connections to this host and its backups, request, and
   *     the answer to its last byte. Zero or less ends at once as not sent; more than a day counts
   *     as a day
   * @return an answer whatever its status, or why there is none
   */
  public HttpOutcome execute(HttpCall call, Duration timeLimit) {
    return runner.execute(call, timeLimit);
  }

  /**
   * Refuses further calls and lets go of idle connections. Calls in flight end by themselves. May
   * be called again. A client given with {@link Builder#httpClient} stays open, connections and
   * all.
   */
  @Override
  public void close() {
    runner.close();
  }

  @Override
  public String toString() {
    return "HttpExchange" + runner.hosts();
  }

  /**
   * Settings of an exchange: how its host is reached, which accounts share, and what only authors
   * of providers decide. Problems name them as the methods are named. Not thread-safe; may be used
   * again after {@link #build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends ConnectionBuilder<Builder> {

    private Builder() {}

    Builder(ExchangeSettings settings) {
      super(settings);
    }

    /**
     * Largest body of an answer, counted after decompression; a larger one is not read further.
     * Default 1 MiB; 1 byte to 64 MiB.
     */
    public Builder maxResponseBytes(int bytes) {
      settings.maxResponseBytes = bytes;
      return this;
    }

    /**
     * How long an unused connection is kept. Should be shorter than the server keeps it: a call on
     * a connection that the server just closed has an unknown outcome. Default 50 s; 1 ms to 1 h.
     * Not beside {@link #httpClient}.
     */
    public Builder keepAlive(Duration time) {
      settings.keepAlive = ExchangeSettings.notNull("keepAlive", time);
      return this;
    }

    /** Takes secrets out of every failure's text. Default: one that knows parameter names only. */
    public Builder redactor(Redactor redactor) {
      settings.redactor = ExchangeSettings.notNull("redactor", redactor);
      return this;
    }

    /**
     * Nanoseconds of elapsed time, for sharing a time limit among hosts. Default {@code
     * System::nanoTime}.
     */
    public Builder ticker(LongSupplier ticker) {
      settings.ticker = ExchangeSettings.notNull("ticker", ticker);
      return this;
    }

    /**
     * Elapsed time by which calls under way run out of time: for tests, which end a call's time at
     * the moment that they mean.
     */
    Builder watchTicker(LongSupplier ticker) {
      settings.watchTicker = ticker;
      return this;
    }

    /**
     * Returns the exchange. Opens no connection.
     *
     * @throws ConfigurationException with all problems, if there are any
     */
    public HttpExchange build() {
      return new HttpExchange(CallRunner.create(settings.copy()));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
