package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
abstract sealed class AccountConfig implements ProviderSetup permits MosConfig, CgiConfig {

  private static final int MAX_NUMBERS = 10_000;
  private static final int MAX_TEXT_LENGTH = 1_000;

  final ConnectionSettings connection;
  final SignPlacement signPlacement;
  final @Nullable String signName;
  final int maxNumbers;
  final int maxTextLength;
  private final @Nullable Credentials credentials;

  /**
   * Checks what a builder collected.
   *
   * @param own what is wrong with the settings of one interface
   * @throws ConfigurationException with every problem
   */
  AccountConfig(XuanwuAccountBuilder<?> given, ConnectionSettings connection, List<String> own) {
    List<String> problems = new ArrayList<>(given.problems);
    this.credentials = credentials(given, problems);
    this.connection = connection;
    connection.check(problems);
    this.signPlacement = given.signPlacement;
    this.signName = given.signName == null ? null : signName(given.signName, problems);
    this.maxNumbers = within("max-numbers", given.maxNumbers, MAX_NUMBERS, problems);
    this.maxTextLength = within("max-text-length", given.maxTextLength, MAX_TEXT_LENGTH, problems);
    problems.addAll(own);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static @Nullable Credentials credentials(
      XuanwuAccountBuilder<?> given, List<String> problems) {
    String account = given.account;
    if (account == null) {
      problems.add("account: expected the account's name, but found none");
    } else if (!isName(account)) {
      problems.add(
          "account: expected 1 to 128 characters without blanks and colons, but found something"
              + " else; the part before the enterprise and the part behind it are joined by @");
    }
    if (given.passwordProblem != null) {
      problems.add("password: " + given.passwordProblem);
    } else if (given.password == null) {
      problems.add("password: expected the account's password, but found none");
    }
    return account == null || given.password == null
        ? null
        : new Credentials(account, given.password);
  }

  /** A colon would move the border between account and password in the header of MOS REST. */
  private static boolean isName(String account) {
    return !account.isEmpty()
        && account.length() <= 128
        && account
            .chars()
            .noneMatch(c -> c == ':' || Character.isWhitespace(c) || Character.isISOControl(c));
  }

  private static @Nullable String signName(String given, List<String> problems) {
    try {
      // Takes the brackets off, as for the sign names of templates.
      return SmsMapping.builder().signName(given).build().signName().orElseThrow();
    } catch (IllegalArgumentException e) {
      problems.add("sign-name: " + e.getMessage());
      return null;
    }
  }

  private static int within(String name, int value, int most, List<String> problems) {
    if (value < 1 || value > most) {
      problems.add(name + ": expected 1 to " + most + ", but found " + value);
    }
    return value;
  }

  final Credentials credentials() {
    return Objects.requireNonNull(credentials);
  }

  /** Returns the characters that texts are sent in. */
  abstract Charset charset();

  /** Adds what a template's mapping says that this interface cannot do. */
  abstract void checkMapping(SmsMapping mapping, List<String> problems);

  /** Returns the interface. */
  abstract Wire wire();

  @Override
  public final Provider<?> create(ProviderContext context) {
    Composer composer = new Composer(this, context);
    List<String> problems = composer.templateProblems();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    Redactor redactor = credentials().redactor();
    HttpExchange exchange = connection.exchange(redactor).ticker(context.ticker()).build();
    Wire wire = wire();
    return new XuanwuProvider(
        this, composer, wire, exchange, new Calls(exchange, wire, redactor, context));
  }

  /** Shows the host, and nothing of the credentials. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + connection.address() + "]";
  }
}
