package io.notifyjava.wechat.internal;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.token.TokenKey;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How an account reaches its platform. Not yet checked; {@link #check} does that.
 *
 * @param maxIdleConnections null for the exchange's default
 * @param httpClient the service's own; null for one of ours
 * @param proxy null for the platform's selector
 */
public record Connection(
    String baseUrl,
    List<String> backupUrls,
    boolean allowPlainHttp,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    @Nullable Integer maxIdleConnections,
    @Nullable OkHttpClient httpClient,
    List<X509Certificate> trustedCertificates,
    @Nullable Proxy proxy) {

  /** Longest wait for a connection unless told otherwise. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Longest silence unless told otherwise. */
  public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(5);

  /** Longest wait until more of a request is taken unless told otherwise. */
  public static final Duration DEFAULT_WRITE_TIMEOUT = Duration.ofSeconds(5);

  private static final Pattern PROPERTY = Pattern.compile("^[a-zA-Z]+");

  /** Returns an exchange that is set up so. */
  public HttpExchange.Builder exchange(Redactor redactor) {
    HttpExchange.Builder builder =
        HttpExchange.builder()
            .baseUrl(baseUrl)
            .backupUrls(backupUrls)
            .allowPlainHttp(allowPlainHttp)
            .connectTimeout(connectTimeout)
            .readTimeout(readTimeout)
            .writeTimeout(writeTimeout)
            .trustedCertificates(trustedCertificates)
            .redactor(redactor);
    if (httpClient != null) {
      builder.client(httpClient);
    }
    if (proxy != null) {
      builder.proxy(proxy);
    }
    if (maxIdleConnections != null) {
      builder.maxIdleConnections(maxIdleConnections);
    }
    return builder;
  }

  /**
   * Adds what is wrong, in the names of the settings. Builds an exchange and throws it away: no
   * connection is opened, and the checks stay in one place.
   */
  public void check(List<String> problems) {
    try (HttpExchange unused = exchange(new Redactor(List.of())).build()) {
      Objects.requireNonNull(unused);
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> problems.add(asSetting(problem)));
    }
  }

  /** Turns {@code connectTimeout: …} into {@code connect-timeout: …}. */
  private static String asSetting(String problem) {
    return PROPERTY
        .matcher(problem)
        .replaceFirst(name -> name.group().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  /** Returns the base URL without the slash at the end, so that a path can follow. */
  public String address() {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /**
   * Returns the key of an account's token: a changed secret, another account or another host never
   * shares a token with this one.
   *
   * @param secret null if tokens come from elsewhere
   */
  public TokenKey tokenKey(String account, @Nullable Secret secret) {
    HttpUrl url = HttpUrl.get(baseUrl);
    String platform =
        url.port() == HttpUrl.defaultPort(url.scheme())
            ? url.host()
            : url.host() + ":" + url.port();
    return new TokenKey(
        platform, account, secret == null ? "external" : fingerprint(account, secret));
  }

  /** Keyed by the secret itself, so that the fingerprint is of no use for guessing it elsewhere. */
  private static String fingerprint(String account, Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal(("notify-wechat " + account).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
    }
  }
}
