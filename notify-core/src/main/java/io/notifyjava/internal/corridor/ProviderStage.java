package io.notifyjava.internal.corridor;

import io.notifyjava.event.AttemptEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.SendContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the call and notes the attempt of each message in it. */
final class ProviderStage {

  private static final Logger log = LoggerFactory.getLogger(ProviderStage.class);

  private final Clock clock;
  private final LongSupplier ticker;
  private final Announcer announcer;

  ProviderStage(Clock clock, LongSupplier ticker, Announcer announcer) {
    this.clock = clock;
    this.ticker = ticker;
    this.announcer = announcer;
  }

  Step walk(Call call, Duration timeLimit) {
    return call instanceof Group group
        ? share(group.account(), group.riders(), timeLimit)
        : alone((Delivery) call, timeLimit);
  }

  private Step alone(Delivery delivery, Duration timeLimit) {
    Instant startedAt = clock.instant();
    long begunAt = ticker.getAsLong();
    SendContext context =
        new SendContext(
            delivery.messageId,
            delivery.beginAttempt(begunAt),
            timeLimit,
            delivery.unknown() != null);
    SendResult result = ProviderCall.send(delivery.leg(), context);
    note(delivery, result, startedAt, Duration.ofNanos(ticker.getAsLong() - begunAt));
    return Step.of(result);
  }

  /**
   * Returns the answer by which the account is judged: it is well if it spoke well of one message.
   */
  private Step share(Account account, List<Delivery> riders, Duration timeLimit) {
    if (riders.size() == 1) {
      Step.Done answer = (Step.Done) alone(riders.get(0), timeLimit);
      riders.get(0).answer(answer);
      return answer;
    }
    Instant startedAt = clock.instant();
    long begunAt = ticker.getAsLong();
    int attempt = 1;
    for (Delivery rider : riders) {
      attempt = Math.max(attempt, rider.beginAttempt(begunAt));
    }
    SendContext context =
        new SendContext(
            riders.get(0).messageId,
            riders.stream().map(rider -> rider.messageId).toList(),
            attempt,
            timeLimit,
            false);
    List<SendResult> results =
        ProviderCall.sendAll(
            account, riders.stream().map(rider -> rider.leg().message()).toList(), context);
    Duration took = Duration.ofNanos(ticker.getAsLong() - begunAt);
    SendResult best = results.get(0);
    for (int i = 0; i < results.size(); i++) {
      SendResult result = results.get(i);
      note(riders.get(i), result, startedAt, took);
      riders.get(i).answer(Step.of(result));
      best = account.health().better(best, result);
    }
    return Step.of(best);
  }

  private void note(Delivery delivery, SendResult result, Instant startedAt, Duration took) {
    Leg leg = delivery.leg();
    Attempt attempt =
        new Attempt(
            delivery.attempts().size() + 1,
            leg.alternative(),
            leg.account().name(),
            leg.message().typeName(),
            startedAt,
            took,
            result.outcome(),
            result.failure().orElse(null));
    delivery.add(attempt);
    if (log.isDebugEnabled()) {
      log.debug(
          "Message {} attempt {} ({}) via {}: {} {}",
          delivery.messageId,
          attempt.number(),
          attempt.messageType(),
          attempt.account(),
          attempt.outcome(),
          attempt.failure() == null ? "" : attempt.failure());
    }
    if (announcer.isHeard()) {
      announcer.attempt(new AttemptEvent(delivery.messageId, leg.message(), attempt));
    }
  }
}
