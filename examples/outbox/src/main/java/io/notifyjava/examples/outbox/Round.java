package io.notifyjava.examples.outbox;

import io.notifyjava.jdbc.JdbcOutbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Messages that are enqueued and sent by processes of which one may be killed, until nothing is
 * left to be sent; then each is judged.
 *
 * <p>With a file, one process has it at a time: it enqueues and sends, and the one that comes after
 * its death enqueues what was not acknowledged, and sends the rest. With a server, one process only
 * enqueues, and others send meanwhile.
 */
final class Round {

  /** A machine that builds something else meanwhile takes its time. */
  private static final Duration START = Duration.ofMinutes(3);

  private static final Duration END = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Setup setup;
  private final Plan plan;
  private final Journal journal;
  private final long deliveredBefore;
  private final List<NodeProcess> running = new ArrayList<>();
  private int started;
  private int kills;

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
   * @param victim which one
   * @param replaced whether another one takes its place
   * @param crashAt when the database is crashed
   */
  record Plan(boolean enqueueFirst, long killAt, int victim, boolean replaced, long crashAt) {

    static final long NEVER = Long.MAX_VALUE;
  }

  /**
   * What came of it.
   *
   * @param kills of nodes
   * @param sending time from the first delivery until nothing was left
   */
  record Outcome(Judgement judgement, int kills, Duration sending) {}

  /** Prepares a round with the messages of these numbers. */
  Round(Setup setup, Plan plan, int first, int count) {
    this.setup = setup;
    this.plan = plan;
    this.journal = new Journal(first, count);
    this.deliveredBefore = setup.vendor().delivered();
  }

  /** Lets it happen. */
  Outcome run() throws InterruptedException, IOException {
    try {
      return setup.database().location().isFile() ? withFile() : withServer();
    } finally {
      running.forEach(NodeProcess::close);
    }
  }

  private Outcome withFile() throws InterruptedException {
    NodeProcess node = start(nextName(), true, true, journal.missing());
    long begin = firstDelivery(node);
    if (plan.killAt() != Plan.NEVER) {
      await(plan.killAt(), node);
      kill(node);
      node = start(nextName(), true, true, journal.missing());
    }
    node.awaitDrained(END);
    Duration sending = Duration.ofNanos(setup.ticker().getAsLong() - begin);
    node.end();
    return judged(sending);
  }

  private Outcome withServer() throws InterruptedException, IOException {
    List<NodeProcess> nodes = new ArrayList<>();
    NodeProcess feeder;
    if (plan.enqueueFirst()) {
      feeder = startFeeder();
      await(journal.count(), feeder);
      startNodes(nodes);
    } else {
      startNodes(nodes);
      for (NodeProcess node : nodes) {
        node.awaitReady(START);
      }
      feeder = startFeeder();
    }
    long begin = firstDelivery(feeder);
    if (plan.crashAt() < plan.killAt()) {
      crash(feeder);
      kill(nodes, feeder);
    } else {
      kill(nodes, feeder);
      crash(feeder);
    }
    feeder.awaitDrained(END);
    Duration sending = Duration.ofNanos(setup.ticker().getAsLong() - begin);
    feeder.end();
    for (NodeProcess node : nodes) {
      node.end();
    }
    return judged(sending);
  }

  private NodeProcess startFeeder() {
    return start("feeder", false, true, journal.missing());
  }

  private void startNodes(List<NodeProcess> nodes) {
    for (int i = 0; i < setup.nodes(); i++) {
      nodes.add(start(nextName(), true, false, List.of()));
    }
  }

  private Outcome judged(Duration sending) {
    try (JdbcOutbox store = setup.database().location().open()) {
      store.prepare();
      return new Outcome(
          Judgement.of(journal, store::find, setup.vendor()::delivered), kills, sending);
    }
  }

  private void kill(List<NodeProcess> nodes, NodeProcess feeder) throws InterruptedException {
    if (plan.killAt() == Plan.NEVER) {
      return;
    }
    await(plan.killAt(), feeder);
    kill(nodes.remove(plan.victim()));
    if (plan.replaced()) {
      nodes.add(start(nextName(), true, false, List.of()));
    }
  }

  private void kill(NodeProcess node) throws InterruptedException {
    node.kill();
    running.remove(node);
    kills++;
  }

  private void crash(NodeProcess feeder) throws IOException {
    if (plan.crashAt() != Plan.NEVER) {
      await(plan.crashAt(), feeder);
      setup.database().crash();
    }
  }

  private String nextName() {
    started++;
    return "n" + started;
  }

  private NodeProcess start(
      String name, boolean sending, boolean untilDrained, List<Integer> numbers) {
    NodeOrder order =
        new NodeOrder(
            name, setup.channel(), setup.vendor().baseUrl(), sending, untilDrained, setup.work());
    NodeProcess node = NodeProcess.start(order, setup.database().location(), journal, numbers);
    running.add(node);
    return node;
  }

  /** Returns when the first message was delivered; where a node may be killed earlier, now. */
  private long firstDelivery(NodeProcess feeder) {
    if (plan.enqueueFirst()) {
      await(() -> delivered() > 0, feeder);
    }
    return setup.ticker().getAsLong();
  }

  /** Waits for a number of steps, or until there is nothing to wait for. */
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
