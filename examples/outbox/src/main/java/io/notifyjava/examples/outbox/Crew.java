package io.notifyjava.examples.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes of a run. On a server those that are not killed live on from round to round, as
 * services do; a file belongs to one process, which ends with its round.
 */
final class Crew implements AutoCloseable {

  /** A machine that builds something else meanwhile takes its time. */
  private static final Duration START = Duration.ofMinutes(3);

  private final Round.Setup setup;
  private final List<NodeProcess> senders = new ArrayList<>();
  private final List<NodeProcess> feeders = new ArrayList<>();
  private final Set<NodeProcess> alive = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private int started;

  Crew(Round.Setup setup) {
    this.setup = setup;
  }

  /**
   * Returns those that send, as many as there should be.
   *
   * @param rate calls in a second of one of them, which therefore has its hands full of messages
   *     that wait to leave; the others make as many as they can. 0 if there is no such one
   */
  List<NodeProcess> senders(int rate) {
    while (senders.size() < setup.nodes()) {
      boolean slow = senders.stream().noneMatch(NodeProcess::isSlow);
      int its = setup.work().rate() > 0 ? setup.work().rate() : slow ? rate : 0;
      senders.add(start("n" + ++started, true, setup.database().location().isFile(), its));
    }
    return senders;
  }

  /**
   * Returns the one to be killed.
   *
   * @param number which, if it need not be the slow one
   */
  NodeProcess victim(boolean slow, int number) {
    return senders.stream()
        .filter(sender -> slow && sender.isSlow())
        .findFirst()
        .orElseGet(() -> senders.get(number));
  }

  /** Returns the one that only enqueues. */
  NodeProcess feeder() {
    if (feeders.isEmpty()) {
      feeders.add(start("feeder", false, true, 0));
    }
    return feeders.get(0);
  }

  private NodeProcess start(String name, boolean sending, boolean untilDrained, int rate) {
    NodeOrder.Work work = setup.work().withRate(rate);
    NodeOrder order =
        new NodeOrder(name, setup.channel(), setup.vendor().baseUrl(), sending, untilDrained, work);
    NodeProcess node = NodeProcess.start(order, setup.database().location());
    alive.add(node);
    if (closed) {
      close();
      throw new IllegalStateException("The run is being ended");
    }
    return node;
  }

  /** Waits until all that were started have begun. */
  void awaitReady() throws InterruptedException {
    for (NodeProcess sender : senders) {
      sender.awaitReady(START);
    }
    for (NodeProcess feeder : feeders) {
      feeder.awaitReady(START);
    }
  }

  /** Kills one with signal 9. */
  void kill(NodeProcess node) throws InterruptedException {
    node.kill();
    alive.remove(node);
    senders.remove(node);
    feeders.remove(node);
  }

  /** Lets all end, and waits for that. */
  void end() throws InterruptedException {
    for (NodeProcess feeder : feeders) {
      feeder.end();
    }
    feeders.clear();
    for (NodeProcess sender : senders) {
      sender.end();
    }
    senders.clear();
    alive.clear();
  }

  /** Ends all at once, whatever they are at. Any thread may call it, also while a round goes on. */
  @Override
  public void close() {
    closed = true;
    alive.forEach(NodeProcess::close);
  }
}
