package io.notifyjava.http;

import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;

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
   * be called again. A client given with {@link Builder#client} stays open, connections and all.
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
   * Settings of an exchange. Not thread-safe; may be used again after {@link #build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final ExchangeSettings settings = new ExchangeSettings();

    private Builder() {}

    /**
     * Where the provider listens, such as {@code https://api.weixin.qq.com}. Required. A port and a
     * path in front of every call's own are allowed; user-info, query and fragment are not.
     */
    public Builder baseUrl(String url) {
      settings.baseUrl = ExchangeSettings.notNull("baseUrl", url);
      return this;
    }

    /**
     * Other hosts of the same provider, called in order when the host before certainly got nothing:
     * no name, no connection, no TLS session. All within the same time limit. Default none.
     */
    public Builder backupUrls(List<String> urls) {
      settings.backupUrls = List.copyOf(urls);
      return this;
    }

    /** Allows {@code http:} URLs, for tests against a server of one's own. Default false. */
    public Builder allowPlainHttp(boolean allow) {
      settings.allowPlainHttp = allow;
      return this;
    }

    /** Longest wait for a name, and for a connection to one address. Default 3 s; 1 ms to 1 h. */
    public Builder connectTimeout(Duration timeout) {
      settings.connectTimeout = ExchangeSettings.notNull("connectTimeout", timeout);
      return this;
    }

    /**
     * Longest silence of the server while an answer is awaited or read; the whole call is bounded
     * by its time limit. Default 5 s; 1 ms to 1 h.
     */
    public Builder readTimeout(Duration timeout) {
      settings.readTimeout = ExchangeSettings.notNull("readTimeout", timeout);
      return this;
    }

    /** Longest wait until the server takes more of the request. Default 5 s; 1 ms to 1 h. */
    public Builder writeTimeout(Duration timeout) {
      settings.writeTimeout = ExchangeSettings.notNull("writeTimeout", timeout);
      return this;
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
     * How many unused connections are kept open. Should be as many as calls may be in flight, or
     * connections are opened and closed all the time. Default 256; 0 to 100,000.
     */
    public Builder maxIdleConnections(int connections) {
      settings.maxIdleConnections = connections;
      return this;
    }

    /**
     * How long an unused connection is kept. Should be shorter than the server keeps it: a call on
     * a connection that the server just closed has an unknown outcome. Default 50 s; 1 ms to 1 h.
     */
    public Builder keepAlive(Duration time) {
      settings.keepAlive = ExchangeSettings.notNull("keepAlive", time);
      return this;
    }

    /**
     * The caller's own client, whose connections, proxy, interceptors, listeners, DNS and TLS
     * settings are used. Its retries, redirects, cache and authenticator are switched off and its
     * time limits replaced by those set here, all on a copy: the client itself is not changed and
     * never shut down. Excludes {@link #trustedCertificates}, {@link #proxy}, {@link
     * #maxIdleConnections} and {@link #keepAlive}, which belong to the client then. Default none.
     */
    public Builder client(OkHttpClient client) {
      settings.client = ExchangeSettings.notNull("client", client);
      return this;
    }

    /**
     * Certificates that are trusted beside those of the platform, such as a company's own
     * authority. There is no switch that trusts everything. Default none.
     */
    public Builder trustedCertificates(Collection<X509Certificate> certificates) {
      settings.trustedCertificates = List.copyOf(certificates);
      return this;
    }

    /** The proxy to use. Default: what the platform's proxy selector says. */
    public Builder proxy(Proxy proxy) {
      settings.proxy = ExchangeSettings.notNull("proxy", proxy);
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
      return new HttpExchange(CallRunner.create(settings));
    }
  }
}
