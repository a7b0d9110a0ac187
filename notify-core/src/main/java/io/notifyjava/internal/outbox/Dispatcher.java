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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a node: in rounds, one after the other, brings the verdicts of what has ended to the
 * store and gets in the same transaction what there is a place for. An enqueue, an end or the alarm
 * has a round made by the {@link Loop}.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** An executor that took nothing is left alone for so long. */
  private static final long CROWDED = Duration.ofMillis(100).toNanos();

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

  private final Loop loop;
  private final ReentrantLock turn = new ReentrantLock();

  /** Taken in hand and not begun, because a round failed in between. */
  private final List<Job> unbegun = new ArrayList<>();

  private boolean claimInDoubt;

  /** Whether the store is to be asked what is due next, once all that is due was claimed. */
  private boolean nextIsOpen;

  private boolean rests;
  private long restsUntil;
  private volatile boolean stopping;

  Dispatcher(Parts parts) {
    this.parts = parts;
    store = parts.store();
    options = parts.options();
    ticker = parts.ticker();
    loop = new Loop(parts.executor(), parts.timer(), this::round);
    schedule = new Schedule(parts, loop::signal);
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
            this::hasEnded,
            this::lend);
    outage = new Outage(parts.announcer(), parts.random());
    purger = new Purger(store, options, parts.random(), ticker.getAsLong());
  }

  private void hasEnded(Job job) {
    verdicts.add(job);
    loop.signal();
  }

  /**
   * Renews leases in the calling thread, which is one of the executor's, if that is late because
   * the executor has much else to do first.
   */
  private void lend() {
    if (holdings.isOverdue()) {
      loop.takeUp();
    }
  }

  /** Something may be due now. */
  void look() {
    places.look();
    loop.signal();
  }

  /** Something is due at a time, in milliseconds of the clock. */
  void dueAt(long millis) {
    schedule.dueAt(millis);
    loop.signal();
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
      setAlarm();
    } finally {
      turn.unlock();
    }
  }

  private void work() {
    try {
      parts.preparation().ensure();
      recover();
      if (holdings.isOverdue()) {
        sender.giveUp(holdings.all());
        holdings.renew();
      }
      begin();
      exchange();
      purger.purgeIfDue(ticker.getAsLong());
      outage.isWell(ticker.getAsLong());
    } catch (Throwable e) {
      // Also an error: whatever a store throws, it is not asked again at once.
      outage.failed(e, ticker.getAsLong());
    }
  }

  private void recover() {
    if (claimInDoubt) {
      unbegun.addAll(holdings.recover());
      claimInDoubt = false;
    }
  }

  private void begin() {
    List<Job> jobs = unbegun.stream().filter(job -> !job.isEnded()).toList();
    unbegun.clear();
    start(jobs);
  }

  private void start(List<Job> jobs) {
    int refused = sender.start(jobs);
    if (refused > 0) {
      rests = places.crowded(refused);
      restsUntil = ticker.getAsLong() + CROWDED;
    } else if (!jobs.isEmpty()) {
      places.roomy();
    }
  }

  private boolean mayClaim() {
    rests = rests && restsUntil - ticker.getAsLong() > 0;
    return options.sending() && !stopping && !rests;
  }

  private void exchange() {
    if (mayClaim() && schedule.isTimeToLook()) {
      places.look();
      nextIsOpen = true;
    }
    boolean brings = verdicts.gather();
    Places.Ask ask = mayClaim() ? places.ask() : null;
    if (ask != null) {
      claim(ask);
    } else if (brings) {
      verdicts.turn(null);
    }
    if (nextIsOpen && places.isExhausted()) {
      schedule.next(store.untilNextDue());
      nextIsOpen = false;
    }
    if (mayClaim() && places.wants()) {
      loop.again();
    }
  }

  private void claim(Places.Ask ask) {
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
    start(holdings.take(leases, since));
  }

  private void setAlarm() {
    if (stopping) {
      // What is being sent goes on, and needs its lease.
      if (!holdings.isEmpty()) {
        schedule.wakeAt(holdings.renewAt());
      }
      return;
    }
    if (outage.isOn()) {
      schedule.wakeAt(outage.until());
      return;
    }
    long at = purger.dueAt();
    if (!holdings.isEmpty()) {
      at = Schedule.earlier(at, holdings.renewAt());
    }
    if (options.sending()) {
      at = Schedule.earlier(at, rests ? restsUntil : schedule.lookAt());
    }
    schedule.wakeAt(at);
  }

  /** Takes up nothing more. What is being sent goes on. */
  void stop() {
    stopping = true;
    loop.stop();
    sender.stop();
    loop.signal();
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
        handBack();
        new LastVerdicts(verdicts, holdings, ticker).bringIn(end);
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

  private void handBack() {
    try {
      recover();
    } catch (Throwable e) {
      log.warn(
          "The outbox could not find out what it had claimed last; others take that for lost: {}",
          Outage.described(e));
    }
    holdings.all().forEach(sender::takeBack);
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
