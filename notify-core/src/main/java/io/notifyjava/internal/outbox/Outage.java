package io.notifyjava.internal.outbox;

import io.notifyjava.event.OutboxStoreEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.outbox.OutboxException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which the store fails: says so once, and when it is over; waits longer and longer
 * before the store is asked again. Used by the dispatcher alone.
 */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);
  private static final long FIRST_WAIT = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();

  private final Announcer announcer;
  private final RandomGenerator random;
  private long failures;
  private long begunAt;
  private long until;
  private String cause = "";

  Outage(Announcer announcer, RandomGenerator random) {
    this.announcer = announcer;
    this.random = random;
  }

  /** Tells whether the store is to be left alone for now. */
  boolean rests(long now) {
    return failures > 0 && until - now > 0;
  }

  /** Returns when the store is asked again. */
  long until() {
    return until;
  }

  boolean isOn() {
    return failures > 0;
  }

  void failed(Throwable e, long now) {
    long wait = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures, 10));
    until = now + (long) (wait * (0.5 + 0.5 * random.nextDouble()));
    if (failures++ == 0) {
      begunAt = now;
      cause = described(e);
      if (e instanceof Error) {
        log.error("The store of the outbox threw an error; memory is out, or this is a bug", e);
      }
      log.warn("The store of the outbox fails; it is asked again and again: {}", cause);
      announcer.outboxStore(event(OutboxStoreEvent.State.FAILING, Duration.ZERO));
    } else {
      log.debug("The store of the outbox fails, time {}: {}", failures, described(e));
    }
  }

  void isWell(long now) {
    if (failures == 0) {
      return;
    }
    Duration lasted = Duration.ofNanos(now - begunAt);
    log.info("The store of the outbox works again, after {} and {} failures", lasted, failures);
    announcer.outboxStore(event(OutboxStoreEvent.State.WELL_AGAIN, lasted));
    failures = 0;
  }

  private OutboxStoreEvent event(OutboxStoreEvent.State state, Duration lasted) {
    return new OutboxStoreEvent(state, cause, failures, lasted);
  }

  /** The texts of others are not ours and may hold anything. */
  static String described(Throwable e) {
    return e instanceof OutboxException outbox
        ? outbox.kind() + ": " + outbox.getMessage()
        : "threw " + e.getClass().getName();
  }
}
