package io.notifyjava.testkit.outbox;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Timer;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.MemoryOutboxStore;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/**
 * A service with an outbox, whose time and whose threads a test moves: tasks run in the test's
 * thread, one after the other, when it says so.
 */
final class OutboxBench implements Executor, Timer {

  /** Retries are the outbox's own business here, not the corridor's. */
  private static final RetryPolicy NO_RETRY = RetryPolicy.never();

  private record Waiting(long at, long order, Runnable task) {}

  final ManualClock clock;
  final MemoryOutboxStore memory;
  final FaultyOutboxStore store;
  final RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Waiting> timers =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::order));
  private long order;
  private int room = Integer.MAX_VALUE;
  private boolean dead;
  private Random dice;

  OutboxBench() {
    this(new ManualClock());
  }

  private OutboxBench(ManualClock clock) {
    this(clock, new MemoryOutboxStore(clock));
  }

  private OutboxBench(ManualClock clock, MemoryOutboxStore memory) {
    this.clock = clock;
    this.memory = memory;
    this.store = new FaultyOutboxStore(memory);
  }

  /** A service whose store goes by a clock that never jumps. */
  static OutboxBench withSteadyStore() {
    ManualClock clock = new ManualClock();
    return new OutboxBench(clock, new MemoryOutboxStore(steady(clock)));
  }

  private static Clock steady(ManualClock clock) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return ManualClock.START.plusNanos(clock.ticker().getAsLong());
      }
    };
  }

  /** Tells whether a notifier takes nothing more. */
  static boolean isClosed(Notifier notifier) {
    try {
      notifier.outbox().wake();
      return false;
    } catch (OutboxException e) {
      return e.kind() == OutboxException.Kind.CLOSED;
    }
  }

  /** Another process over the same store, in the same time. */
  OutboxBench neighbour() {
    return new OutboxBench(clock, memory);
  }

  /** Opens the service with default options. */
  Notifier open() {
    return open(options -> options);
  }

  Notifier open(UnaryOperator<OutboxOptions.Builder> options) {
    return open(options, builder -> builder.provider("main", provider));
  }

  Notifier open(
      UnaryOperator<OutboxOptions.Builder> options, UnaryOperator<NotifierBuilder> setUp) {
    OutboxOptions.Builder defaults = OutboxOptions.builder().backoff(sec(5), sec(60));
    return setUp
        .apply(
            Notifier.builder()
                .retry(NO_RETRY)
                .clock(clock)
                .ticker(clock.ticker())
                .timer(this)
                .executor(this)
                .random(new Random(System.identityHashCode(this)))
                .outbox(store, options.apply(defaults).build()))
        .build();
  }

  static Duration sec(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  static TestMessage.Builder to(String recipient) {
    return TestMessage.to(recipient);
  }

  static TestMessage urgent(String recipient) {
    return TestMessage.to(recipient).lane(Lane.URGENT).build();
  }

  static SendResult later() {
    return SendResult.rejected(
        Failure.transientFailure(FailureReason.THROTTLED, "45009", "too fast"));
  }

  static SendResult never() {
    return SendResult.rejected(
        Failure.permanent(FailureReason.INVALID_RECIPIENT, "40003", "no such user"));
  }

  static SendResult perhaps() {
    return SendResult.unknown(
        Failure.transientFailure(FailureReason.TIMEOUT, "timeout", "no answer"));
  }

  /** Enqueues and has everything done that can be done now. */
  OutboxId put(Notifier notifier, TestMessage message) {
    OutboxId id = notifier.outbox().enqueue(message, EnqueueOptions.defaults());
    settle();
    return id;
  }

  OutboxEntry entry(OutboxId id) {
    return memory.find(id).orElseThrow();
  }

  OutboxState state(OutboxId id) {
    return entry(id).state();
  }

  List<String> recipientsSent() {
    return provider.sent().stream().map(message -> message.recipient().value()).toList();
  }

  /** Runs every task that waits for a thread. */
  void settle() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  /** Runs so many tasks. */
  void run(int some) {
    for (int i = 0; i < some; i++) {
      Runnable task = next();
      if (task != null) {
        task.run();
      }
    }
  }

  /** Takes the next task out, to be run at another moment. */
  Runnable take() {
    return java.util.Objects.requireNonNull(next(), "no task waits");
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }

  synchronized int waiting() {
    return tasks.size();
  }

  /** Lets time pass, with everything that is done in it. */
  void pass(Duration time) {
    long end = clock.ticker().getAsLong() + time.toNanos();
    settle();
    for (Waiting due = due(end); due != null; due = due(end)) {
      long wait = due.at() - clock.ticker().getAsLong();
      if (wait > 0) {
        clock.advance(Duration.ofNanos(wait));
      }
      due.task().run();
      settle();
    }
    long rest = end - clock.ticker().getAsLong();
    if (rest > 0) {
      clock.advance(Duration.ofNanos(rest));
    }
  }

  /** Lets time pass with all threads busy: timers go off, and nothing is done about it. */
  void idle(Duration time) {
    clock.advance(time);
    long now = clock.ticker().getAsLong();
    for (Waiting due = due(now); due != null; due = due(now)) {
      due.task().run();
    }
  }

  private synchronized Waiting due(long end) {
    Waiting first = timers.peek();
    return first == null || first.at() > end ? null : timers.poll();
  }

  /** Kills the process: nothing of it runs any more. */
  synchronized void die() {
    dead = true;
    tasks.clear();
    timers.clear();
  }

  /** Lets the executor throw an error for half of the tasks. */
  synchronized void flaky(long seed) {
    dice = new Random(seed);
  }

  /** Lets the executor take so many more tasks, and then refuse. */
  synchronized void room(int more) {
    room = more;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (dead) {
      return;
    }
    if (dice != null && dice.nextBoolean()) {
      throw new AssertionError("not this one");
    }
    if (room == 0) {
      throw new RejectedExecutionException("no room");
    }
    room--;
    tasks.add(task);
  }

  @Override
  public synchronized void schedule(Duration delay, Runnable task) {
    if (!dead) {
      timers.add(new Waiting(clock.ticker().getAsLong() + delay.toNanos(), order++, task));
    }
  }

  /** Returns for how long the timers would wait, the shortest first. */
  synchronized List<Duration> timers() {
    List<Duration> waits = new ArrayList<>();
    timers.stream()
        .sorted(timers.comparator())
        .forEach(one -> waits.add(Duration.ofNanos(one.at() - clock.ticker().getAsLong())));
    return waits;
  }

  OutboxStore faulty() {
    return store;
  }
}
