package io.notifyjava.sms.huawei;

import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up Huawei's short messages in code. Several accounts may live
 * side by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class HuaweiSms {

  /** "Sending SMSs" (sms_05_0001): the mainland's first region. */
  static final String DEFAULT_BASE_URL = "https://smsapi.cn-north-4.myhuaweicloud.com";

  private HuaweiSms() {}

  /** Returns a builder of one application of the service. */
  public static AccountBuilder account() {
    return new AccountBuilder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. {@link
   * #appKey} and {@link #appSecret(String)} are required. Not thread-safe; may be used again after
   * {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class AccountBuilder {

    @Nullable String appKey;
    @Nullable Secret appSecret;
    @Nullable String secretProblem;
    @Nullable String from;
    @Nullable String statusCallback;
    Authentication authentication = Authentication.AK_SK;
    Extend extend = Extend.NONE;
    String baseUrl = DEFAULT_BASE_URL;
    boolean allowPlainHttp;
    Duration connectTimeout = Connection.DEFAULT_CONNECT_TIMEOUT;
    Duration readTimeout = Connection.DEFAULT_READ_TIMEOUT;
    Duration writeTimeout = Connection.DEFAULT_WRITE_TIMEOUT;
    @Nullable Integer maxIdleConnections;
    @Nullable OkHttpClient httpClient;
    List<X509Certificate> trustedCertificates = List.of();
    @Nullable Proxy proxy;

    private AccountBuilder() {}

    /** The application's key (APP_Key); required. */
    public AccountBuilder appKey(String appKey) {
      this.appKey = Objects.requireNonNull(appKey, "appKey");
      return this;
    }

    /** The application's secret (APP_Secret); required. */
    public AccountBuilder appSecret(String appSecret) {
      Objects.requireNonNull(appSecret, "appSecret");
      try {
        return appSecret(Secret.of(appSecret));
      } catch (IllegalArgumentException e) {
        // Told by build() with everything else that is wrong. The text does not repeat the secret.
        this.secretProblem = e.getMessage();
        return this;
      }
    }

    /** The application's secret (APP_Secret); required. */
    public AccountBuilder appSecret(Secret appSecret) {
      this.appSecret = Objects.requireNonNull(appSecret, "appSecret");
      this.secretProblem = null;
      return this;
    }

    /**
     * Number of the channel for templates whose mapping names none, 1 to 21 characters; none by
     * default. The sign belongs to the channel.
     */
    public AccountBuilder from(String from) {
      this.from = Objects.requireNonNull(from, "from");
      return this;
    }

    /** How calls are signed; {@link Authentication#AK_SK} by default. */
    public AccountBuilder authentication(Authentication authentication) {
      this.authentication = Objects.requireNonNull(authentication, "authentication");
      return this;
    }

    /**
     * Where Huawei pushes delivery reports, an http or https address of at most 1,024 characters;
     * by default the address that the console has for the application, and without that nowhere.
     */
    public AccountBuilder statusCallback(String statusCallback) {
      this.statusCallback = Objects.requireNonNull(statusCallback, "statusCallback");
      return this;
    }

    /** What delivery reports repeat; {@link Extend#NONE} by default. */
    public AccountBuilder extend(Extend extend) {
      this.extend = Objects.requireNonNull(extend, "extend");
      return this;
    }

    /**
     * The application's access address, which the console shows; region cn-north-4 by default.
     * Requests are signed for its host, so there are no backups for it.
     */
    public AccountBuilder baseUrl(String baseUrl) {
      this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
      return this;
    }

    /** Whether {@code http:} addresses are allowed, for tests; false by default. */
    public AccountBuilder allowPlainHttp(boolean allowPlainHttp) {
      this.allowPlainHttp = allowPlainHttp;
      return this;
    }

    /** Longest wait for a connection to one address; 1 ms to 1 h, 3 s by default. */
    public AccountBuilder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
      return this;
    }

    /** Longest silence while an answer is awaited; 1 ms to 1 h, 5 s by default. */
    public AccountBuilder readTimeout(Duration readTimeout) {
      this.readTimeout = Objects.requireNonNull(readTimeout, "readTimeout");
      return this;
    }

    /** Longest wait until more of a request is taken; 1 ms to 1 h, 5 s by default. */
    public AccountBuilder writeTimeout(Duration writeTimeout) {
      this.writeTimeout = Objects.requireNonNull(writeTimeout, "writeTimeout");
      return this;
    }

    /**
     * Connections that are kept open between calls, 0 to 100,000, 256 by default: as many as calls
     * may be under way at once. Not beside {@link #httpClient}, which has its own.
     */
    public AccountBuilder maxIdleConnections(int maxIdleConnections) {
      this.maxIdleConnections = maxIdleConnections;
      return this;
    }

    /**
     * The service's own client, whose connections, proxy and TLS settings are used; it is not
     * changed and never shut down. None by default: the account has its own.
     */
    public AccountBuilder httpClient(OkHttpClient httpClient) {
      this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
      return this;
    }

    /** Certificates that are trusted beside the platform's; none by default. */
    public AccountBuilder trustedCertificates(Collection<X509Certificate> trustedCertificates) {
      this.trustedCertificates = List.copyOf(trustedCertificates);
      return this;
    }

    /** Proxy for all calls; the platform's proxy selector by default. */
    public AccountBuilder proxy(Proxy proxy) {
      this.proxy = Objects.requireNonNull(proxy, "proxy");
      return this;
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new Config(this);
    }
  }
}
