package io.notifyjava.internal.idempotency;

import io.notifyjava.event.IdempotencyStoreEvent;
import io.notifyjava.internal.event.Announcer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store answers. Says so once when it fails and once when it works again, and has it
 * left alone for a moment when it failed slowly, so that not every message waits for it.
 */
final class StoreWatch {

  private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

  /** A failure that took this long holds up those who send; others cost nothing to try again. */
  private static final long SLOW = Duration.ofMillis(500).toNanos();

  private static final long REST = Duration.ofSeconds(1).toNanos();

  /** A store that fails now and then is one outage, not one for each failure. */
  private static final long WELL_AFTER = Duration.ofSeconds(1).toNanos();

  private final LongSupplier ticker;
  private final Announcer announcer;
  private final Object turn = new Object();
  private volatile boolean failing;
  private long failures;
  private long begunAt;
  private long failedAt;
  private long restsUntil;
  private String cause = "";

  StoreWatch(LongSupplier ticker, Announcer announcer) {
    this.ticker = ticker;
    this.announcer = announcer;
  }

  long now() {
    return ticker.getAsLong();
  }

  /** Tells whether the store is to be left alone for now. */
  boolean rests() {
    if (!failing) {
      return false;
    }
    synchronized (turn) {
      return failing && restsUntil - now() > 0;
    }
  }

  /** Notes a failure of a call that began then. */
  void failed(String method, String what, long begun) {
    synchronized (turn) {
      failedAt = now();
      restsUntil = failedAt - begun >= SLOW ? failedAt + REST : failedAt;
      if (failures++ > 0) {
        log.debug("The store of idempotency keys {} at {}, time {}", what, method, failures);
        return;
      }
      failing = true;
      begunAt = failedAt;
      cause = what + " at " + method;
      // In order with the other one; it is put into a queue and waits for nobody.
      announcer.idempotencyStore(event(IdempotencyStoreEvent.State.FAILING, Duration.ZERO));
    }
    log.warn("The store of idempotency keys {} at {}; it is asked again and again", what, method);
  }

  /** Notes an answer. */
  void answered() {
    if (!failing) {
      return;
    }
    long count;
    Duration lasted;
    synchronized (turn) {
      if (!failing || now() - failedAt < WELL_AFTER) {
        return;
      }
      failing = false;
      count = failures;
      lasted = Duration.ofNanos(now() - begunAt);
      announcer.idempotencyStore(event(IdempotencyStoreEvent.State.WELL_AGAIN, lasted));
      failures = 0;
    }
    log.info("The store of idempotency keys works again, after {} and {} failures", lasted, count);
  }

  private IdempotencyStoreEvent event(IdempotencyStoreEvent.State state, Duration lasted) {
    return new IdempotencyStoreEvent(state, cause, failures, lasted);
  }
}
