package io.notifyjava.internal.corridor;

import io.notifyjava.event.NotifierListener;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.internal.limit.LimitDesk;
import io.notifyjava.internal.resilience.Backoff;
import io.notifyjava.internal.resilience.Breaker;
import io.notifyjava.internal.resilience.Health;
import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.internal.resilience.Limiter;
import io.notifyjava.internal.resilience.RetryBudget;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.Limits;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Router;
import io.notifyjava.spi.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Builds a corridor for a test and sends through it, in both ways if asked. */
final class Walker {

  final ManualTime time = new ManualTime().passingByItself();
  private final Map<String, Provider<Message>> providers = new LinkedHashMap<>();
  private final List<NotifierListener> listeners = new ArrayList<>();
  private RetryPolicy retry = RetryPolicy.defaults().withJitter(0);
  private TimeoutPolicy timeouts = TimeoutPolicy.defaults();
  private CircuitBreakerPolicy circuit = CircuitBreakerPolicy.defaults();
  private DedupePolicy dedupe = DedupePolicy.defaults();
  private WindowMemoryPolicy windowMemory = WindowMemoryPolicy.defaults();
  private DeliveryMode mode = DeliveryMode.AT_MOST_ONCE;
  private Router router = Router.byType();
  private Renderer renderer = (key, variables) -> key;
  private @Nullable RateLimit rateLimit;
  private @Nullable LimitDesk limits;
  private @Nullable Idempotency idempotency;
  private @Nullable Courier courier;
  private @Nullable WindowMemory windows;
  private @Nullable Announcer announcer;
  private @Nullable Corridor corridor;

  static Walker through(ScriptedProvider provider) {
    return new Walker().and("main", provider);
  }

  Walker and(String account, Provider<Message> provider) {
    providers.put(account, provider);
    return this;
  }

  Walker retry(RetryPolicy retry) {
    this.retry = retry;
    return this;
  }

  Walker timeouts(Duration total, Duration attempt) {
    this.timeouts = new TimeoutPolicy(total, attempt);
    return this;
  }

  Walker circuit(CircuitBreakerPolicy circuit) {
    this.circuit = circuit;
    return this;
  }

  Walker dedupe(DedupePolicy dedupe) {
    this.dedupe = dedupe;
    return this;
  }

  Walker windowMemory(WindowMemoryPolicy windowMemory) {
    this.windowMemory = windowMemory;
    return this;
  }

  Walker mode(DeliveryMode mode) {
    this.mode = mode;
    return this;
  }

  Walker router(Router router) {
    this.router = router;
    return this;
  }

  Walker renderer(Renderer renderer) {
    this.renderer = renderer;
    return this;
  }

  Walker rateLimit(RateLimit rateLimit) {
    this.rateLimit = rateLimit;
    return this;
  }

  Walker limits(Limits limits, LimitStore store) {
    this.limits = new LimitDesk(limits, store, time, time::nanos);
    return this;
  }

  Walker idempotency(Idempotency idempotency) {
    this.idempotency = idempotency;
    return this;
  }

  Walker listener(NotifierListener listener) {
    listeners.add(listener);
    return this;
  }

  SendResult send(Message message) {
    return courier().send(message);
  }

  /** Sends in the caller's thread or through an executor; the outcome must be the same. */
  SendResult send(Message message, Way way) {
    if (way == Way.BLOCKING) {
      return send(message);
    }
    AtomicReference<SendResult> result = new AtomicReference<>();
    courier().send(message, Runnable::run, result::set);
    return Objects.requireNonNull(result.get(), "no result");
  }

  private @Nullable SharedKeys sharedKeys() {
    Idempotency shared = idempotency;
    return shared == null
        ? null
        : new SharedKeys(
            shared,
            dedupe.window(),
            message ->
                Optional.of(
                    new SharedKeys.Content(
                        message.typeName(),
                        1,
                        StoredFields.builder()
                            .put("hash", String.valueOf(message.hashCode()))
                            .build())),
            time::nanos,
            Objects.requireNonNull(announcer));
  }

  enum Way {
    BLOCKING,
    ASYNC
  }

  WindowMemory windows() {
    courier();
    return Objects.requireNonNull(windows);
  }

  Announcer announcer() {
    courier();
    return Objects.requireNonNull(announcer);
  }

  Corridor corridor() {
    courier();
    return Objects.requireNonNull(corridor);
  }

  Courier courier() {
    if (courier == null) {
      announcer = new Announcer(listeners);
      windows = new WindowMemory(windowMemory, time::nanos);
      Random random = new Random(1);
      Map<String, Account> accounts = new LinkedHashMap<>();
      providers.forEach(
          (name, provider) -> {
            Breaker breaker = new Breaker(name, circuit, time::nanos, announcer::circuit);
            accounts.put(
                name,
                new Account(
                    name,
                    provider,
                    provider.capabilities(),
                    retry,
                    new Backoff(retry, random),
                    new RetryBudget(retry),
                    breaker,
                    new Health(name, breaker, circuit, time::nanos, announcer::backup),
                    rateLimit == null ? null : new Limiter(rateLimit, time::nanos)));
          });
      corridor =
          new Corridor(
              new Corridor.Parts(
                  accounts,
                  router,
                  renderer,
                  new KeyMemory(dedupe, time::nanos),
                  windows,
                  announcer,
                  timeouts,
                  mode,
                  time,
                  time::nanos,
                  random,
                  limits,
                  sharedKeys()));
      courier = new Courier(corridor, time);
    }
    return courier;
  }
}
