package io.notifyjava.wechat.wecom;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpCall;
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
 * The checked settings of one application, out of which a notifier makes its provider. Immutable,
 * so one may serve several notifiers.
 */
final class ApplicationConfig implements ProviderSetup {

  /** "Send application message": duplicate_check_interval is 1800 s by default. */
  static final Duration DEFAULT_RESEND_WINDOW = Duration.ofMinutes(30);

  private final ConnectionSettings connection;
  private final String corpId;
  private final @Nullable Secret corpSecret;
  private final int agentId;
  private final LongText longText;
  private final TokenCachePolicy tokenPolicy;
  private final Duration resendWindow;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  ApplicationConfig(WeCom.ApplicationBuilder given, ConnectionSettings connection) {
    this.connection = connection;
    this.corpId = given.corpId == null ? "" : given.corpId;
    this.corpSecret = given.corpSecret;
    this.agentId = given.agentId == null ? 0 : given.agentId;
    this.longText = given.longText;
    this.tokenPolicy = given.tokenPolicy;
    this.resendWindow = given.resendWindow;
    check(given);
  }

  /** Without the slash at the end, so that a path can follow. */
  String baseUrl() {
    return connection.address();
  }

  LongText longText() {
    return longText;
  }

  Duration resendWindow() {
    return resendWindow;
  }

  /** Returns a message's body; see {@link Bodies#message}. */
  byte[] body(WeComMessage message, WeComAudience audience, @Nullable Duration check) {
    return Bodies.message(message, audience, agentId, longText, check);
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Secret secret = Objects.requireNonNull(corpSecret);
    Redactor redactor = new Redactor(List.of(secret));
    HttpExchange exchange = connection.exchange(redactor).ticker(context.ticker()).build();
    TokenCache tokens =
        TokenCache.builder(tokenKey(), source(exchange, redactor, secret, context))
            .policy(tokenPolicy)
            .store(context.tokenStore())
            .clock(context.clock())
            .ticker(context.ticker())
            .random(context.random())
            .executor(context.executor())
            .build();
    TokenCalls<WeComEndpoint> calls =
        new TokenCalls<>(
            new ApiCalls<>(exchange, WeComErrors.DICTIONARY, redactor, context.clock()),
            tokens,
            context.ticker());
    return new WeComProvider(
        this,
        exchange,
        calls,
        new SharedCalls(this, calls, context.clock(), context.ticker()),
        context.clock(),
        new ApplicationAccount(calls, agentId, context.timeouts().attempt(), context.clock()));
  }

  private TokenSource source(
      HttpExchange exchange, Redactor redactor, Secret secret, ProviderContext context) {
    TokenFetch fetch =
        new TokenFetch(
            exchange,
            (code, errmsg) -> WeComErrors.failure(WeComEndpoint.TOKEN, code, errmsg),
            redactor,
            context.clock());
    HttpCall call =
        HttpCall.get(WeComEndpoint.TOKEN.path())
            .query("corpid", corpId)
            .secretQuery("corpsecret", secret);
    return limit -> fetch.fetch(call, limit);
  }

  /** Tokens belong to an application, which its secret tells from others of the company. */
  TokenKey tokenKey() {
    return TokenKeys.of(connection, corpId, corpSecret);
  }

  private void check(WeCom.ApplicationBuilder given) {
    List<String> problems = new ArrayList<>(given.problems);
    checkCorpId(given.corpId, problems);
    if (given.secretProblem != null) {
      problems.add("corp-secret: " + given.secretProblem);
    } else if (corpSecret == null) {
      problems.add("corp-secret: expected the application's secret, but found none");
    }
    if (given.agentId == null) {
      problems.add("agent-id: expected the application's number such as 1000002, but found none");
    } else if (agentId < 1) {
      problems.add("agent-id: expected 1 or more, but found " + agentId);
    }
    if (resendWindow.isNegative()
        || resendWindow.toNanosPart() != 0
        || resendWindow.compareTo(WeComMessage.LONGEST_CHECK) > 0) {
      problems.add(
          "resend-window: expected whole seconds, 0 to 4 hours, for which WeCom holds back equal"
              + " requests, but found "
              + resendWindow);
    }
    connection.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void checkCorpId(@Nullable String corpId, List<String> problems) {
    if (corpId == null) {
      problems.add("corp-id: expected the company's id such as ww0123456789abcdef, but found none");
      return;
    }
    try {
      Checks.id("corp-id", corpId, 64);
    } catch (IllegalArgumentException e) {
      problems.add("corp-id: " + e.getMessage());
    }
  }

  /** Shows the host, a part of the company's id and the application's number, and no secret. */
  @Override
  public String toString() {
    return "ApplicationConfig[" + tokenKey() + ", agent " + agentId + "]";
  }
}
