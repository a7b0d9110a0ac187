package io.notifyjava;

import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.internal.batch.BatchEngine;
import io.notifyjava.internal.config.Configuration;
import io.notifyjava.internal.config.ConfigurationReader;
import io.notifyjava.internal.config.Factories;
import io.notifyjava.internal.config.Problems;
import io.notifyjava.internal.corridor.Account;
import io.notifyjava.internal.corridor.Corridor;
import io.notifyjava.internal.corridor.Courier;
import io.notifyjava.internal.corridor.Depot;
import io.notifyjava.internal.corridor.Renderer;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.internal.limit.LimitDesk;
import io.notifyjava.internal.outbox.Codecs;
import io.notifyjava.internal.outbox.OutboxEngine;
import io.notifyjava.internal.resilience.Backoff;
import io.notifyjava.internal.resilience.Breaker;
import io.notifyjava.internal.resilience.Health;
import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.internal.resilience.Limiter;
import io.notifyjava.internal.resilience.RetryBudget;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.internal.time.OwnExecutor;
import io.notifyjava.internal.time.TimerThread;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.MemoryLimitStore;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.route.Router;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.Settings;
import io.notifyjava.spi.Timer;
import io.notifyjava.template.FolderTemplateStore;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.template.TemplateRegistry;
import io.notifyjava.template.TemplateStore;
import io.notifyjava.token.MemoryTokenStore;
import io.notifyjava.token.TokenStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a notifier together from what its builder was told, and refuses with every problem at once.
 */
final class Assembler {

  private final NotifierBuilder told;
  private final Problems problems = new Problems();
  private final Factories factories;
  private final Configuration configuration;

  Assembler(NotifierBuilder told) {
    this.told = told;
    this.factories = Factories.find(loaders());
    this.configuration =
        new ConfigurationReader(factories, problems)
            .keys(told.keys)
            .environment(told.variables)
            .read();
  }

  Notifier assemble() {
    Configuration.Engine engine = configuration.engine();
    TimeoutPolicy timeouts = either(told.timeouts, engine.timeouts(), TimeoutPolicy.defaults());
    RandomGenerator random =
        told.random == null ? () -> ThreadLocalRandom.current().nextLong() : told.random;
    Announcer announcer = new Announcer(told.listeners);
    OwnExecutor ownExecutor = told.executor == null ? OwnExecutor.create() : null;
    Executor executor = ownExecutor == null ? Objects.requireNonNull(told.executor) : ownExecutor;
    TimerThread ownTimer = told.timer == null ? new TimerThread() : null;
    Timer timer = ownTimer == null ? Objects.requireNonNull(told.timer) : ownTimer;
    TokenStore tokens = told.tokenStore == null ? new MemoryTokenStore() : told.tokenStore;
    SmsTemplates smsTemplates = smsTemplates();
    TemplateRegistry templates = new TemplateRegistry(templateStore(), told.templateLimits);
    Map<String, Account> accounts =
        accounts(
            account ->
                new Surroundings(
                    account,
                    settings(account),
                    told.clock,
                    told.ticker,
                    random,
                    tokens,
                    executor,
                    timeouts,
                    smsTemplates),
            random,
            announcer);
    Router router = told.router == null ? configuration.router(random) : told.router;
    NameChecks names = new NameChecks(configuration, accountNames(), smsTemplates, problems);
    names.routes(told.router);
    names.limits();
    names.mappings(factories, accounts.values());
    Optional<Codecs> codecs = codecs();
    DedupePolicy dedupe = either(told.dedupe, engine.dedupe(), DedupePolicy.defaults());
    SharedKeys sharedKeys = sharedKeys(dedupe, announcer);
    refuseIfAnythingIsWrong(accounts);
    WindowMemory windows =
        new WindowMemory(
            either(told.windowMemory, engine.windowMemory(), WindowMemoryPolicy.defaults()),
            told.ticker);
    DeliveryMode mode = either(told.deliveryMode, engine.deliveryMode(), DeliveryMode.AT_MOST_ONCE);
    Corridor corridor =
        new Corridor(
            new Corridor.Parts(
                accounts,
                router,
                Renderer.of(templates),
                new KeyMemory(dedupe, told.ticker),
                windows,
                announcer,
                timeouts,
                mode,
                told.clock,
                told.ticker,
                random,
                limits(),
                sharedKeys));
    Courier courier = new Courier(corridor, timer);
    OutboxEngine outbox =
        codecs
            .map(
                found ->
                    new OutboxEngine(
                        Objects.requireNonNull(told.outboxStore),
                        either(told.outboxOptions, engine.outbox(), OutboxOptions.defaults()),
                        found,
                        new OutboxEngine.Parts(
                            corridor,
                            courier,
                            executor,
                            timer,
                            announcer,
                            mode,
                            told.clock,
                            told.ticker,
                            random)))
            .orElse(null);
    Assembly parts =
        new Assembly(
            accounts.values(),
            corridor,
            courier,
            new BatchEngine(
                (linger, turnstile) -> new Depot(courier, timer, executor, linger, turnstile),
                executor,
                timer,
                told.ticker),
            outbox,
            templates,
            windows,
            announcer,
            executor,
            ownExecutor,
            ownTimer);
    if (outbox != null) {
      outbox.start();
    }
    return new DefaultNotifier(parts);
  }

  /** Returns the codecs of the outbox; empty if there is no outbox. */
  private Optional<Codecs> codecs() {
    if (told.outboxStore != null) {
      return problems.collect("outbox", () -> Codecs.find(loaders()));
    }
    if (configuration.engine().outbox().isPresent()) {
      problems.add(
          "notify.outbox: there are settings, but there is no store; call"
              + " NotifierBuilder.outbox(store) with one of notify-jdbc");
    }
    return Optional.empty();
  }

