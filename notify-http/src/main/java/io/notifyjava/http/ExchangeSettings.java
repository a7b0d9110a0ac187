package io.notifyjava.http;

import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a builder collected, and the check of it all: the one place that knows defaults and ranges.
 * Not thread-safe; who keeps one keeps a copy and leaves it as it is.
 */
final class ExchangeSettings {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_CONNECTIONS = 100_000;
  private static final int DEFAULT_CONNECTIONS = 256;
  private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(50);

  @Nullable String baseUrl;
  List<String> backupUrls = List.of();
  boolean allowPlainHttp;
  Duration connectTimeout = Duration.ofSeconds(3);
  Duration readTimeout = Duration.ofSeconds(5);
  Duration writeTimeout = Duration.ofSeconds(5);
  int maxResponseBytes = 1 << 20;
  @Nullable Integer maxIdleConnections;
  @Nullable Duration keepAlive;
  @Nullable OkHttpClient client;
  List<X509Certificate> trustedCertificates = List.of();
  @Nullable Proxy proxy;
  Redactor redactor = new Redactor(List.of());
  LongSupplier ticker = System::nanoTime;

  /** Real time, whatever the ticker is: it watches sockets, which know no other. */
  LongSupplier watchTicker = System::nanoTime;

  ExchangeSettings copy() {
    ExchangeSettings copy = new ExchangeSettings();
    copy.baseUrl = baseUrl;
    copy.backupUrls = backupUrls;
    copy.allowPlainHttp = allowPlainHttp;
    copy.connectTimeout = connectTimeout;
    copy.readTimeout = readTimeout;
    copy.writeTimeout = writeTimeout;
    copy.maxResponseBytes = maxResponseBytes;
    copy.maxIdleConnections = maxIdleConnections;
    copy.keepAlive = keepAlive;
    copy.client = client;
    copy.trustedCertificates = trustedCertificates;
    copy.proxy = proxy;
    copy.redactor = redactor;
    copy.ticker = ticker;
    copy.watchTicker = watchTicker;
    return copy;
  }

  static <T> T notNull(String name, T value) {
    return Objects.requireNonNull(value, name);
  }

  int idleConnections() {
    return maxIdleConnections == null ? DEFAULT_CONNECTIONS : maxIdleConnections;
  }

  Duration keepAliveTime() {
    return keepAlive == null ? DEFAULT_KEEP_ALIVE : keepAlive;
  }

  /**
   * Returns the base URL and its backups, in the order in which they are called.
   *
   * @throws ConfigurationException with every problem of every setting
   */
  List<HttpUrl> check() {
    List<String> problems = new ArrayList<>();
    List<HttpUrl> hosts = hosts(problems);
    checkTime("connectTimeout", connectTimeout, problems);
    checkTime("readTimeout", readTimeout, problems);
    checkTime("writeTimeout", writeTimeout, problems);
    checkTime("keepAlive", keepAliveTime(), problems);
    checkNumber("maxResponseBytes", maxResponseBytes, 1, MOST_BYTES, problems);
    checkNumber("maxIdleConnections", idleConnections(), 0, MOST_CONNECTIONS, problems);
    if (client != null) {
      checkAlone("trustedCertificates", !trustedCertificates.isEmpty(), problems);
      checkAlone("proxy", proxy != null, problems);
      checkAlone("maxIdleConnections", maxIdleConnections != null, problems);
      checkAlone("keepAlive", keepAlive != null, problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return hosts;
  }

  private List<HttpUrl> hosts(List<String> problems) {
    List<HttpUrl> hosts = new ArrayList<>();
    if (baseUrl == null) {
      problems.add(
          "baseUrl: expected the address that the provider names, such as https://api.example.com, but found none");
    } else {
      HostUrl.parse("baseUrl", baseUrl, allowPlainHttp, problems).ifPresent(hosts::add);
    }
    for (int i = 0; i < backupUrls.size(); i++) {
      HostUrl.parse("backupUrls[" + i + "]", backupUrls.get(i), allowPlainHttp, problems)
          .ifPresent(hosts::add);
    }
    return List.copyOf(hosts);
  }

  private static void checkTime(String name, Duration time, List<String> problems) {
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      problems.add(name + ": expected 1 ms to 1 h, but found " + time);
    }
  }

  private static void checkNumber(
      String name, int number, int least, int most, List<String> problems) {
    if (number < least || number > most) {
      problems.add(name + ": expected " + least + " to " + most + ", but found " + number);
    }
  }

  private static void checkAlone(String name, boolean isSet, List<String> problems) {
    if (isSet) {
      problems.add(
          name + ": expected to be left out beside httpClient, but was set; set it on that client");
    }
  }
}
