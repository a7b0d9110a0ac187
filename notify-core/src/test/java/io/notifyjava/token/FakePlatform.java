package io.notifyjava.token;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Grants T1, T2, ... for two hours unless told otherwise, and counts. */
final class FakePlatform implements TokenSource {

  static final Failure BUSY =
      Failure.transientFailure(FailureReason.UNAVAILABLE, "-1", "system error");
  static final Failure BAD_SECRET =
      Failure.permanent(FailureReason.AUTHENTICATION, "40125", "invalid appsecret");

  private final AtomicInteger calls = new AtomicInteger();
  private final List<Duration> limits = new CopyOnWriteArrayList<>();
  private volatile IntFunction<Grant> answer = FakePlatform::normal;

  private static Grant normal(int call) {
    return new Grant("T" + call, Duration.ofHours(2));
  }

  @Override
  public Grant fetch(Duration timeLimit) {
    limits.add(timeLimit);
    return answer.apply(calls.incrementAndGet());
  }

  int calls() {
    return calls.get();
  }

  /** The time limit that the latest call was given. */
  Duration limit() {
    return limits.get(limits.size() - 1);
  }

  void heals() {
    answer = FakePlatform::normal;
  }

  void answers(IntFunction<Grant> answer) {
    this.answer = answer;
  }

  void grants(String value, Duration lifetime) {
    answer = call -> new Grant(value, lifetime);
  }

  void grantsFor(Duration lifetime) {
    answer = call -> new Grant("T" + call, lifetime);
  }

  void fails(Failure failure) {
    answer =
        call -> {
          throw new TokenException(failure);
        };
  }

  /**
   * Every call waits until the gate is opened or its thread is interrupted, whatever its time
   * limit: a busy machine may take long to get a thousand threads there.
   */
  Gate blocks() {
    Gate gate = new Gate();
    IntFunction<Grant> then = answer;
    answer =
        call -> {
          gate.pass();
          return then.apply(call);
        };
    return gate;
  }

  /** Where calls wait. */
  static final class Gate {

    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

    private void pass() {
      reached.countDown();
      try {
        if (!open.await(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The test never opened the gate");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TokenException(
            Failure.permanent(FailureReason.CANCELLED, "interrupted", "the call was interrupted"));
      }
    }

    void awaitCall() throws InterruptedException {
      if (!reached.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("No call reached the gate");
      }
    }

    void open() {
      open.countDown();
    }
  }
}
