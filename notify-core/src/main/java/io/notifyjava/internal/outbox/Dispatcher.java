package io.notifyjava.internal.outbox;

import io.notifyjava.internal.corridor.Depot;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.spi.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a node: in rounds, one after the other, brings the verdicts of what has ended to the
 * store and gets in the same transaction what there is a place for.
 *
 * <p>It has no thread: a signal (an enqueue, an end, the alarm) makes a task of the executor, and
 * signals that come meanwhile make that task go round once more.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final long SOON = Duration.ofSeconds(1).toNanos();

  private final Parts parts;
  private final OutboxStore store;
  private final OutboxOptions options;
  private final LongSupplier ticker;
  private final Places places;
  private final Holdings holdings;
  private final Verdicts verdicts;
  private final Sender sender;
  private final Outage outage;
  private final Schedule schedule;
  private final Purger purger;

  private final AtomicInteger signals = new AtomicInteger();
  private final ReentrantLock turn = new ReentrantLock();

  /** Taken in hand and not begun, because a round failed in between. */
  private final List<Job> unbegun = new ArrayList<>();

  private boolean claimInDoubt;
  private volatile boolean stopping;

  Dispatcher(Parts parts) {
    this.parts = parts;
    store = parts.store();
    options = parts.options();
    ticker = parts.ticker();
    schedule = new Schedule(parts, this::signal);
    places = new Places(options.inFlight(), options.urgentReserve(), options.bytesInHand());
    holdings = new Holdings(store, parts.node(), options.lease(), ticker, places);
    verdicts =
        new Verdicts(store, holdings, places, parts.announcer(), parts.clock(), schedule::dueIn);
    sender =
        new Sender(
            parts.executor(),
            parts.depot(),
            parts.unpacking(),
            new Judge(options, parts.clock(), parts.random()),
            ticker,
            this::hasEnded);
    outage = new Outage(parts.announcer(), parts.random());
    purger = new Purger(store, options, parts.random(), ticker.getAsLong());
  }

  private void hasEnded(Job job) {
    verdicts.add(job);
    signal();
  }

  /** Something may be due now. */
  void look() {
    places.look();
    signal();
  }

  /** Something is due at a time, in milliseconds of the clock. */
  void dueAt(long millis) {
    schedule.dueAt(millis);
    signal();
  }

  /** Has a round made soon, in a thread of the executor. */
  private void signal() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    try {
      parts.executor().execute(this::run);
    } catch (Throwable e) {
      // Also an error: whatever the executor throws, it has not taken the task.
      signals.set(0);
      if (!stopping) {
        log.debug("The executor refused to work on the outbox: {}", e.getClass().getName());
        parts.timer().schedule(Duration.ofNanos(SOON), this::signal);
      }
    }
  }

  private void run() {
    int seen = 1;
    while (seen > 0) {
      seen = signals.get();
      try {
        round();
      } catch (Throwable e) {
        log.error("A round of the outbox failed; memory is out, or this is a bug", e);
        parts.timer().schedule(Duration.ofNanos(SOON), this::signal);
      }
      seen = signals.addAndGet(-seen);
    }
  }

  private void round() {
    // Whoever closes keeps the lock, and does all that is to be done.
    if (!turn.tryLock()) {
      return;
    }
    try {
      if (!outage.rests(ticker.getAsLong())) {
        work();
      }
      if (!stopping) {
        setAlarm();
      }
    } finally {
      turn.unlock();
    }
  }

  private void work() {
    try {
      parts.preparation().ensure();
      if (claimInDoubt) {
        unbegun.addAll(holdings.recover());
        claimInDoubt = false;
      }
      holdings.renewIfDue();
      begin();
      exchange();
      purger.purgeIfDue(ticker.getAsLong());
      outage.isWell(ticker.getAsLong());
    } catch (RuntimeException e) {
      outage.failed(e, ticker.getAsLong());
    }
  }

  private void begin() {
    List<Job> jobs = unbegun.stream().filter(job -> !job.isEnded()).toList();
    unbegun.clear();
    sender.start(jobs);
  }

  private void exchange() {
    boolean bySchedule = options.sending() && !stopping && schedule.isTimeToLook();
    if (bySchedule) {
      places.look();
    }
    boolean brings = verdicts.gather();
    Places.Ask ask = options.sending() && !stopping ? places.ask() : null;
    if (ask != null) {
      claim(ask, bySchedule);
    } else if (brings) {
      verdicts.turn(null);
    }
    if (places.wants() && !stopping && options.sending()) {
      signals.incrementAndGet();
    }
  }

  private void claim(Places.Ask ask, boolean bySchedule) {
    long since = ticker.getAsLong();
    // Until the answer is here, it is not known what was handed out.
    claimInDoubt = true;
    OutboxStore.Turn got;
    try {
      got =
          verdicts.turn(
              new OutboxClaim(
                  parts.node(), options.lease(), ask.urgent(), ask.bulk(), ask.bytes()));
      claimInDoubt = false;
    } finally {
      if (claimInDoubt) {
        places.look();
      }
    }
    List<OutboxLease> leases = got.leases();
    int urgent = (int) leases.stream().filter(lease -> lease.draft().lane() == Lane.URGENT).count();
    places.got(ask, urgent, leases.size() - urgent, got.cut());
    sender.start(holdings.take(leases, since));
    if (bySchedule && !places.wants()) {
      // What is due and was not handed out waits for its order, and is looked for when that ends.
      store.untilNextDue().filter(wait -> !wait.isZero()).ifPresent(schedule::dueIn);
    }
  }

  private void setAlarm() {
    if (outage.isOn()) {
      schedule.wakeAt(outage.until());
      return;
    }
    schedule.wakeAt(purger.dueAt());
    if (!holdings.isEmpty()) {
      schedule.wakeAt(holdings.renewAt());
    }
    if (options.sending()) {
      schedule.wakeForLook();
    }
  }

  /** Takes up nothing more. What is being sent goes on. */
  void stop() {
    stopping = true;
    sender.stop();
    signal();
  }

  /**
   * Hands back what was not begun and delivers what came of the rest, in the calling thread.
   *
   * @return how many entries are left leased, of which others will not know what came
   */
  int finish(Duration limit) {
    long end = ticker.getAsLong() + limit.toNanos();
    boolean locked = false;
    try {
      locked = turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (locked) {
        holdings.all().forEach(sender::takeBack);
        bringIn(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        turn.unlock();
      }
    }
    return holdings.size();
  }

  private void bringIn(long end) throws InterruptedException {
    boolean more = true;
    while (more) {
      try {
        if (verdicts.gather()) {
          verdicts.turn(null);
        }
      } catch (RuntimeException e) {
        log.warn("The outbox could not record what it had in hand: {}", Outage.described(e));
        return;
      }
      long left = end - ticker.getAsLong();
      more = holdings.size() > 0 && left > 0 && verdicts.await(Duration.ofNanos(left));
    }
  }

  /** What a dispatcher is made of. */
  record Parts(
      OutboxStore store,
      Preparation preparation,
      OutboxOptions options,
      String node,
      Depot depot,
      Unpacking unpacking,
      Executor executor,
      Timer timer,
      Clock clock,
      LongSupplier ticker,
      RandomGenerator random,
      Announcer announcer) {}
}
