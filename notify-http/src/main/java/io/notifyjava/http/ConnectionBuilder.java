package io.notifyjava.http;

import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * What the builders of all accounts that speak HTTP share: how their provider is reached. The names
 * are those of the configuration keys, which {@link ConnectionKeys} reads; {@code httpClient},
 * {@code trustedCertificates} and {@code proxy} are set in code only.
 *
 * <p>For authors of providers: extend it, and take {@link #connection()} in {@code build()}. A
 * setter refuses null and nothing else; {@link ConnectionSettings#check} tells what is wrong, all
 * at once. Not thread-safe; may be used again after {@code build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
// B has no bound on purpose: with one, its methods would return this class after erasure, and every
// application that sets an account up would name this module in its class files.
public abstract class ConnectionBuilder<B> {

  final ExchangeSettings settings;

  ConnectionBuilder(ExchangeSettings settings) {
    this.settings = settings;
  }

  /** For providers that are somewhere else for each account: {@link #baseUrl} is required then. */
  protected ConnectionBuilder() {
    this(new ExchangeSettings());
  }

  /**
   * For providers with a public address.
   *
   * @param baseUrl where the provider is unless told otherwise
   */
  protected ConnectionBuilder(String baseUrl) {
    this();
    settings.baseUrl = ExchangeSettings.notNull("baseUrl", baseUrl);
  }

  /**
   * Where the provider is, such as {@code https://api.weixin.qq.com}; its public address by
   * default, required where there is none. A port and a path in front of every call's own are
   * allowed; user-info, query and fragment are not.
   */
  public B baseUrl(String baseUrl) {
    settings.baseUrl = ExchangeSettings.notNull("baseUrl", baseUrl);
    return self();
  }

  /**
   * Other hosts of the same provider, called in order when the one before certainly got nothing: no
   * name, no connection, no TLS session. All within the same time limit. None by default.
   */
  public B backupUrls(List<String> backupUrls) {
    settings.backupUrls = List.copyOf(backupUrls);
    return self();
  }

  /**
   * Whether {@code http:} addresses are allowed, over which everybody on the way can read what is
   * sent; for tests, and for providers that offer nothing better. False by default.
   */
  public B allowPlainHttp(boolean allowPlainHttp) {
    settings.allowPlainHttp = allowPlainHttp;
    return self();
  }

  /** Longest wait for a name, and for a connection to one address; 1 ms to 1 h, 3 s by default. */
  public B connectTimeout(Duration connectTimeout) {
    settings.connectTimeout = ExchangeSettings.notNull("connectTimeout", connectTimeout);
    return self();
  }

  /**
   * Longest silence while an answer is awaited or read; 1 ms to 1 h, 5 s by default. The whole call
   * is bounded by the time limit of its attempt.
   */
  public B readTimeout(Duration readTimeout) {
    settings.readTimeout = ExchangeSettings.notNull("readTimeout", readTimeout);
    return self();
  }

  /** Longest wait until more of a request is taken; 1 ms to 1 h, 5 s by default. */
  public B writeTimeout(Duration writeTimeout) {
    settings.writeTimeout = ExchangeSettings.notNull("writeTimeout", writeTimeout);
    return self();
  }

  /**
   * Connections that are kept open between calls, 0 to 100,000, 256 by default. Should be as many
   * as calls may be under way at once, or connections are opened and closed all the time. Not
   * beside {@link #httpClient}, which has its own.
   */
  public B maxIdleConnections(int maxIdleConnections) {
    settings.maxIdleConnections = maxIdleConnections;
    return self();
  }

  /**
   * The service's own client, whose connections, proxy, interceptors, listeners, DNS and TLS
   * settings are used; none by default. Its retries, redirects, cache and authenticator are off and
   * its time limits replaced by those set here, all on a copy: the client itself is not changed and
   * never shut down. Excludes {@link #trustedCertificates}, {@link #proxy} and {@link
   * #maxIdleConnections}, which belong to the client then.
   */
  public B httpClient(OkHttpClient httpClient) {
    settings.client = ExchangeSettings.notNull("httpClient", httpClient);
    return self();
  }

  /**
   * Certificates that are trusted beside the platform's, such as a company's own authority; none by
   * default. There is no switch that trusts everything.
   */
  public B trustedCertificates(Collection<X509Certificate> trustedCertificates) {
    settings.trustedCertificates = List.copyOf(trustedCertificates);
    return self();
  }

  /** Proxy for all calls; the platform's proxy selector by default. */
  public B proxy(Proxy proxy) {
    settings.proxy = ExchangeSettings.notNull("proxy", proxy);
    return self();
  }

  /** Returns what was told so far; not checked, and not changed by later calls of this builder. */
  protected final ConnectionSettings connection() {
    return new ConnectionSettings(settings.copy());
  }

  /** Returns this builder. */
  protected abstract B self();
}
