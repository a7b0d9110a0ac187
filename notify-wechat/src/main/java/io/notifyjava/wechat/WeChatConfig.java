package io.notifyjava.wechat;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenSource;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
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
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
final class WeChatConfig implements ProviderSetup {

  static final String DEFAULT_BASE_URL = "https://api.weixin.qq.com";
  static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);
  static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(5);
  static final Duration DEFAULT_WRITE_TIMEOUT = Duration.ofSeconds(5);

  /** "Send template message": a client_msg_id is valid for 10 minutes, with no promise after. */
  static final Duration LONGEST_RESEND_WINDOW = Duration.ofMinutes(10);

  private static final Pattern PROPERTY = Pattern.compile("^[a-zA-Z]+");

  private final String appId;
  private final @Nullable Secret appSecret;
  private final @Nullable TokenSource tokenSource;
  private final TokenMode tokenMode;
  private final String baseUrl;
  private final List<String> backupUrls;
  private final boolean allowPlainHttp;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration writeTimeout;
  private final @Nullable Integer maxIdleConnections;
  private final int maxTextBytes;
  private final Duration resendWindow;
  private final @Nullable OkHttpClient httpClient;
  private final List<X509Certificate> trustedCertificates;
  private final @Nullable Proxy proxy;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  WeChatConfig(WeChat.AccountBuilder given) {
    this.appId = given.appId == null ? "" : given.appId;
    this.appSecret = given.appSecret;
    this.tokenSource = given.tokenSource;
    this.tokenMode = given.tokenMode;
    this.baseUrl = given.baseUrl;
    this.backupUrls = given.backupUrls;
    this.allowPlainHttp = given.allowPlainHttp;
    this.connectTimeout = given.connectTimeout;
    this.readTimeout = given.readTimeout;
    this.writeTimeout = given.writeTimeout;
    this.maxIdleConnections = given.maxIdleConnections;
    this.maxTextBytes = given.maxTextBytes == null ? 0 : given.maxTextBytes;
    this.resendWindow = given.resendWindow;
    this.httpClient = given.httpClient;
    this.trustedCertificates = given.trustedCertificates;
    this.proxy = given.proxy;
    check(given);
  }

  String appId() {
    return appId;
  }

  /** Without the slash at the end, so that a path can follow. */
  String baseUrl() {
    return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  Duration resendWindow() {
    return resendWindow;
  }

  /** 0 for no limit of ours. */
  int maxTextBytes() {
    return maxTextBytes;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Redactor redactor = new Redactor(appSecret == null ? List.of() : List.of(appSecret));
    HttpExchange exchange = exchange(redactor).ticker(context.ticker()).build();
    TokenCache tokens =
        TokenCache.builder(tokenKey(), source(exchange, redactor, context))
            .store(context.tokenStore())
            .clock(context.clock())
            .ticker(context.ticker())
            .random(context.random())
            .executor(context.executor())
            .build();
    WeChatCalls calls = new WeChatCalls(exchange, redactor, context.clock());
    return new WeChatProvider(this, exchange, calls, tokens, context.ticker());
  }

  private TokenSource source(HttpExchange exchange, Redactor redactor, ProviderContext context) {
    return tokenSource != null
        ? tokenSource
        : new WeChatTokenSource(
            exchange,
            tokenMode,
            appId,
            Objects.requireNonNull(appSecret),
            redactor,
            context.clock());
  }

  /** A changed secret, another account or another host never shares a token with this one. */
  TokenKey tokenKey() {
    HttpUrl url = HttpUrl.get(baseUrl);
    String platform =
        url.port() == HttpUrl.defaultPort(url.scheme())
            ? url.host()
            : url.host() + ":" + url.port();
    return new TokenKey(platform, appId, appSecret == null ? "external" : fingerprint(appSecret));
  }

  /** Keyed by the secret itself, so that the fingerprint is of no use for guessing it elsewhere. */
  private String fingerprint(Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal(("notify-wechat " + appId).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
    }
  }

  private void check(WeChat.AccountBuilder given) {
    List<String> problems = new ArrayList<>(given.problems);
    checkAppId(given.appId, problems);
    if (given.secretProblem != null) {
      problems.add("app-secret: " + given.secretProblem);
    } else if (appSecret == null && tokenSource == null) {
      problems.add("app-secret: expected the account's secret or a tokenSource, but found neither");
    } else if (appSecret != null && tokenSource != null) {
      problems.add("app-secret: expected to be left out beside a tokenSource, but was set");
    }
    if (given.maxTextBytes != null && given.maxTextBytes < 1) {
      problems.add("max-text-bytes: expected 1 or more, but found " + given.maxTextBytes);
    }
    if (resendWindow.isNegative() || resendWindow.compareTo(LONGEST_RESEND_WINDOW) > 0) {
      problems.add(
          "resend-window: expected 0 to 10 minutes, for which WeChat knows a client_msg_id,"
              + " but found "
              + resendWindow);
    }
    checkExchange(problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void checkAppId(@Nullable String appId, List<String> problems) {
    if (appId == null) {
      problems.add("app-id: expected the account's id such as wx0123456789abcdef, but found none");
      return;
    }
    try {
      Checks.id("app-id", appId, 64);
    } catch (IllegalArgumentException e) {
      problems.add("app-id: " + e.getMessage());
    }
  }

  /** Builds one and throws it away: no connection is opened, and its checks stay in one place. */
  private void checkExchange(List<String> problems) {
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

  private HttpExchange.Builder exchange(Redactor redactor) {
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

  /** Shows the host and a part of the app id, and no secret. */
  @Override
  public String toString() {
    return "WeChatConfig[" + tokenKey() + "]";
  }
}
