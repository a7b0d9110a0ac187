package io.notifyjava.examples.tokens;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Starts everything, kills the token once a second, and counts. */
final class TokensRun {

  private static final long KILL_EVERY_MILLIS = 1_000;
  private static final long LEAST_USED = 20;

  private final TokensCommand options;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, Object> said = new LinkedHashMap<>();

  TokensRun(TokensCommand options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  int go() throws Exception {
    List<Child> nodes = new ArrayList<>();
    try (WeChatSimulator simulator = WeChatSimulator.builder().recentRequests(0).start();
        StoreProcess store = new StoreProcess(options.store)) {
      for (int i = 0; i < options.processes; i++) {
        nodes.add(node(simulator, store));
      }
      nodes.forEach(Child::line);
      err.println(options.processes + " processes send; the token is killed every second.");
      return run(simulator, store, nodes);
    } finally {
      nodes.forEach(Child::close);
    }
  }

  private Child node(WeChatSimulator simulator, StoreProcess store) throws IOException {
    Child node =
        Child.java(
            Node.class,
            simulator.baseUrl().toString(),
            store.address(),
            simulator.appId(),
            "" + options.pace);
    node.tell(simulator.appSecret());
    return node;
  }

  private int run(WeChatSimulator simulator, StoreProcess store, List<Child> nodes)
      throws Exception {
    Kills kills = new Kills(simulator);
    int before = (options.seconds - options.stopStore) / 2;
    kills.run(options.stopStore == 0 ? options.seconds : before);
    Kills without = new Kills(simulator);
    if (options.stopStore > 0) {
      store.kill();
      err.println("The store is gone.");
      without.run(options.stopStore);
      store.restart();
      err.println("The store is back.");
      kills.run(options.seconds - before - options.stopStore);
    }
    long sends = 0;
    long accepted = 0;
    long slowest = 0;
    for (Child node : nodes) {
      node.finish();
      String[] counts = node.line().split(" ", 3);
      sends += Long.parseLong(counts[0]);
      accepted += Long.parseLong(counts[1]);
      slowest = Math.max(slowest, Long.parseLong(counts[2]));
    }
    said.put("store", options.store.name().toLowerCase(Locale.ROOT));
    said.put("processes", options.processes);
    said.put("seconds", options.seconds);
    said.put("kills", kills.kills + without.kills);
    said.put("renewals", kills.renewals + without.renewals);
    said.put("killsWithoutStore", without.kills);
    said.put("renewalsWithoutStore", without.renewals);
    said.put("sends", sends);
    said.put("lost", sends - accepted);
    said.put("slowestMillis", slowest);
    out.println(new ObjectMapper().writeValueAsString(said));
    return sends == accepted && kills.areMatched(without, options.processes)
        ? ExitCode.ALL_ACCEPTED
        : ExitCode.SOME_NOT_ACCEPTED;
  }

  /** How often the token was ended, and how often one was fetched. */
  private static final class Kills {

    private final WeChatSimulator simulator;
    private long kills;
    private long renewals;
    private long delivered = -LEAST_USED;

    Kills(WeChatSimulator simulator) {
      this.simulator = simulator;
    }

    void run(int count) throws InterruptedException {
      long before = simulator.counts().tokenCalls();
      CountDownLatch left = new CountDownLatch(count + 1);
      ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
      ScheduledFuture<?> beats =
          beat.scheduleAtFixedRate(() -> kill(left), 0, KILL_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      // The last one has its second too.
      boolean isDone = left.await(4L * count + 60, TimeUnit.SECONDS);
      beats.cancel(false);
      beat.shutdown();
      kills += isDone ? count : count + 1 - left.getCount();
      renewals += simulator.counts().tokenCalls() - before;
    }

    /**
     * Kills a token that was used: on a machine that is too busy to send, the next second will do.
     */
    private void kill(CountDownLatch left) {
      long now = simulator.counts().customerDelivered();
      if (now - delivered < LEAST_USED) {
        return;
      }
      delivered = now;
      if (left.getCount() > 1) {
        simulator.killTokens();
      }
      left.countDown();
    }

    /** While there is no store each process is on its own, and just after it may find it empty. */
    boolean areMatched(Kills without, int processes) {
      return without.kills == 0
          ? renewals == kills
          : renewals <= kills + 2L * processes && without.renewals <= without.kills * processes;
    }
  }
}
