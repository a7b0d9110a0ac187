package io.notifyjava.internal.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.notifyjava.event.CircuitEvent;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of one account, over Resilience4j, whose types stay in here. */
public final class Breaker {

  /** What says that the account is sick, not that one message is bad. */
  private static final Set<FailureReason> SICK =
      Set.of(
          FailureReason.UNAVAILABLE,
          FailureReason.TIMEOUT,
          FailureReason.PROTOCOL,
          FailureReason.INTERNAL);

  private final CircuitBreaker breaker;
  private final Duration openFor;
  private final LongSupplier ticker;

  /** When the open circuit lets the next call through; old news while it is not open. */
  private volatile long restsUntil;

  /**
   * Creates a closed breaker.
   *
   * @param onChange is told of each change of state, in the sending thread; null if nobody wants to
   *     know, which spares every call an event that Resilience4j would make for each call
   */
  public Breaker(
      String account,
      CircuitBreakerPolicy policy,
      LongSupplier ticker,
      @Nullable Consumer<CircuitEvent> onChange) {
    this.openFor = policy.openFor();
    this.ticker = ticker;
    this.breaker =
        CircuitBreaker.of(
            account,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(policy.window())
                .minimumNumberOfCalls(policy.minimumCalls())
                .failureRateThreshold((float) (policy.failureRate() * 100))
                .waitDurationInOpenState(policy.openFor())
                .permittedNumberOfCallsInHalfOpenState(policy.trialCalls())
                .clock(new TickerClock(ticker))
                .currentTimestampFunction(clock -> ticker.getAsLong(), TimeUnit.NANOSECONDS)
                .build());
    if (onChange != null) {
      breaker
          .getEventPublisher()
          .onStateTransition(
              event ->
                  state(event.getStateTransition().getToState())
                      .ifPresent(state -> onChange.accept(new CircuitEvent(account, state))));
    }
  }

  /** Asks whether a call may be made. Each yes needs one {@link #release} or {@link #record}. */
  public boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  /** Gives a permission back that was not used. */
  public void release() {
    breaker.releasePermission();
  }

  /** Tells whether a result says that the account is sick. */
  public boolean isSick(SendResult result) {
    return result.failure().map(failure -> SICK.contains(failure.reason())).orElse(false);
  }

  /** Counts what came of a call. */
  public void record(SendResult result, Duration took) {
    if (isSick(result)) {
      boolean wasOpen = isOpen();
      breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new SickCall());
      if (!wasOpen && isOpen()) {
        restsUntil = ticker.getAsLong() + openFor.toNanos();
      }
    } else {
      breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Tells whether the circuit is closed: neither open nor on trial. */
  public boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /**
   * Tells whether no call would be made now, so that whoever can go elsewhere need not ask. Right
   * but for races, which {@link #tryAcquire} settles.
   */
  public boolean isResting() {
    return isOpen() && restsUntil - ticker.getAsLong() > 0;
  }

  private boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** Returns for how long an open breaker stays open at most. */
  public Duration openFor() {
    return openFor;
  }

  private static Optional<CircuitEvent.State> state(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED -> Optional.of(CircuitEvent.State.CLOSED);
      case OPEN -> Optional.of(CircuitEvent.State.OPEN);
      case HALF_OPEN -> Optional.of(CircuitEvent.State.TRIAL);
      default -> Optional.empty();
    };
  }

  /**
   * Resilience4j counts throwables; outcomes are not exceptions here, so one without a stack does.
   */
  private static final class SickCall extends Exception {
    private static final long serialVersionUID = 1L;

    private SickCall() {
      super("sick call", null, false, false);
    }
  }
}
