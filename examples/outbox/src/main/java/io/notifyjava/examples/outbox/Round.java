package io.notifyjava.examples.outbox;

import io.notifyjava.jdbc.JdbcOutbox;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Messages that are enqueued and sent by processes of which some may be killed, until nothing is
 * left to be sent; then each is judged.
 *
 * <p>With a file, one process has it at a time: it enqueues and sends, and the one that comes after
 * its death enqueues what was not acknowledged, and sends the rest. With a server, one process only
 * enqueues, and others send meanwhile.
 */
final class Round {

  private static final Duration END = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(1);

  /** Longest wait for a node that should have its hands full. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a server may go on with what a process asked of it before it died. */
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final Setup setup;
  private final Plan plan;
  private final Crew crew;
  private final Journal journal;
  private final long deliveredBefore;
  private final long repeatsBefore;
  private int kills;
  private int feederKills;
  private long inHand;

  /**
   * What the rounds of a run share.
   *
   * @param nodes that send at once
   */
  record Setup(
      Database database,
      Vendor vendor,
      Channel channel,
      NodeOrder.Work work,
      int nodes,
      LongSupplier ticker) {}

  /**
   * What happens in a round. Moments are numbers of steps that were made: each acknowledged
   * enqueueing is one, and each delivery; so there are two for each message.
   *
   * @param enqueueFirst whether all is enqueued before anybody sends
   * @param killAt when a node is killed; never if there are no such steps
   * @param slow whether that is one that sends slower than others, if there is one
   * @param victim which one it is otherwise
   * @param least how many entries it should have in hand then; waited for, but not for long
   * @param replaced whether another one takes its place
   * @param feederKillAt when the one that enqueues is killed and replaced
   * @param crashAt when the database is crashed
   * @param rate calls in a second of a slow one
   */
  record Plan(
      boolean enqueueFirst,
      long killAt,
      boolean slow,
      int victim,
      int least,
      boolean replaced,
      long feederKillAt,
      long crashAt,
      int rate) {

    static final long NEVER = Long.MAX_VALUE;
  }

  /** Something that happens at a moment. */
  private record Event(long at, Happening happening) {}

  private interface Happening {
    void happens() throws InterruptedException, IOException;
  }

  /** Prepares a round with the messages of these numbers. */
  Round(Setup setup, Plan plan, Crew crew, int first, int count) {
    this.setup = setup;
    this.plan = plan;
    this.crew = crew;
    this.journal = new Journal(first, count);
    this.deliveredBefore = setup.vendor().delivered();
    this.repeatsBefore = setup.vendor().repeats();
  }

  /** Lets it happen. */
  Outcome run() throws InterruptedException, IOException {
    return setup.database().location().isFile() ? withFile() : withServer();
  }

  private Outcome withFile() throws InterruptedException {
    NodeProcess node = crew.senders(plan.slow() ? plan.rate() : 0).get(0);
    node.enqueueMissing(journal);
    long begin = firstDelivery(node);
    if (plan.killAt() != Plan.NEVER) {
      await(plan.killAt(), node);
      awaitInHand(node, node);
      kill(node);
      inHand = inHand(node);
      // It need not be slow: nobody kills it.
      node = crew.senders(0).get(0);
      node.enqueueMissing(journal);
    }
    node.awaitDrained(END);
    Duration sending = Duration.ofNanos(setup.ticker().getAsLong() - begin);
    crew.end();
    return judged(sending);
  }

  private Outcome withServer() throws InterruptedException, IOException {
    if (plan.enqueueFirst()) {
      crew.feeder().enqueueMissing(journal);
      await(journal.count());
      crew.senders(plan.rate());
    } else {
      crew.senders(plan.rate());
      crew.feeder();
      crew.awaitReady();
      crew.feeder().enqueueMissing(journal);
    }
    long begin = firstDelivery(crew.feeder());
    for (Event event : events()) {
      await(event.at());
      event.happening().happens();
    }
    crew.feeder().awaitDrained(END);
    return judged(Duration.ofNanos(setup.ticker().getAsLong() - begin));
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    events.add(new Event(plan.killAt(), this::killSender));
    events.add(new Event(plan.feederKillAt(), this::killFeeder));
    events.add(new Event(plan.crashAt(), setup.database()::crash));
    events.removeIf(event -> event.at() == Plan.NEVER);
    events.sort(Comparator.comparingLong(Event::at));
    return events;
  }

  private void killSender() throws InterruptedException {
    NodeProcess node = crew.victim(plan.slow(), plan.victim());
    awaitInHand(node, crew.feeder());
    kill(node);
    inHand = inHand(node);
    if (plan.replaced()) {
      crew.senders(plan.rate());
    }
    LockSupport.parkNanos(LAST_WORDS.toNanos());
    // The first is too early for its last words, and the second may be too late for its leases.
    inHand = Math.max(inHand, inHand(node));
  }

  private void kill(NodeProcess node) throws InterruptedException {
    crew.kill(node);
    kills++;
  }

  private void killFeeder() throws InterruptedException {
    crew.kill(crew.feeder());
    feederKills++;
    crew.feeder().enqueueMissing(journal);
  }

  /** Waits, but not for long, until a node has its hands so full as the plan says. */
  private void awaitInHand(NodeProcess node, NodeProcess feeder) {
    long end = setup.ticker().getAsLong() + PATIENCE.toNanos();
    await(
        () -> {
          if (setup.ticker().getAsLong() > end) {
            return true;
          }
          try {
            return setup.database().location().inHand(node.name()) >= plan.least();
          } catch (SQLException e) {
            // The database is just crashing, or not there yet.
            return false;
          }
        },
        feeder);
  }

  /** Waits for the database if it is just coming back. */
  private long inHand(NodeProcess dead) {
    long end = setup.ticker().getAsLong() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return setup.database().location().inHand(dead.name());
      } catch (SQLException e) {
        if (setup.ticker().getAsLong() > end) {
          throw new IllegalStateException(
              "What a dead process had in hand could not be counted (state %s)"
                  .formatted(e.getSQLState()));
        }
        LockSupport.parkNanos(LAST_WORDS.toNanos());
      }
    }
  }

  private Outcome judged(Duration sending) {
    try (JdbcOutbox store = setup.database().location().open()) {
      store.prepare();
      long rows = store.counts().byState().values().stream().mapToLong(count -> count).sum();
      Judgement judgement =
          Judgement.of(journal, store::find, setup.vendor()::delivered)
              .withSurplus(rows - journal.first() - journal.count());
      return new Outcome(
          judgement,
          kills,
          feederKills,
          plan.crashAt() == Plan.NEVER ? 0 : 1,
          inHand,
          setup.vendor().repeats() - repeatsBefore,
          sending);
    }
  }

  /** Returns when the first message was delivered; where a node may be killed earlier, now. */
  private long firstDelivery(NodeProcess feeder) {
    if (plan.enqueueFirst()) {
      await(() -> delivered() > 0, feeder);
    }
    return setup.ticker().getAsLong();
  }

  /** Waits for a number of steps, or until there is nothing to wait for. */
  private void await(long steps) {
    await(steps, crew.feeder());
  }

  private void await(long steps, NodeProcess feeder) {
    await(() -> journal.size() + delivered() >= steps, feeder);
  }

  private void await(BooleanSupplier condition, NodeProcess feeder) {
    long end = setup.ticker().getAsLong() + END.toNanos();
    while (!condition.getAsBoolean() && !feeder.isDrained() && setup.ticker().getAsLong() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private long delivered() {
    return setup.vendor().delivered() - deliveredBefore;
  }
}
