package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.idempotency.MemoryIdempotencyStore;
import io.notifyjava.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A store with one flaw that a real one may well have. */
final class FlawedIdempotencyStore implements IdempotencyStore {

  enum Flaw {
    LOOKS_BEFORE_IT_TAKES,
    GIVES_LOST_KEYS_AWAY,
    FORGETS_WHO_OWNS,
    KNOWS_NO_OWNER_AGAIN,
    LETS_GO_OF_RESULTS,
    FORGETS_LATE_RESULTS
  }

  private final ManualClock clock = new ManualClock();
  private final MemoryIdempotencyStore store = new MemoryIdempotencyStore(1_000, clock.ticker());
  private final Flaw flaw;
  private final CountDownLatch two = new CountDownLatch(2);
  private final AtomicInteger asked = new AtomicInteger();

  FlawedIdempotencyStore(Flaw flaw) {
    this.flaw = flaw;
  }

  void letPass(Duration time) {
    clock.advance(time);
  }

  @Override
  public IdempotencyVerdict claim(IdempotencyClaim claim) {
    return switch (flaw) {
      case LOOKS_BEFORE_IT_TAKES -> looked(claim);
      case GIVES_LOST_KEYS_AWAY ->
          store.claim(
              new IdempotencyClaim(
                  claim.key(),
                  claim.content(),
                  claim.owner(),
                  claim.lease().minusNanos(1),
                  Duration.ofNanos(1)));
      case KNOWS_NO_OWNER_AGAIN ->
          store.claim(owned(claim, claim.owner() + asked.incrementAndGet()));
      default -> store.claim(claim);
    };
  }

  /** As two statements without a lock do, of which two callers make the first before the second. */
  private IdempotencyVerdict looked(IdempotencyClaim claim) {
    IdempotencyVerdict verdict = look(claim);
    if (verdict instanceof IdempotencyVerdict.First) {
      meetAnother();
      if (!(store.claim(claim) instanceof IdempotencyVerdict.First)) {
        return IdempotencyVerdict.first();
      }
    }
    return verdict;
  }

  private synchronized IdempotencyVerdict look(IdempotencyClaim claim) {
    IdempotencyClaim probe = owned(claim, "probe-" + claim.owner());
    IdempotencyVerdict verdict = store.claim(probe);
    if (verdict instanceof IdempotencyVerdict.First) {
      store.release(probe);
    }
    return verdict;
  }

  /** Where many ask at once there is another; elsewhere nobody would come. */
  private void meetAnother() {
    if (Thread.currentThread().getName().startsWith(Together.THREAD)) {
      two.countDown();
      try {
        assertThat(two.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IdempotencyClaim owned(IdempotencyClaim claim, String owner) {
    return new IdempotencyClaim(claim.key(), claim.content(), owner, claim.lease(), claim.window());
  }

  @Override
  public void record(IdempotencyClaim claim, String result) {
    switch (flaw) {
      case FORGETS_WHO_OWNS -> {
        // Finds out by asking, which a real one need not.
        for (String owner : new String[] {"a", "b", "c"}) {
          store.record(owned(claim, owner), result);
        }
      }
      case FORGETS_LATE_RESULTS -> {
        if (store.claim(owned(claim, "probe")) instanceof IdempotencyVerdict.InFlight) {
          store.record(claim, result);
        }
      }
      default -> store.record(claim, result);
    }
  }

  @Override
  public void release(IdempotencyClaim claim) {
    if (flaw == Flaw.LETS_GO_OF_RESULTS) {
      store.release(claim);
      clock.advance(Duration.ofDays(1));
    } else if (flaw == Flaw.FORGETS_WHO_OWNS) {
      for (String owner : new String[] {"a", "b", "c"}) {
        store.release(owned(claim, owner));
      }
    } else {
      store.release(claim);
    }
  }
}
