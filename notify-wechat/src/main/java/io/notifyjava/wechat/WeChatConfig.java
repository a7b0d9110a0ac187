package io.notifyjava.wechat;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenCachePolicy;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenSource;
import io.notifyjava.wechat.internal.ApiCalls;
import io.notifyjava.wechat.internal.Checks;
import io.notifyjava.wechat.internal.TokenCalls;
import io.notifyjava.wechat.internal.TokenFetch;
import io.notifyjava.wechat.internal.TokenKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
final class WeChatConfig implements ProviderSetup {

  static final String DEFAULT_BASE_URL = "https://api.weixin.qq.com";

  /** "Send template message": a client_msg_id is valid for 10 minutes, with no promise after. */
  static final Duration LONGEST_RESEND_WINDOW = Duration.ofMinutes(10);

  private final ConnectionSettings connection;
  private final String appId;
  private final @Nullable Secret appSecret;
  private final @Nullable TokenSource tokenSource;
  private final TokenMode tokenMode;
  private final TokenCachePolicy tokenPolicy;
  private final int maxTextBytes;
  private final Duration resendWindow;
  private final ValueCheck valueCheck;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  WeChatConfig(WeChat.AccountBuilder given, ConnectionSettings connection) {
    this.connection = connection;
    this.appId = given.appId == null ? "" : given.appId;
    this.appSecret = given.appSecret;
    this.tokenSource = given.tokenSource;
    this.tokenMode = given.tokenMode;
    this.tokenPolicy = given.tokenPolicy;
    this.maxTextBytes = given.maxTextBytes == null ? 0 : given.maxTextBytes;
    this.resendWindow = given.resendWindow;
    this.valueCheck = given.valueCheck;
    check(given);
  }

  String appId() {
    return appId;
  }

  /** Without the slash at the end, so that a path can follow. */
  String baseUrl() {
    return connection.address();
  }

  Duration resendWindow() {
    return resendWindow;
  }

  ValueCheck valueCheck() {
    return valueCheck;
  }

  /** 0 for no limit of ours. */
  int maxTextBytes() {
    return maxTextBytes;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Redactor redactor = new Redactor(appSecret == null ? List.of() : List.of(appSecret));
    HttpExchange exchange = connection.exchange(redactor).ticker(context.ticker()).build();
    TokenCache tokens =
        TokenCache.builder(tokenKey(), source(exchange, redactor, context))
            .policy(tokenPolicy)
            .store(context.tokenStore())
            .clock(context.clock())
            .ticker(context.ticker())
            .random(context.random())
            .executor(context.executor())
            .build();
    ApiCalls<Endpoint> calls =
        new ApiCalls<>(exchange, WeChatErrors.DICTIONARY, redactor, context.clock());
    TokenCalls<Endpoint> tokenCalls = new TokenCalls<>(calls, tokens, context.ticker());
    WeChatAccount account = new AccountCalls(tokenCalls, context.timeouts().total());
    return new WeChatProvider(this, exchange, tokenCalls, account, context.clock());
  }

  private TokenSource source(HttpExchange exchange, Redactor redactor, ProviderContext context) {
    if (tokenSource != null) {
      return tokenSource;
    }
    TokenFetch fetch =
        new TokenFetch(
            exchange,
            (code, errmsg) -> WeChatErrors.failure(Endpoint.TOKEN, code, errmsg),
            redactor,
            context.clock());
    return new WeChatTokenSource(fetch, tokenMode, appId, Objects.requireNonNull(appSecret));
  }

  TokenKey tokenKey() {
    return TokenKeys.of(connection, appId, appSecret);
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
    connection.check(problems);
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

  /** Shows the host and a part of the app id, and no secret. */
  @Override
  public String toString() {
    return "WeChatConfig[" + tokenKey() + "]";
  }
}
