package io.notifyjava.wechat.wecom;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.wechat.internal.ApiCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one robot, out of which a notifier makes its provider. Immutable, so one
 * may serve several notifiers.
 */
final class RobotConfig implements ProviderSetup {

  /**
   * "Group robot": 20 messages a minute. Waits for as long as a turn can take to come; the
   * notifier's own time limit may end the wait before.
   */
  static final RateLimit DEFAULT_RATE =
      RateLimit.of(20, Duration.ofMinutes(1)).withMaxWait(Duration.ofMinutes(1));

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private final ConnectionSettings connection;
  private final @Nullable Secret key;
  private final RateLimit rateLimit;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  RobotConfig(WeCom.RobotBuilder given, ConnectionSettings connection) {
    this.connection = connection;
    this.rateLimit = given.rateLimit;
    List<String> problems = new ArrayList<>();
    if (given.keyProblem != null) {
      problems.add("key: " + given.keyProblem);
    } else if (given.key == null) {
      problems.add("key: expected the robot's key or its webhook address, but found none");
    }
    this.key = given.key == null ? null : key(given.key.reveal(), problems);
    connection.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** People paste the whole address where the key is expected. */
  private @Nullable Secret key(String told, List<String> problems) {
    String found = told;
    if (told.contains("://")) {
      HttpUrl url = HttpUrl.parse(told);
      if (url == null || !url.encodedPath().endsWith(WeComEndpoint.ROBOT_SEND.path())) {
        problems.add(
            "key: expected a webhook such as https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…,"
                + " but found another address");
        return null;
      }
      if (!isOurs(url)) {
        problems.add(
            "key: the webhook names another host than base-url ("
                + connection.address()
                + "); set base-url too if it is a proxy of yours");
        return null;
      }
      found = Objects.requireNonNullElse(url.queryParameter("key"), "");
    }
    if (!KEY.matcher(found).matches()) {
      problems.add(
          "key: expected 1 to 128 letters, digits, hyphens or underscores, or a whole webhook"
              + " address, but found something else");
      return null;
    }
    return Secret.of(found);
  }

  /** A key is not sent to a host that nobody named as WeCom's. */
  private boolean isOurs(HttpUrl webhook) {
    HttpUrl base = HttpUrl.parse(connection.baseUrl());
    return webhook.host().equals(HttpUrl.get(WeCom.DEFAULT_BASE_URL).host())
        || (base != null && webhook.host().equals(base.host()));
  }

  String baseUrl() {
    return connection.address();
  }

  RateLimit rateLimit() {
    return rateLimit;
  }

  Secret key() {
    return Objects.requireNonNull(key);
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Redactor redactor = new Redactor(List.of(key()));
    HttpExchange exchange = connection.exchange(redactor).ticker(context.ticker()).build();
    ApiCalls<WeComEndpoint> calls =
        new ApiCalls<>(exchange, WeComErrors.DICTIONARY, redactor, context.clock());
    return new WeComRobotProvider(this, exchange, calls, context);
  }

  /** Shows the host, and nothing of the key. */
  @Override
  public String toString() {
    return "RobotConfig[" + connection.address() + "]";
  }
}
