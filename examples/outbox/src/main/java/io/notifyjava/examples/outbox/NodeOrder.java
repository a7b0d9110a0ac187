package io.notifyjava.examples.outbox;

import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.policy.RateLimit;
import java.time.Duration;
import java.util.List;

/**
 * What a process is to do.
 *
 * @param name of the node
 * @param channel what it sends
 * @param baseUrl where the simulator answers
 * @param sending whether it sends, or only enqueues
 * @param untilDrained whether it says when nothing is left to be sent
 * @param work how it works on the outbox
 */
record NodeOrder(
    String name,
    Channel channel,
    String baseUrl,
    boolean sending,
    boolean untilDrained,
    Work work) {

  /** Rows of other processes are looked for so often; a service would leave it at five seconds. */
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * How all nodes of a run work.
   *
   * @param inFlight entries that one has in hand at most
   * @param lease how long a node that fell silent keeps its entries
   * @param enqueuers threads that enqueue
   * @param keyed whether messages have keys of their own
   * @param rate calls that one makes in a second at most; 0 for as many as it can
   */
  record Work(int inFlight, Duration lease, int enqueuers, boolean keyed, int rate) {

    private static final int STEPS = 50;

    Work withRate(int rate) {
      return new Work(inFlight, lease, enqueuers, keyed, rate);
    }

    /** Returns the rate as a limit of an account, in steps so small that nothing comes in gusts. */
    RateLimit limit() {
      return RateLimit.of(Math.max(1, rate / STEPS), Duration.ofMillis(1_000 / STEPS));
    }
  }

  static NodeOrder parse(String[] args) {
    return new NodeOrder(
        args[0],
        Channel.valueOf(args[1]),
        args[2],
        Boolean.parseBoolean(args[3]),
        Boolean.parseBoolean(args[4]),
        new Work(
            Integer.parseInt(args[5]),
            Duration.ofMillis(Long.parseLong(args[6])),
            Integer.parseInt(args[7]),
            Boolean.parseBoolean(args[8]),
            Integer.parseInt(args[9])));
  }

  List<String> args() {
    return List.of(
        name,
        channel.name(),
        baseUrl,
        Boolean.toString(sending),
        Boolean.toString(untilDrained),
        Integer.toString(work.inFlight),
        Long.toString(work.lease.toMillis()),
        Integer.toString(work.enqueuers),
        Boolean.toString(work.keyed),
        Integer.toString(work.rate));
  }

  OutboxOptions options() {
    return OutboxOptions.builder()
        .node(name)
        .sending(sending)
        .inFlight(work.inFlight)
        .urgentReserve(0)
        .lease(work.lease)
        .pollInterval(POLL)
        .build();
  }
}
