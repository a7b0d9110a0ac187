package io.notifyjava;

import io.notifyjava.event.NotifierListener;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.limit.Limits;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.route.Router;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.Timer;
import io.notifyjava.template.TemplateLimits;
import io.notifyjava.template.TemplateStore;
import io.notifyjava.token.TokenStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link Notifier}.
 *
 * <p>What is set here wins over what {@link #properties}, {@link #configuration} and {@link
 * #environment} say; among those, environment variables win over keys, and a later call over an
 * earlier one. Not thread-safe; may be used again after {@link #build()}.
 *
 * @since 0.1.0
 */
public final class NotifierBuilder {

  final Map<String, ProviderSetup> providers = new LinkedHashMap<>();
  final Map<String, RateLimit> rateLimits = new LinkedHashMap<>();
  final Map<String, String> keys = new LinkedHashMap<>();
  final Map<String, String> variables = new LinkedHashMap<>();
  final List<NotifierListener> listeners = new ArrayList<>();
  @Nullable RetryPolicy retry;
  @Nullable TimeoutPolicy timeouts;
  @Nullable CircuitBreakerPolicy circuitBreaker;
  @Nullable DedupePolicy dedupe;
  @Nullable WindowMemoryPolicy windowMemory;
  @Nullable DeliveryMode deliveryMode;
  @Nullable Executor executor;
  @Nullable Timer timer;
  @Nullable TokenStore tokenStore;
  @Nullable TemplateStore templateStore;
  @Nullable SmsTemplates smsTemplates;
  TemplateLimits templateLimits = TemplateLimits.defaults();
  @Nullable Router router;
  Clock clock = Clock.systemUTC();
  LongSupplier ticker = System::nanoTime;
  @Nullable RandomGenerator random;
  @Nullable Limits limits;
  @Nullable Idempotency idempotency;
  @Nullable OutboxStore outboxStore;
  @Nullable OutboxOptions outboxOptions;

  NotifierBuilder() {}

  /**
   * Adds an account that a module's own builder describes.
   *
   * @param account its name: 1 to 64 lower-case letters, digits and hyphens
   * @throws IllegalArgumentException if there is an account with that name already
   */
  public NotifierBuilder provider(String account, ProviderSetup setup) {
    Objects.requireNonNull(setup, "setup");
    if (setup instanceof ProviderFactory factory) {
      throw new IllegalArgumentException(
          "A factory needs settings: name its type in the configuration instead, notify.accounts."
              + account
              + ".type="
              + factory.type());
    }
    if (!account.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "Account name must be 1 to 64 lower-case letters, digits and hyphens, but was: "
              + account);
    }
    if (providers.putIfAbsent(account, setup) != null) {
      throw new IllegalArgumentException("There is an account '" + account + "' already");
    }
    return this;
  }

  /**
   * Adds an account with a provider that is built already; the notifier closes it.
   *
   * @throws IllegalArgumentException as {@link #provider(String, ProviderSetup)}
   */
  public NotifierBuilder provider(String account, Provider<? extends Message> provider) {
    Objects.requireNonNull(provider, "provider");
    return provider(account, context -> provider);
  }

  /** Limits the calls of an account; by default as its provider says, or not at all. */
  public NotifierBuilder rateLimit(String account, RateLimit limit) {
    rateLimits.put(
        Objects.requireNonNull(account, "account"), Objects.requireNonNull(limit, "limit"));
    return this;
  }

  /**
   * Limits how many messages go to a recipient, over an account, or whatever a caller counts; by
   * default those of the configuration, or none. Unlike {@link #rateLimit}, which paces the calls
   * to an account, these count messages, give back what was not sent, and can be shared between
   * processes.
   */
  public NotifierBuilder limits(Limits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Takes messages over for good, in a store that this notifier uses and closes; with the options
   * of the configuration, or the defaults.
   */
  public NotifierBuilder outbox(OutboxStore store) {
    this.outboxStore = Objects.requireNonNull(store, "store");
    return this;
  }

  /** Takes messages over for good, with these options instead of those of the configuration. */
  public NotifierBuilder outbox(OutboxStore store, OutboxOptions options) {
    this.outboxOptions = Objects.requireNonNull(options, "options");
    return outbox(store);
  }

  /**
   * Reads keys that begin with {@code notify.}; others are left alone. The keys stand in the guide;
   * unknown ones are refused by {@link #build()}.
   */
  public NotifierBuilder configuration(Map<String, String> keys) {
    this.keys.putAll(keys);
    return this;
  }

  /** Reads properties as {@link #configuration}. */
  public NotifierBuilder properties(Properties properties) {
    properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
    return this;
  }

  /**
   * Reads variables that begin with {@code NOTIFY_}, such as those of {@link System#getenv()}. The
   * library never reads the environment by itself.
   */
  public NotifierBuilder environment(Map<String, String> variables) {
    this.variables.putAll(variables);
    return this;
  }

  /** When to try again; {@link RetryPolicy#defaults()} by default. */
  public NotifierBuilder retry(RetryPolicy retry) {
    this.retry = Objects.requireNonNull(retry, "retry");
    return this;
  }

  /** Time limits; {@link TimeoutPolicy#defaults()} by default. */
  public NotifierBuilder timeouts(TimeoutPolicy timeouts) {
    this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
    return this;
  }

  /** When to leave a sick account alone; {@link CircuitBreakerPolicy#defaults()} by default. */
  public NotifierBuilder circuitBreaker(CircuitBreakerPolicy circuitBreaker) {
    this.circuitBreaker = Objects.requireNonNull(circuitBreaker, "circuitBreaker");
    return this;
  }

  /** How long idempotency keys are remembered; {@link DedupePolicy#defaults()} by default. */
  public NotifierBuilder dedupe(DedupePolicy dedupe) {
    this.dedupe = Objects.requireNonNull(dedupe, "dedupe");
    return this;
  }

  /**
   * Has nodes remember idempotency keys together, for the time of {@link #dedupe}; by default each
   * remembers its own. The store is not closed by the notifier.
   */
  public NotifierBuilder idempotency(Idempotency idempotency) {
    this.idempotency = Objects.requireNonNull(idempotency, "idempotency");
    return this;
  }

  /** How long closed windows are remembered; {@link WindowMemoryPolicy#defaults()} by default. */
  public NotifierBuilder windowMemory(WindowMemoryPolicy windowMemory) {
    this.windowMemory = Objects.requireNonNull(windowMemory, "windowMemory");
    return this;
  }

  /** What to do with unknown outcomes; {@link DeliveryMode#AT_MOST_ONCE} by default. */
  public NotifierBuilder deliveryMode(DeliveryMode deliveryMode) {
    this.deliveryMode = Objects.requireNonNull(deliveryMode, "deliveryMode");
    return this;
  }

  /**
   * Where {@code sendAsync} and batches run; never shut down by us. By default virtual threads on
   * Java 21 and later, else at most 64 daemon threads, either with at most 10,000 tasks waiting.
   */
  public NotifierBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Wakes what waits; by default one daemon thread of ours. For tests. */
  public NotifierBuilder timer(Timer timer) {
    this.timer = Objects.requireNonNull(timer, "timer");
    return this;
  }

  /** Where access tokens are kept; in the memory of this notifier by default. */
  public NotifierBuilder tokenStore(TokenStore tokenStore) {
    this.tokenStore = Objects.requireNonNull(tokenStore, "tokenStore");
    return this;
  }

  /** Where templates are kept; none by default, or the folder that the configuration names. */
  public NotifierBuilder templates(TemplateStore templateStore) {
    this.templateStore = Objects.requireNonNull(templateStore, "templateStore");
    return this;
  }

  /** How many and how large templates may be; {@link TemplateLimits#defaults()} by default. */
  public NotifierBuilder templateLimits(TemplateLimits templateLimits) {
    this.templateLimits = Objects.requireNonNull(templateLimits, "templateLimits");
    return this;
  }

  /**
   * What the names of short messages' templates mean at each vendor; none by default, or the file
   * that the configuration names.
   */
  public NotifierBuilder smsTemplates(SmsTemplates smsTemplates) {
    this.smsTemplates = Objects.requireNonNull(smsTemplates, "smsTemplates");
    return this;
  }

  /**
   * Who chooses accounts, such as one of {@link io.notifyjava.route.Routers}; by default the routes
   * of the configuration, or {@link Router#byType()} where it names none.
   */
  public NotifierBuilder router(Router router) {
    this.router = Objects.requireNonNull(router, "router");
    return this;
  }

  /** Adds an observer; each has a thread and a bounded queue of its own. */
  public NotifierBuilder listener(NotifierListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Wall time, for deadlines and instants that are shown; the system's by default. */
  public NotifierBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Nanoseconds of elapsed time; {@link System#nanoTime()} by default. */
  public NotifierBuilder ticker(LongSupplier ticker) {
    this.ticker = Objects.requireNonNull(ticker, "ticker");
    return this;
  }

  /** Source of jitter and message ids, thread-safe; the threads' own generators by default. */
  public NotifierBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /**
   * Builds the notifier. Makes no call and starts no thread; but if it has an outbox, that begins
   * in a thread of the executor to send what is there.
   *
   * @throws io.notifyjava.result.ConfigurationException with every problem at once
   */
  public Notifier build() {
    return new Assembler(this).assemble();
  }
}
