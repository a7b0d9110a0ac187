package io.notifyjava.internal.config;

import io.notifyjava.policy.RateLimit;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns keys and texts into a {@link Configuration}; unknown keys are refused.
 *
 * <p>Keys are {@code notify.<setting>} for the notifier, {@code notify.route.<channel or type>} for
 * the accounts of messages, {@code notify.limits.<name>.<setting>} for a limit, and {@code
 * notify.accounts.<name>.<setting>} for an account, whose {@code type} names its factory. An
 * environment variable is its key in upper case with underscores for dots and hyphens. Which
 * account and setting a variable means is settled by the accounts and settings that exist, because
 * an underscore alone cannot tell.
 */
public final class ConfigurationReader {

  private static final String ROOT = "notify.";
  private static final String ACCOUNTS = "accounts.";
  private static final String ENVIRONMENT = "NOTIFY_";
  private static final String ENVIRONMENT_ACCOUNTS = ENVIRONMENT + "ACCOUNTS_";

  private static final String ENVIRONMENT_ROUTES = ENVIRONMENT + "ROUTE_";
  private static final String ENVIRONMENT_LIMITS = ENVIRONMENT + "LIMITS_";

  /** Set by systemd for services that tell it when they are ready; has nothing to do with us. */
  private static final String SYSTEMD = "NOTIFY_SOCKET";

  private static final Pattern ACCOUNT = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private static final Setting TYPE =
      Setting.required("type", Setting.Kind.TEXT, "Which provider sends, such as wechat.");
  private static final Setting RATE_LIMIT =
      Setting.optional(
          "rate-limit", Setting.Kind.TEXT, "Calls in a period, such as 100/1s; none by default.");

  private final Factories factories;
  private final Problems problems;

  /**
   * Everything below {@code notify.}, without that prefix; later sources have overwritten earlier
   * ones.
   */
  private final Map<String, String> engine = new TreeMap<>();

  private final Map<String, Map<String, String>> accounts = new TreeMap<>();
  private final Map<String, String> routes = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final LimitKeys limits;

  public ConfigurationReader(Factories factories, Problems problems) {
    this.factories = factories;
    this.problems = problems;
    this.limits = new LimitKeys(problems);
  }

  /** Adds keys and texts; those that do not begin with {@code notify.} belong to somebody else. */
  public ConfigurationReader keys(Map<String, String> source) {
    source.forEach(
        (key, value) -> {
          if (key.startsWith(ROOT)) {
            key(key.substring(ROOT.length()), value);
          }
        });
    return this;
  }

