package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitVerdict.Refused;
import io.notifyjava.limit.LimitWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the claims of a contract's test, at the time of the test, and asks its store. */
final class LimitBench {

  private final LimitStore store;
  private final AtomicLong ids = new AtomicLong();
  private volatile Instant now;

  LimitBench(LimitStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  LimitStore store() {
    return store;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void goTo(Instant instant) {
    now = instant;
  }

  /** Returns a key of 32 hexadecimal digits, as the engine makes them. */
  static String key(int number) {
    return "%032x".formatted(number);
  }

  static LimitClaim.Demand demand(int key, LimitBound... bounds) {
    return new LimitClaim.Demand("limit-" + key, key(key), List.of(bounds));
  }

  LimitClaim claim(LimitClaim.Demand... demands) {
    return new LimitClaim("claim-" + ids.incrementAndGet(), now, List.of(demands));
  }

  LimitClaim claim(int key, LimitBound... bounds) {
    return claim(demand(key, bounds));
  }

  static LimitVerdict reserve(LimitStore at, LimitClaim claim) {
    List<LimitVerdict> verdicts = at.reserve(List.of(claim));
    assertThat(verdicts).hasSize(1);
    return verdicts.get(0);
  }

  LimitVerdict reserve(LimitClaim claim) {
    return reserve(store, claim);
  }

  LimitClaim granted(int key, LimitBound... bounds) {
    LimitClaim claim = claim(key, bounds);
    assertThat(reserve(claim)).isInstanceOf(LimitVerdict.Granted.class);
    return claim;
  }

  Refused refused(int key, LimitBound... bounds) {
    LimitVerdict verdict = reserve(claim(key, bounds));
    assertThat(verdict).isInstanceOf(Refused.class);
    return (Refused) verdict;
  }

  /** Asks, and gives back or keeps what was granted; tells whether it is kept. */
  boolean isKept(LimitClaim claim, boolean giveBack) {
    if (!(reserve(claim) instanceof LimitVerdict.Granted)) {
      return false;
    }
    if (giveBack) {
      store.release(List.of(claim));
    } else {
      store.commit(List.of(claim));
    }
    return !giveBack;
  }

  /** Lets another node, whose clock is behind, ask in turn with this one; counts who may pass. */
  int passedInTwoSeconds(LimitStore another, Duration behind) {
    LimitBound twoASecond = new LimitBound(2, LimitWindow.second());
    Instant begin = now;
    int passed = 0;
    for (int millis = 0; millis < 2_000; millis += 100) {
      goTo(begin.plusMillis(millis));
      passed += reserve(claim(1, twoASecond)) instanceof Refused ? 0 : 1;
      goTo(begin.plusMillis(millis).minus(behind));
      passed += reserve(another, claim(1, twoASecond)) instanceof Refused ? 0 : 1;
    }
    return passed;
  }
}
