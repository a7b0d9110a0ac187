package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
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
 * What the builders of both interfaces share. The names are those of the configuration keys. Not
 * thread-safe; may be used again after {@code build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract class XuanwuAccountBuilder<B extends XuanwuAccountBuilder<B>> {

  final List<String> problems = new ArrayList<>();
  final Connection.Parts connection = new Connection.Parts();
  @Nullable String account;
  @Nullable Secret password;
  @Nullable String passwordProblem;
  SignPlacement signPlacement = SignPlacement.NONE;
  @Nullable String signName;
  int maxNumbers = 100;
  int maxTextLength = 500;

  XuanwuAccountBuilder() {}

  /** The account's name; {@code account@enterprise} for the cgi-bin interface. Required. */
  public B account(String account) {
    this.account = Objects.requireNonNull(account, "account");
    return self();
  }

  /** The account's password; required. */
  public B password(String password) {
    Objects.requireNonNull(password, "password");
    try {
      return password(Secret.of(password));
    } catch (IllegalArgumentException e) {
      // Told by build() with everything else that is wrong. The text does not repeat the password.
      this.passwordProblem = e.getMessage();
      return self();
    }
  }

  /** The account's password; required. */
  public B password(Secret password) {
    this.password = Objects.requireNonNull(password, "password");
    this.passwordProblem = null;
    return self();
  }

  /** Where the contract says that the interface is, without its path; required. */
  public B baseUrl(String baseUrl) {
    connection.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
    return self();
  }

  /**
   * Whether {@code http:} addresses are allowed: password, numbers and texts then travel for
   * everybody on the way to read. Public clients know the cgi-bin interface in no other way. False
   * by default.
   */
  public B allowPlainHttp(boolean allowPlainHttp) {
    connection.allowPlainHttp = allowPlainHttp;
    return self();
  }

  /** Where the sign name stands; {@link SignPlacement#NONE} by default. */
  public B signPlacement(SignPlacement signPlacement) {
    this.signPlacement = Objects.requireNonNull(signPlacement, "signPlacement");
    return self();
  }

  /**
   * The sign name of templates whose mapping has none; brackets around it are taken off. None by
   * default.
   */
  public B signName(String signName) {
    this.signName = Objects.requireNonNull(signName, "signName");
    return self();
  }

  /**
   * How many numbers one call carries at most, 1 to 10,000. 100 by default, which two clients agree
   * on; another one sends 10,000 to cgi-bin.
   */
  public B maxNumbers(int maxNumbers) {
    this.maxNumbers = maxNumbers;
    return self();
  }

  /**
   * Longest text with its sign name, in UTF-16 units, 1 to 1,000; 500 by default. Xuanwu's own
   * limit is not known.
   */
  public B maxTextLength(int maxTextLength) {
    this.maxTextLength = maxTextLength;
    return self();
  }

  /** Hosts to try in order when the one before certainly got nothing; none by default. */
  public B backupUrls(List<String> backupUrls) {
    connection.backupUrls = List.copyOf(backupUrls);
    return self();
  }

  /** Longest wait for a connection to one address; 1 ms to 1 h, 3 s by default. */
  public B connectTimeout(Duration connectTimeout) {
    connection.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    return self();
  }

  /** Longest silence while an answer is awaited; 1 ms to 1 h, 5 s by default. */
  public B readTimeout(Duration readTimeout) {
    connection.readTimeout = Objects.requireNonNull(readTimeout, "readTimeout");
    return self();
  }

  /** Longest wait until more of a request is taken; 1 ms to 1 h, 5 s by default. */
  public B writeTimeout(Duration writeTimeout) {
    connection.writeTimeout = Objects.requireNonNull(writeTimeout, "writeTimeout");
    return self();
  }

  /**
   * Connections that are kept open between calls, 0 to 100,000, 256 by default: as many as calls
   * may be under way at once. Not beside {@link #httpClient}, which has its own.
   */
  public B maxIdleConnections(int maxIdleConnections) {
    connection.maxIdleConnections = maxIdleConnections;
    return self();
  }

  /**
   * The service's own client, whose connections, proxy and TLS settings are used; it is not changed
   * and never shut down. None by default: the account has its own.
   */
  public B httpClient(OkHttpClient httpClient) {
    connection.httpClient = Objects.requireNonNull(httpClient, "httpClient");
    return self();
  }

  /** Certificates that are trusted beside the platform's; none by default. */
  public B trustedCertificates(Collection<X509Certificate> trustedCertificates) {
    connection.trustedCertificates = List.copyOf(trustedCertificates);
    return self();
  }

  /** Proxy for all calls; the platform's proxy selector by default. */
  public B proxy(Proxy proxy) {
    connection.proxy = Objects.requireNonNull(proxy, "proxy");
    return self();
  }

  /**
   * Returns the account, for {@code Notifier.builder()}.
   *
   * @throws ConfigurationException with every problem at once
   */
  public abstract ProviderSetup build();

  /** Notes a problem that is told by {@link #build()} with the others. */
  final B problem(String problem) {
    problems.add(problem);
    return self();
  }

  /** Returns this builder. */
  abstract B self();
}
