package io.notifyjava;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.internal.corridor.Account;
import io.notifyjava.internal.corridor.Courier;
import io.notifyjava.internal.corridor.Plan;
import io.notifyjava.internal.outbox.OutboxEngine;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.outbox.Outbox;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.template.TemplateRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifier that the builder builds: hands each call to the part that does it. */
final class DefaultNotifier implements Notifier {

  private static final Logger log = LoggerFactory.getLogger(DefaultNotifier.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final Assembly parts;
  private final AtomicBoolean closed = new AtomicBoolean();

  DefaultNotifier(Assembly parts) {
    this.parts = parts;
  }

  @Override
  public SendResult send(Message message) {
    return parts.courier().send(Objects.requireNonNull(message, "message"));
  }

  @Override
  public CompletableFuture<SendResult> sendAsync(Message message) {
    Objects.requireNonNull(message, "message");
    ensureOpen();
    CompletableFuture<SendResult> future = new CompletableFuture<>();
    try {
      parts.executor().execute(() -> begin(message, future));
    } catch (RejectedExecutionException e) {
      future.complete(
          SendResult.rejected(
              Failure.transientFailure(
                  FailureReason.OVERLOADED,
                  "executor-rejected",
                  "The executor refused the message; it has no thread or no room, or was shut down")));
    }
    return future;
  }

  private void begin(Message message, CompletableFuture<SendResult> future) {
    if (!future.isCancelled()) {
      parts.courier().send(message, parts.executor(), future::complete);
    }
  }

  @Override
  public Batch batch(Iterator<? extends Message> messages, BatchOptions options) {
    ensureOpen();
    return parts.batches().start(messages, options);
  }

  @Override
  public Batch batch(Stream<? extends Message> messages, BatchOptions options) {
    ensureOpen();
    return parts.batches().start(messages, options);
  }

  @Override
  public Batch batch(Iterable<? extends Message> messages, BatchOptions options) {
    ensureOpen();
    return parts.batches().start(messages, options);
  }

  @Override
  public Explanation explain(Message message) {
    Objects.requireNonNull(message, "message");
    ensureOpen();
    Plan plan = parts.corridor().plan(message);
    return new Explanation(
        plan.ways().stream().map(way -> step(message, way)).toList(), plan.refusal());
  }

  private static Explanation.Step step(Message message, Plan.Way way) {
    return new Explanation.Step(
        way.alternative(),
        way.account().name(),
        way.message().typeName(),
        way.opensOn(),
        templateKey(message, way.alternative()),
        way.account().provider().preview(way.message()));
  }

  private static @Nullable String templateKey(Message message, int alternative) {
    Message original = message;
    if (message instanceof Fallback fallback) {
      original =
          alternative == 0
              ? fallback.first()
              : fallback.alternatives().get(alternative - 1).message();
    }
    return original instanceof TemplatedMessage templated ? templated.templateKey() : null;
  }

  @Override
  public TemplateRegistry templates() {
    return parts.templates();
  }

  @Override
  public Outbox outbox() {
    OutboxEngine outbox = parts.outbox();
    if (outbox == null) {
      throw new IllegalStateException(
          "This notifier has no outbox; give it one with"
              + " Notifier.builder().outbox(store), the store being one of notify-jdbc");
    }
    return outbox;
  }

  @Override
  public void windowOpened(String account, Recipient recipient) {
    parts
        .windows()
        .open(
            Objects.requireNonNull(account, "account"),
            Objects.requireNonNull(recipient, "recipient"));
  }

  @Override
  public <T> T extension(String account, Class<T> type) {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(type, "type");
    ensureOpen();
    Account found =
        parts.accounts().stream()
            .filter(one -> one.name().equals(account))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no account '%s'; the accounts are %s"
                            .formatted(account, names(parts.accounts()))));
    return found
        .provider()
        .extension(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Account '%s' offers no %s; see the documentation of its provider"
                        .formatted(account, type.getSimpleName())));
  }

  @Override
  public CloseReport close(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit must not be negative, but was " + limit);
    }
    if (!closed.compareAndSet(false, true)) {
      return new CloseReport(0, 0);
    }
    OutboxEngine outbox = parts.outbox();
    if (outbox != null) {
      outbox.stop();
    }
    parts.batches().cancelAll();
    Courier courier = parts.courier();
    courier.close();
    boolean clean = awaitDrained(courier, limit);
    long abandoned = clean ? 0 : courier.underWay();
    courier.abandon();
    parts.closeOwnTimer();
    // After those that waited were abandoned, so that they are handed back too.
    long leased = outbox == null ? 0 : outbox.finish(limit);
    for (Account account : parts.accounts()) {
      closeQuietly(account);
    }
    parts.announcer().close(clean ? Duration.ofSeconds(1) : Duration.ZERO);
    parts.closeOwnExecutor();
    if (abandoned > 0) {
      log.warn("Closed with {} messages still in a call to a provider", abandoned);
    }
    if (leased > 0) {
      log.warn("Closed with {} entries of the outbox whose outcome is not recorded", leased);
    }
    return new CloseReport(abandoned, leased);
  }

  @Override
  public void close() {
    close(CLOSE_LIMIT);
  }

  private static boolean awaitDrained(Courier courier, Duration limit) {
    try {
      return courier.drained().await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return courier.underWay() == 0;
    }
  }

  /** A provider that cannot be closed is no reason to leave the others open. */
  static void closeQuietly(Account account) {
    try {
      account.provider().close();
    } catch (Exception e) {
      log.warn("Account {} could not be closed", account.name(), e);
    }
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The notifier is closed");
    }
  }

  @Override
  public String toString() {
    return "Notifier" + List.copyOf(names(parts.accounts()));
  }

  private static Collection<String> names(Collection<Account> accounts) {
    return accounts.stream().map(Account::name).toList();
  }
}
