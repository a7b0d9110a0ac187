package io.notifyjava.internal.corridor;

import io.notifyjava.internal.batch.Ear;
import io.notifyjava.internal.batch.MessageSender;
import io.notifyjava.internal.time.Turnstile;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the messages of one batch, or of the outbox, wait for others to share a call with.
 *
 * <pre>
 * gathering --full, linger over, or nobody else comes--&gt; under way --call ended--&gt; each by itself
 * gathering --the batch is cancelled--&gt; each ends as not sent
 * </pre>
 *
 * <p>A group leaves the map in one place under the lock, so it departs once. Nothing is called
 * under the lock but {@link Ear#waits}, which counts.
 */
public final class Depot implements MessageSender {

  private static final Logger log = LoggerFactory.getLogger(Depot.class);

  private final Courier courier;
  private final Timer timer;
  private final Duration linger;
  private final Executor executor;
  private final Turnstile turnstile;

  private final Object lock = new Object();
  private final Map<Group.Key, Group> open = new LinkedHashMap<>();
  private @Nullable Failure cancelled;
  private volatile int gathering;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Opens the depot of a batch.
   *
   * @param linger how long a group waits for company; zero if each message goes alone
   * @param turnstile for calls that are shared and for what comes after them
   */
  public Depot(
      Courier courier, Timer timer, Executor executor, Duration linger, Turnstile turnstile) {
    this.courier = courier;
    this.timer = timer;
    this.executor = executor;
    this.linger = linger;
    this.turnstile = turnstile;
  }

  @Override
  public void send(Message message, Ear ear) {
    courier.send(message, executor, ear, linger.isZero() ? null : this, null);
  }

  /**
   * Sends a message of the outbox.
   *
   * @param alone whether it does not wait for others to share a call with
   */
  public void send(Message message, Parcel parcel, boolean alone, Ear ear) {
    courier.send(message, executor, ear, alone || linger.isZero() ? null : this, parcel);
  }

  /** Returns how long a message may be on its way. */
  public Duration longestWay() {
    return courier.longestWay();
  }

  @Override
  public int gathering() {
    return gathering;
  }

  @Override
  public int underWay() {
    return underWay.get();
  }

  /** Takes a message in until its call has been made. */
  void park(Trip trip, Step.Parked parked) {
    trip.shares(turnstile);
    Group opened = null;
    Group full = null;
    Failure why;
    synchronized (lock) {
      why = cancelled;
      if (why == null) {
        Group group = join(trip, parked);
        // Here, so that its batch counts it as soon as it can be found, and not before.
        trip.ear.waits();
        opened = group.size() == 1 ? group : null;
        full = group.isFull() && leave(group) ? group : null;
      }
    }
    if (why != null) {
      courier.abandon(trip, why);
      return;
    }
    if (full != null) {
      depart(full);
    } else if (opened != null) {
      Group group = opened;
      timer.schedule(linger, () -> lingered(group));
    }
    trip.ear.isParked();
  }

  private Group join(Trip trip, Step.Parked parked) {
    Group.Key key = new Group.Key(parked.account().name(), parked.key(), parked.most(), 0);
    while (true) {
      Group group = open.get(key);
      if (group == null) {
        group = new Group(key, parked.account());
        open.put(key, group);
        gathering = open.size();
      }
      if (group.join(trip)) {
        return group;
      }
      key = key.nextRound();
    }
  }

  /** Takes a group out of the gathering ones; false if it is not there any more. */
  private boolean leave(Group group) {
    boolean leaves = open.remove(group.key(), group);
    if (leaves) {
      gathering = open.size();
      underWay.incrementAndGet();
    }
    return leaves;
  }

  private void lingered(Group group) {
    boolean leaves;
    synchronized (lock) {
      leaves = leave(group);
    }
    if (leaves) {
      depart(group);
    }
  }

  @Override
  public void depart(int groups) {
    take(groups).forEach(this::depart);
  }

  @Override
  public void cancel(Failure why) {
    synchronized (lock) {
      cancelled = why;
    }
    for (Group group : take(Integer.MAX_VALUE)) {
      abandon(group, why);
    }
  }

  private List<Group> take(int most) {
    List<Group> oldest = new ArrayList<>();
    synchronized (lock) {
      Iterator<Group> groups = open.values().iterator();
      while (oldest.size() < most && groups.hasNext()) {
        oldest.add(groups.next());
      }
      oldest.forEach(this::leave);
    }
    return oldest;
  }

  private void depart(Group group) {
    turnstile.submit(() -> call(group), () -> abandon(group, Courier.NO_THREAD));
  }

  private void call(Group group) {
    Failure why = whyNot();
    if (why != null) {
      abandon(group, why);
    } else if (courier.walk(group) instanceof Step.Pause pause) {
      timer.schedule(pause.time(), () -> depart(group));
    } else {
      land(group);
    }
  }

  private @Nullable Failure whyNot() {
    Failure why = courier.whyNot();
    synchronized (lock) {
      return why == null ? cancelled : why;
    }
  }

  /** Lets each go its own way after the call. */
  private void land(Group group) {
    underWay.decrementAndGet();
    SharedWait shared = new SharedWait();
    for (Trip trip : group.members()) {
      try {
        courier.goOnAfterCall(trip, shared);
      } catch (Throwable t) {
        log.error("A message failed after a shared call; this is a bug of the library", t);
      }
    }
  }

  private void abandon(Group group, Failure why) {
    underWay.decrementAndGet();
    group.members().forEach(trip -> courier.abandon(trip, why));
  }
}
