package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Connection;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all accounts share: how their platform is reached. The names are those of
 * the configuration keys. Not thread-safe.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract class ConnectionBuilder<B extends ConnectionBuilder<B>> {

  private String baseUrl;
  private List<String> backupUrls = List.of();
  private boolean allowPlainHttp;
  private Duration connectTimeout = Connection.DEFAULT_CONNECT_TIMEOUT;
  private Duration readTimeout = Connection.DEFAULT_READ_TIMEOUT;
  private Duration writeTimeout = Connection.DEFAULT_WRITE_TIMEOUT;
  private @Nullable Integer maxIdleConnections;
  private @Nullable OkHttpClient httpClient;
  private List<X509Certificate> trustedCertificates = List.of();
  private @Nullable Proxy proxy;

  /**
   * For the builders of this module.
   *
   * @param baseUrl where the platform is unless told otherwise
   */
  protected ConnectionBuilder(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Where the platform is; its public address by default. */
  public B baseUrl(String baseUrl) {
    this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
    return self();
  }

  /** Hosts to try in order when the one before certainly got nothing; none by default. */
  public B backupUrls(List<String> backupUrls) {
    this.backupUrls = List.copyOf(backupUrls);
    return self();
  }

  /** Whether {@code http:} addresses are allowed, for tests; false by default. */
  public B allowPlainHttp(boolean allowPlainHttp) {
    this.allowPlainHttp = allowPlainHttp;
    return self();
  }

  /** Longest wait for a connection to one address; 1 ms to 1 h, 3 s by default. */
  public B connectTimeout(Duration connectTimeout) {
    this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    return self();
  }

  /** Longest silence while an answer is awaited; 1 ms to 1 h, 5 s by default. */
  public B readTimeout(Duration readTimeout) {
    this.readTimeout = Objects.requireNonNull(readTimeout, "readTimeout");
    return self();
  }

  /** Longest wait until more of a request is taken; 1 ms to 1 h, 5 s by default. */
  public B writeTimeout(Duration writeTimeout) {
    this.writeTimeout = Objects.requireNonNull(writeTimeout, "writeTimeout");
    return self();
  }

  /**
   * Connections that are kept open between calls, 0 to 100,000, 256 by default: as many as calls
   * may be under way at once. Not beside {@link #httpClient}, which has its own.
   */
  public B maxIdleConnections(int maxIdleConnections) {
    this.maxIdleConnections = maxIdleConnections;
    return self();
  }

  /**
   * The service's own client, whose connections, proxy and TLS settings are used; it is not changed
   * and never shut down. None by default: the account has its own.
   */
  public B httpClient(OkHttpClient httpClient) {
    this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
    return self();
  }

  /** Certificates that are trusted beside the platform's; none by default. */
  public B trustedCertificates(Collection<X509Certificate> trustedCertificates) {
    this.trustedCertificates = List.copyOf(trustedCertificates);
    return self();
  }

  /** Proxy for all calls; the platform's proxy selector by default. */
  public B proxy(Proxy proxy) {
    this.proxy = Objects.requireNonNull(proxy, "proxy");
    return self();
  }

  /** Returns what was told, for the module's own use. */
  protected final Connection connection() {
    return new Connection(
        baseUrl,
        backupUrls,
        allowPlainHttp,
        connectTimeout,
        readTimeout,
        writeTimeout,
        maxIdleConnections,
        httpClient,
        trustedCertificates,
        proxy);
  }

  /** Returns this builder. */
  protected abstract B self();
}
