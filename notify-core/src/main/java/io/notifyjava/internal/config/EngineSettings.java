package io.notifyjava.internal.config;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The settings of the notifier itself, as keys below {@code notify.} */
final class EngineSettings {

  static final List<String> KEYS =
      List.of(
          "timeout.total",
          "timeout.attempt",
          "retry.max-attempts",
          "retry.initial-backoff",
          "retry.max-backoff",
          "retry.jitter",
          "retry.budget-ratio",
          "retry.budget-reserve",
          "circuit-breaker.failure-rate",
          "circuit-breaker.window",
          "circuit-breaker.minimum-calls",
          "circuit-breaker.open-for",
          "circuit-breaker.trial-calls",
          "dedupe.window",
          "dedupe.max-keys",
          "window-memory.remember",
          "window-memory.max-recipients",
          "templates.folder",
          "sms.templates",
          "delivery-mode",
          LimitKeys.WHEN_STORE_FAILS,
          LimitKeys.MAX_KEYS,
          LimitKeys.WHEN_FULL,
          "outbox.node",
          "outbox.sending",
          "outbox.in-flight",
          "outbox.urgent-reserve",
          "outbox.bytes-in-hand",
          "outbox.lease",
          "outbox.poll-interval",
          "outbox.max-attempts",
          "outbox.initial-backoff",
          "outbox.max-backoff",
          "outbox.enqueue-timeout",
          "outbox.key-window",
          "outbox.keep-accepted",
          "outbox.keep-rejected",
          "outbox.keep-unknown",
          "outbox.keep-expired",
          "outbox.keep-dead",
          "outbox.keep-cancelled");

  private final Map<String, String> given;
  private final Problems problems;

  EngineSettings(Map<String, String> given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  Configuration.Engine read() {
    return new Configuration.Engine(
        section("timeout", this::timeouts),
        section("retry", this::retry),
        section("circuit-breaker", this::circuitBreaker),
        section("dedupe", this::dedupe),
        section("window-memory", this::windowMemory),
        Optional.ofNullable(given.get("templates.folder")),
        Optional.ofNullable(given.get("sms.templates")),
        Optional.ofNullable(given.get("delivery-mode"))
            .flatMap(
                text ->
                    problems.collect(
                        "notify.delivery-mode", () -> Values.constant(DeliveryMode.class, text))),
        section("outbox", () -> new OutboxSettings(given, problems).read()));
  }

  /** Reads a policy only if one of its keys is given, so that the builder's own stays otherwise. */
  private <T> Optional<T> section(String name, Supplier<T> read) {
    boolean named = given.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    return named ? problems.collect("notify." + name, read) : Optional.empty();
  }

  private TimeoutPolicy timeouts() {
    TimeoutPolicy defaults = TimeoutPolicy.defaults();
    Duration total = value("timeout.total", Values::duration, defaults.total());
    Duration shorter = total.compareTo(defaults.attempt()) < 0 ? total : defaults.attempt();
    return new TimeoutPolicy(total, value("timeout.attempt", Values::duration, shorter));
  }

  private RetryPolicy retry() {
    RetryPolicy defaults = RetryPolicy.defaults();
    return new RetryPolicy(
        value("retry.max-attempts", Values::integer, defaults.maxAttempts()),
        value("retry.initial-backoff", Values::duration, defaults.initialBackoff()),
        value("retry.max-backoff", Values::duration, defaults.maxBackoff()),
        value("retry.jitter", Values::decimal, defaults.jitter()),
        value("retry.budget-ratio", Values::decimal, defaults.budgetRatio()),
        value("retry.budget-reserve", Values::integer, defaults.budgetReserve()));
  }

  private CircuitBreakerPolicy circuitBreaker() {
    CircuitBreakerPolicy defaults = CircuitBreakerPolicy.defaults();
    return new CircuitBreakerPolicy(
        value("circuit-breaker.failure-rate", Values::decimal, defaults.failureRate()),
        value("circuit-breaker.window", Values::integer, defaults.window()),
        value("circuit-breaker.minimum-calls", Values::integer, defaults.minimumCalls()),
        value("circuit-breaker.open-for", Values::duration, defaults.openFor()),
        value("circuit-breaker.trial-calls", Values::integer, defaults.trialCalls()));
  }

  private DedupePolicy dedupe() {
    DedupePolicy defaults = DedupePolicy.defaults();
    return new DedupePolicy(
        value("dedupe.window", Values::duration, defaults.window()),
        value("dedupe.max-keys", Values::integer, defaults.maxKeys()));
  }

  private WindowMemoryPolicy windowMemory() {
    WindowMemoryPolicy defaults = WindowMemoryPolicy.defaults();
    return new WindowMemoryPolicy(
        value("window-memory.remember", Values::duration, defaults.remember()),
        value("window-memory.max-recipients", Values::integer, defaults.maxRecipients()));
  }

  private <T> T value(String key, Function<String, T> read, T defaultValue) {
    String text = given.get(key);
    return text == null
        ? defaultValue
        : problems.collect("notify." + key, () -> read.apply(text)).orElse(defaultValue);
  }
}
