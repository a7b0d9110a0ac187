package io.notifyjava.sms.xuanwu;

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
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** How an account reaches Xuanwu. Immutable; {@link #check} says what is wrong with it. */
final class Connection {

  private static final Pattern PROPERTY = Pattern.compile("^[a-zA-Z]+");

  /** None with a user name: those are refused where no part of them is repeated. */
  private static final Pattern HTTP =
      Pattern.compile("(?i)http://([^/?#@\\s\\\\]+)(?:[/?#][^@]*)?");

  private final String baseUrl;
  private final boolean allowPlainHttp;
  private final List<String> backupUrls;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration writeTimeout;
  private final @Nullable Integer maxIdleConnections;
  private final @Nullable OkHttpClient httpClient;
  private final List<X509Certificate> trustedCertificates;
  private final @Nullable Proxy proxy;

  Connection(Parts parts) {
    this.baseUrl = parts.baseUrl;
    this.allowPlainHttp = parts.allowPlainHttp;
    this.backupUrls = parts.backupUrls;
    this.connectTimeout = parts.connectTimeout;
    this.readTimeout = parts.readTimeout;
    this.writeTimeout = parts.writeTimeout;
    this.maxIdleConnections = parts.maxIdleConnections;
    this.httpClient = parts.httpClient;
    this.trustedCertificates = parts.trustedCertificates;
    this.proxy = parts.proxy;
  }

  /** What a builder collects. */
  static final class Parts {
    String baseUrl = "";
    boolean allowPlainHttp;
    List<String> backupUrls = List.of();
    Duration connectTimeout = Duration.ofSeconds(3);
    Duration readTimeout = Duration.ofSeconds(5);
    Duration writeTimeout = Duration.ofSeconds(5);
    @Nullable Integer maxIdleConnections;
    @Nullable OkHttpClient httpClient;
    List<X509Certificate> trustedCertificates = List.of();
    @Nullable Proxy proxy;
  }

  /** Returns an exchange that is set up so. */
  HttpExchange.Builder exchange(Redactor redactor) {
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
  void check(List<String> problems) {
    if (baseUrl.isEmpty()) {
      problems.add(
          "base-url: expected the address that the contract with Xuanwu names, such as"
              + " https://mos.wxchina.com:9100, but found none");
      return;
    }
    var http = HTTP.matcher(baseUrl);
    if (!allowPlainHttp && http.matches()) {
      problems.add(
          "base-url: expected https, but found http for "
              + http.group(1)
              + "; ask Xuanwu for https, or accept that everybody on the way can read password,"
              + " numbers and texts with allow-plain-http");
      return;
    }
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
}
