package io.notifyjava.sms.aliyun;

import io.notifyjava.http.HttpExchange;
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
 * How an account reaches Aliyun. Not yet checked; {@link #check} does that.
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

  private static final Pattern PROPERTY = Pattern.compile("^[a-zA-Z]+");

  HttpExchange.Builder exchange() {
    HttpExchange.Builder builder =
        HttpExchange.builder()
            .baseUrl(baseUrl)
            .allowPlainHttp(allowPlainHttp)
            .connectTimeout(connectTimeout)
            .readTimeout(readTimeout)
            .writeTimeout(writeTimeout)
            .trustedCertificates(trustedCertificates);
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

  /** Adds what is wrong, in the names of the settings. Opens no connection. */
  void check(List<String> problems) {
    try (HttpExchange unused = exchange().build()) {
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

  /** Returns the base URL without the slash at the end. */
  String address() {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /** Returns the {@code Host} header: with the port if it is not the usual one. */
  String host() {
    HttpUrl url = HttpUrl.get(baseUrl);
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }
}
