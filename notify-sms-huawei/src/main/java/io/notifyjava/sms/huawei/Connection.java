package io.notifyjava.sms.huawei;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How an account reaches Huawei. Not yet checked; {@link #check} does that.
 *
 * @param maxIdleConnections null for the exchange's default
 * @param httpClient the service's own; null for one of ours
 * @param proxy null for the platform's selector
 */
record Connection(
    String baseUrl,
    boolean allowPlainHttp,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    @Nullable Integer maxIdleConnections,
    @Nullable OkHttpClient httpClient,
    List<X509Certificate> trustedCertificates,
    @Nullable Proxy proxy) {

  static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);
  static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(5);
  static final Duration DEFAULT_WRITE_TIMEOUT = Duration.ofSeconds(5);

  private static final Pattern PROPERTY = Pattern.compile("^[a-zA-Z]+");

  static Connection of(HuaweiSms.AccountBuilder given) {
    return new Connection(
        given.baseUrl,
        given.allowPlainHttp,
        given.connectTimeout,
        given.readTimeout,
        given.writeTimeout,
        given.maxIdleConnections,
        given.httpClient,
        given.trustedCertificates,
        given.proxy);
  }

  HttpExchange.Builder exchange(Redactor redactor) {
    HttpExchange.Builder builder =
        HttpExchange.builder()
            .baseUrl(baseUrl)
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
  void check(List<String> problems) {
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
  String address() {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /** Returns the path of the base URL without the slash at the end; empty if there is none. */
  String basePath() {
    String path = HttpUrl.get(baseUrl).encodedPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * Returns what the {@code Host} header of a call says: OkHttp leaves a scheme's own port out, and
   * the signature must be over what is sent.
   */
  String hostHeader() {
    HttpUrl url = HttpUrl.get(baseUrl);
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }
}
