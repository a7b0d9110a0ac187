package io.notifyjava.sms.huawei;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
final class Config implements ProviderSetup {

  /** In a header between quotes, or before a comma. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private static final int LONGEST_CALLBACK = 1_024;

  private final ConnectionSettings connection;
  private final String appKey;
  private final @Nullable Secret appSecret;
  private final @Nullable String from;
  private final @Nullable String statusCallback;
  private final Authentication authentication;
  private final Extend extend;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  Config(HuaweiSms.AccountBuilder given, ConnectionSettings connection) {
    this.connection = connection;
    this.appKey = given.appKey == null ? "" : given.appKey;
    this.appSecret = given.appSecret;
    this.from = given.from;
    this.statusCallback = given.statusCallback;
    this.authentication = given.authentication;
    this.extend = given.extend;
    List<String> problems = problems(given);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private List<String> problems(HuaweiSms.AccountBuilder given) {
    List<String> problems = new ArrayList<>();
    if (given.appKey == null) {
      problems.add("app-key: expected the application's key, but found none");
    } else if (!KEY.matcher(appKey).matches()) {
      problems.add(
          "app-key: expected 1 to 128 letters, digits, dots, hyphens or underscores, but found"
              + " something else; was it copied with a blank or a newline?");
    }
    if (given.secretProblem != null) {
      problems.add("app-secret: " + given.secretProblem);
    } else if (appSecret == null) {
      problems.add("app-secret: expected the application's secret, but found none");
    }
    if (from != null && !Mappings.isFrom(from)) {
      problems.add("from: expected " + Mappings.FROM_RULE + ", but found something else");
    }
    if (statusCallback != null && !isAddress(statusCallback)) {
      problems.add(
          "status-callback: expected an http or https address of at most 1024 characters, but found"
              + " something else");
    }
    connection.check(problems);
    if (authentication == Authentication.AK_SK) {
      connection.checkNoBackups("a signature of ak-sk is for one host", problems);
    }
    return problems;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
      return text.length() <= LONGEST_CALLBACK
          && uri.getHost() != null
          && (scheme.equals("http") || scheme.equals("https"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Mappings mappings = new Mappings(context.smsTemplates(), context.account(), from);
    mappings.check();
    Redactor redactor = new Redactor(List.of(Objects.requireNonNull(appSecret)));
    HttpExchange exchange = connection.exchange(redactor).ticker(context.ticker()).build();
    Calls calls = new Calls(exchange, signer(), connection.basePath(), context.clock(), redactor);
    return new HuaweiSmsProvider(this, calls, mappings, context.ticker());
  }

  private Signer signer() {
    Secret secret = Objects.requireNonNull(appSecret);
    return authentication == Authentication.AK_SK
        ? new AkSkSigner(appKey, secret, connection.hostHeader())
        : new WsseSigner(appKey, secret, authentication == Authentication.WSSE_HEX, new Nonces());
  }

  /** Without the slash at the end, so that a path can follow. */
  String baseUrl() {
    return connection.address();
  }

  @Nullable String statusCallback() {
    return statusCallback;
  }

  Authentication authentication() {
    return authentication;
  }

  Extend extend() {
    return extend;
  }

  /** Shows the host, a part of the key, and no secret. */
  @Override
  public String toString() {
    return "HuaweiSms[%s, %s, %s]"
        .formatted(connection.address(), Masking.middle(appKey), authentication.word());
  }
}