  /** Returns null if each node remembers keys for itself. */
  private @Nullable SharedKeys sharedKeys(DedupePolicy dedupe, Announcer announcer) {
    Idempotency idempotency = told.idempotency;
    if (idempotency == null) {
      return null;
    }
    if (dedupe.window().isZero()) {
      problems.add(
          "idempotency: keys are to be shared, but notify.dedupe.window is 0, so none is"
              + " remembered; give it a length, or leave idempotency(...) away");
      return null;
    }
    return problems
        .collect("idempotency", () -> Codecs.find(loaders()))
        .map(
            found ->
                new SharedKeys(
                    idempotency, dedupe.window(), found::contents, told.ticker, announcer))
        .orElse(null);
  }

  /**
   * Accounts that could be built hold connections; they are let go when the notifier is not built.
   */
  private void refuseIfAnythingIsWrong(Map<String, Account> accounts) {
    try {
      problems.throwIfAny();
    } catch (ConfigurationException e) {
      accounts.values().forEach(DefaultNotifier::closeQuietly);
      throw e;
    }
  }

  private @Nullable LimitDesk limits() {
    @Nullable Limits limits =
        told.limits == null
            ? configuration.limits().map(of -> of.limits(told.ticker)).orElse(null)
            : told.limits;
    return limits == null
        ? null
        : new LimitDesk(
            limits,
            limits.store().orElseGet(() -> MemoryLimitStore.builder().ticker(told.ticker).build()),
            told.clock,
            told.ticker);
  }

  private Set<String> accountNames() {
    Set<String> names = new LinkedHashSet<>(told.providers.keySet());
    names.addAll(configuration.accounts().keySet());
    return names;
  }

  private static List<ClassLoader> loaders() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Notifier.class.getClassLoader());
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      loaders.add(context);
    }
    return List.copyOf(loaders);
  }

  private TemplateStore templateStore() {
    if (told.templateStore != null) {
      return told.templateStore;
    }
    return configuration
        .engine()
        .templatesFolder()
        .flatMap(
            folder ->
                problems.<TemplateStore>collect(
                    "notify.templates.folder",
                    () -> new FolderTemplateStore(Path.of(folder), told.templateLimits)))
        .orElseGet(MemoryTemplateStore::empty);
  }

  private SmsTemplates smsTemplates() {
    if (told.smsTemplates != null) {
      return told.smsTemplates;
    }
    return configuration
        .engine()
        .smsTemplatesFile()
        .flatMap(
            file ->
                problems.collect("notify.sms.templates", () -> SmsTemplates.load(Path.of(file))))
        .orElse(SmsTemplates.none());
  }

  private Settings settings(String account) {
    Configuration.ConfiguredAccount configured = configuration.accounts().get(account);
    return configured == null ? Configuration.noSettings() : configured.settings();
  }

  private Map<String, Account> accounts(
      Function<String, Surroundings> surroundings, RandomGenerator random, Announcer announcer) {
    Map<String, ProviderSetup> setups = new LinkedHashMap<>(told.providers);
    configuration
        .accounts()
        .forEach(
            (name, configured) -> {
              if (setups.putIfAbsent(name, configured.setup()) != null) {
                problems.add(
                    "notify.accounts." + name + ": the builder has an account of that name too");
              }
            });
    told.rateLimits.keySet().stream()
        .filter(name -> !setups.containsKey(name))
        .forEach(name -> problems.add("rateLimit: there is no account '" + name + "'"));
    // What a factory would be given is known to be wrong already, so it is not asked.
    problems.throwIfAny();
    if (setups.isEmpty()) {
      problems.add(
          "No account is configured; add one with provider(...) or notify.accounts.<name>.type");
    }
    Map<String, Account> accounts = new LinkedHashMap<>();
    setups.forEach(
        (name, setup) ->
            problems
                .collect("account " + name, () -> setup.create(surroundings.apply(name)))
                .ifPresent(
                    provider -> accounts.put(name, account(name, provider, random, announcer))));
    return accounts;
  }

  @SuppressWarnings(
      "unchecked") // Messages reach a provider only if its capabilities name their class.
  private Account account(
      String name, Provider<?> provider, RandomGenerator random, Announcer announcer) {
    Configuration.Engine engine = configuration.engine();
    RetryPolicy retry = either(told.retry, engine.retry(), RetryPolicy.defaults());
    CircuitBreakerPolicy circuit =
        either(told.circuitBreaker, engine.circuitBreaker(), CircuitBreakerPolicy.defaults());
    Breaker breaker =
        new Breaker(name, circuit, told.ticker, announcer.isHeard() ? announcer::circuit : null);
    return new Account(
        name,
        (Provider<Message>) provider,
        provider.capabilities(),
        retry,
        new Backoff(retry, random),
        new RetryBudget(retry),
        breaker,
        new Health(name, breaker, circuit, told.ticker, announcer::backup),
        limiter(name, provider));
  }

  private @Nullable Limiter limiter(String account, Provider<?> provider) {
    Configuration.ConfiguredAccount configured = configuration.accounts().get(account);
    Optional<RateLimit> limit =
        Optional.ofNullable(told.rateLimits.get(account))
            .or(() -> configured == null ? Optional.empty() : configured.rateLimit())
            .or(provider::rateLimit);
    return limit.map(rate -> new Limiter(rate, told.ticker)).orElse(null);
  }

  private static <T> T either(@Nullable T told, Optional<T> configured, T otherwise) {
    return told == null ? configured.orElse(otherwise) : told;
  }
}
