package io.notifyjava.wechat;

import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenSource;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up their official accounts in code. Several accounts may live
 * side by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class WeChat {

  private WeChat() {}

  /** Returns a builder of one official account. */
  public static AccountBuilder account() {
    return new AccountBuilder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. {@link
   * #appId} and one of {@link #appSecret(String)} and {@link #tokenSource} are required. Not
   * thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class AccountBuilder {

    final List<String> problems = new ArrayList<>();
    @Nullable String appId;
    @Nullable Secret appSecret;
    @Nullable String secretProblem;
    @Nullable TokenSource tokenSource;
    TokenMode tokenMode = TokenMode.STABLE;
    String baseUrl = WeChatConfig.DEFAULT_BASE_URL;
    List<String> backupUrls = List.of();
    boolean allowPlainHttp;
    Duration connectTimeout = WeChatConfig.DEFAULT_CONNECT_TIMEOUT;
    Duration readTimeout = WeChatConfig.DEFAULT_READ_TIMEOUT;
    Duration writeTimeout = WeChatConfig.DEFAULT_WRITE_TIMEOUT;
    @Nullable Integer maxIdleConnections;
    @Nullable Integer maxTextBytes;
    Duration resendWindow = WeChatConfig.LONGEST_RESEND_WINDOW;
    @Nullable OkHttpClient httpClient;
    List<X509Certificate> trustedCertificates = List.of();
    @Nullable Proxy proxy;

    private AccountBuilder() {}

    /** The account's id, such as {@code wx0123456789abcdef}; required. */
    public AccountBuilder appId(String appId) {
      this.appId = Objects.requireNonNull(appId, "appId");
      return this;
    }

    /** The account's secret; required unless a {@link #tokenSource} is given. */
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

    /** The account's secret; required unless a {@link #tokenSource} is given. */
    public AccountBuilder appSecret(Secret appSecret) {
      this.appSecret = Objects.requireNonNull(appSecret, "appSecret");
      this.secretProblem = null;
      return this;
    }

    /**
     * Where access tokens come from instead of WeChat, for services that renew them elsewhere; none
     * by default. Its tokens are cached like others, and asked for anew when WeChat refuses one.
     */
    public AccountBuilder tokenSource(TokenSource tokenSource) {
      this.tokenSource = Objects.requireNonNull(tokenSource, "tokenSource");
      return this;
    }

    /** How access tokens are fetched; {@link TokenMode#STABLE} by default. */
    public AccountBuilder tokenMode(TokenMode tokenMode) {
      this.tokenMode = Objects.requireNonNull(tokenMode, "tokenMode");
      return this;
    }

    /** Where WeChat is; {@code https://api.weixin.qq.com} by default. */
    public AccountBuilder baseUrl(String baseUrl) {
      this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
      return this;
    }

    /**
     * Hosts to try in order when the one before certainly got nothing; none by default. WeChat
     * names {@code https://api2.weixin.qq.com} for disasters.
     */
    public AccountBuilder backupUrls(List<String> backupUrls) {
      this.backupUrls = List.copyOf(backupUrls);
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

    /** Longest silence of WeChat while its answer is awaited; 1 ms to 1 h, 5 s by default. */
    public AccountBuilder readTimeout(Duration readTimeout) {
      this.readTimeout = Objects.requireNonNull(readTimeout, "readTimeout");
      return this;
    }

    /** Longest wait until WeChat takes more of a request; 1 ms to 1 h, 5 s by default. */
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
     * Longest text of a customer-service message in bytes of UTF-8, 1 or more; no limit by default.
     * WeChat has one (error 45002) and does not publish it; 2,048 is often named.
     */
    public AccountBuilder maxTextBytes(int maxTextBytes) {
      this.maxTextBytes = maxTextBytes;
      return this;
    }

    /**
     * For how long after its first request a template message with a key may be repeated when its
     * outcome is unknown; zero to 10 minutes, which is the default and what WeChat promises for
     * {@code client_msg_id}.
     */
    public AccountBuilder resendWindow(Duration resendWindow) {
      this.resendWindow = Objects.requireNonNull(resendWindow, "resendWindow");
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
      return new WeChatConfig(this);
    }

    /** Notes a problem that is told by {@link #build()} with the others. */
    AccountBuilder problem(String problem) {
      problems.add(problem);
      return this;
    }
  }
}