  /**
   * Adds environment variables; those that do not begin with {@code NOTIFY_} belong to somebody
   * else.
   */
  public ConfigurationReader environment(Map<String, String> variables) {
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT) && !name.equals(SYSTEMD)) {
            environment.put(name, value);
          }
        });
    return this;
  }

  /** Reads everything. What is wrong goes to the problems. */
  public Configuration read() {
    resolveEnvironment();
    Map<String, Configuration.ConfiguredAccount> configured = new LinkedHashMap<>();
    accounts.forEach(
        (name, given) -> account(name, given).ifPresent(account -> configured.put(name, account)));
    Map<String, Configuration.ConfiguredRoute> routed = new LinkedHashMap<>();
    routes.forEach(
        (name, text) ->
            problems
                .collect(ROOT + RouteSettings.KEY + name, () -> RouteSettings.read(text))
                .ifPresent(route -> routed.put(name, route)));
    return new Configuration(
        new EngineSettings(engine, problems).read(), configured, routed, limits.read(engine));
  }

  private void key(String key, String value) {
    if (key.startsWith(RouteSettings.KEY)) {
      route(key.substring(RouteSettings.KEY.length()), value, ROOT + key);
      return;
    }
    if (key.startsWith(LimitKeys.KEY) && !EngineSettings.KEYS.contains(key)) {
      limits.add(key.substring(LimitKeys.KEY.length()), value, ROOT + key);
      return;
    }
    if (!key.startsWith(ACCOUNTS)) {
      if (EngineSettings.KEYS.contains(key)) {
        engine.put(key, value);
      } else {
        unknown(ROOT + key, EngineSettings.KEYS, ROOT);
      }
      return;
    }
    String rest = key.substring(ACCOUNTS.length());
    int dot = rest.indexOf('.');
    if (dot < 1 || !ACCOUNT.matcher(rest.substring(0, dot)).matches()) {
      problems.add(
          ROOT
              + key
              + ": must be notify.accounts.<name>.<setting>, the name in lower-case letters, digits and"
              + " hyphens");
      return;
    }
    accountValues(rest.substring(0, dot)).put(rest.substring(dot + 1), value);
  }

  private void route(String name, String value, String key) {
    if (RouteSettings.isName(name)) {
      routes.put(name, value);
    } else {
      problems.add(
          key
              + ": must be notify.route.<channel or type of message>, such as notify.route.sms, in"
              + " lower-case letters, digits and hyphens");
    }
  }

  private Map<String, String> accountValues(String name) {
    return accounts.computeIfAbsent(name, any -> new LinkedHashMap<>());
  }

  private Optional<Configuration.ConfiguredAccount> account(
      String name, Map<String, String> given) {
    String path = ROOT + ACCOUNTS + name;
    String type = given.get(TYPE.name());
    if (type == null) {
      problems.add(path + ".type: is required and missing: " + TYPE.description());
      return Optional.empty();
    }
    ProviderFactory factory = factories.ofType(type, path + ".type", problems).orElse(null);
    if (factory == null) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>(List.of(TYPE.name(), RATE_LIMIT.name()));
    factory.settings().forEach(setting -> known.add(setting.name()));
    given.keySet().stream()
        .filter(setting -> !known.contains(setting))
        .forEach(setting -> unknown(path + "." + setting, known, path + "."));
    Optional<RateLimit> rateLimit =
        Optional.ofNullable(given.get(RATE_LIMIT.name()))
            .flatMap(
                text -> problems.collect(path + "." + RATE_LIMIT.name(), () -> Values.rate(text)));
    return Optional.of(
        new Configuration.ConfiguredAccount(
            factory, AccountSettings.read(path, factory.settings(), given, problems), rateLimit));
  }

  private void unknown(String key, List<String> known, String prefix) {
    problems.add(Nearest.problem(key, known, prefix));
  }

  private void resolveEnvironment() {
    environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_ACCOUNTS) && name.endsWith("_TYPE"))
        .map(
            name -> name.substring(ENVIRONMENT_ACCOUNTS.length(), name.length() - "_TYPE".length()))
        .filter(name -> accounts.keySet().stream().noneMatch(there -> variable(there).equals(name)))
        .forEach(name -> accountValues(name.toLowerCase(Locale.ROOT).replace('_', '-')));
    environment.forEach(this::variable);
  }

  private void variable(String name, String value) {
    if (name.startsWith(ENVIRONMENT_ROUTES)) {
      String route = name.substring(ENVIRONMENT_ROUTES.length());
      route(route.toLowerCase(Locale.ROOT).replace('_', '-'), value, name);
      return;
    }
    if (!name.startsWith(ENVIRONMENT_ACCOUNTS)) {
      Optional<String> key =
          EngineSettings.KEYS.stream()
              .filter(known -> (ENVIRONMENT + variable(known)).equals(name))
              .findFirst();
      if (key.isPresent()) {
        engine.put(key.get(), value);
      } else if (!isOfLimit(name, value)) {
        problems.add(
            name + ": is not a setting; variables that begin with NOTIFY_ are read as ours");
      }
      return;
    }
    String rest = name.substring(ENVIRONMENT_ACCOUNTS.length());
    // The longest name wins: with accounts a and a-b, A_B_TYPE is the type of a-b.
    Optional<String> account =
        accounts.keySet().stream()
            .filter(there -> rest.startsWith(variable(there) + "_"))
            .max(Comparator.comparingInt(String::length));
    account.ifPresentOrElse(
        there ->
            accountValues(there)
                .put(
                    rest.substring(there.length() + 1).toLowerCase(Locale.ROOT).replace('_', '-'),
                    value),
        () ->
            problems.add(
                name
                    + ": belongs to no account; set NOTIFY_ACCOUNTS_<NAME>_TYPE to configure one"));
  }

  private boolean isOfLimit(String name, String value) {
    return name.startsWith(ENVIRONMENT_LIMITS)
        && limits.addVariable(name.substring(ENVIRONMENT_LIMITS.length()), value);
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
