package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.LastLine;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/** One run, from the database to the last line. */
final class OutboxRun {

  private final OutboxCommand options;
  private final Round.Setup setup;
  private final PrintStream out;
  private final PrintStream err;

  OutboxRun(OutboxCommand options, Round.Setup setup, PrintStream out, PrintStream err) {
    this.options = options;
    this.setup = setup;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts what is needed, runs, and ends it.
   *
   * @param ticker nanoseconds of elapsed time
   * @return the exit code
   */
  static int go(
      OutboxCommand options,
      Map<String, String> environment,
      LongSupplier ticker,
      PrintStream out,
      PrintStream err)
      throws IOException, InterruptedException {
    try (Vendor vendor = Vendor.start(options.channel, options.latency());
        Database database = Database.open(options, environment)) {
      Round.Setup setup =
          new Round.Setup(
              database, vendor, options.channel, options.work(), options.nodes(), ticker);
      OutboxRun run = new OutboxRun(options, setup, out, err);
      return options.crash ? run.crash() : run.drain();
    }
  }

  private int drain() throws IOException, InterruptedException {
    int messages = options.messages();
    err.println(
        "%d messages, %d sending, %s".formatted(messages, setup.nodes(), setup.database().title()));
    // Half-way is when half of them are delivered; with a file they are enqueued meanwhile.
    long half = messages + messages / 2L;
    Round.Plan plan =
        new Round.Plan(true, options.kill ? half : Round.Plan.NEVER, 0, false, Round.Plan.NEVER);
    Round.Outcome outcome = new Round(setup, plan, 0, messages).run();
    Judgement judgement = outcome.judgement();
    double seconds = outcome.sending().toMillis() / 1000.0;
    out.println(
        new LastLine()
            .with("accepted", judgement.accepted())
            .with("unknown", judgement.unknown())
            .with("lost", judgement.lost())
            .with("duplicates", judgement.duplicates())
            .with("other", judgement.other())
            .with("seconds", seconds)
            .with("perSecond", Math.round(messages / Math.max(seconds, 0.001) * 10) / 10.0)
            .with("byNode", judgement.byNode())
            .with("kills", outcome.kills())
            .with("maxInFlight", options.inFlight)
            .with("settled", setup.vendor().settled().getAsLong())
            .json());
    return exitCode(judgement.isGood((long) outcome.kills() * options.inFlight));
  }

  private int crash() throws IOException, InterruptedException {
    long seed = options.seed != null ? options.seed : new Random().nextInt(1_000_000);
    err.println(
        "%d rounds of %d messages, %d sending, %s, seed %d"
            .formatted(
                options.rounds(),
                options.messages(),
                setup.nodes(),
                setup.database().title(),
                seed));
    Random random = new Random(seed);
    long begin = setup.ticker().getAsLong();
    Judgement sum = Judgement.NONE;
    boolean good = true;
    long mostUnknown = 0;
    int kills = 0;
    for (int round = 0; round < options.rounds(); round++) {
      Round.Plan plan = plan(random);
      Round.Outcome outcome =
          new Round(setup, plan, round * options.messages(), options.messages()).run();
      Judgement judgement = outcome.judgement();
      tell(round + 1, plan, outcome);
      sum = sum.plus(judgement);
      mostUnknown = Math.max(mostUnknown, judgement.unknown());
      kills += outcome.kills();
      good &= judgement.isGood((long) outcome.kills() * options.inFlight);
    }
    double seconds = Duration.ofNanos(setup.ticker().getAsLong() - begin).toMillis() / 1000.0;
    out.println(
        new LastLine()
            .with("rounds", options.rounds())
            .with("enqueued", sum.enqueued())
            .with("accepted", sum.accepted())
            .with("lost", sum.lost())
            .with("duplicates", sum.duplicates())
            .with("unknown", sum.unknown())
            .with("other", sum.other())
            .with("kills", kills)
            .with("databaseCrashes", options.restartDatabase ? options.rounds() : 0)
            .with("mostUnknownInARound", mostUnknown)
            .with("maxInFlight", options.inFlight)
            .with("settled", setup.vendor().settled().getAsLong())
            .with("seed", seed)
            .with("seconds", seconds)
            .json());
    return exitCode(good);
  }

  /** Draws the moments of a round, over all of its steps. */
  private Round.Plan plan(Random random) {
    int steps = 2 * options.messages();
    long killAt = random.nextInt(steps);
    int victim = random.nextInt(setup.nodes());
    long crashAt = random.nextInt(steps);
    return new Round.Plan(
        false, killAt, victim, true, options.restartDatabase ? crashAt : Round.Plan.NEVER);
  }

  private void tell(int round, Round.Plan plan, Round.Outcome outcome) {
    Judgement judgement = outcome.judgement();
    err.println(
        "Round %d: killed at step %d of %d%s; %d accepted, %d unknown, %d lost, %d duplicates, %d other, %.1f s"
            .formatted(
                round,
                plan.killAt(),
                2 * options.messages(),
                plan.crashAt() == Round.Plan.NEVER
                    ? ""
                    : ", database crashed at step " + plan.crashAt(),
                judgement.accepted(),
                judgement.unknown(),
                judgement.lost(),
                judgement.duplicates(),
                judgement.other(),
                outcome.sending().toMillis() / 1000.0));
  }

  private static int exitCode(boolean good) {
    return good ? ExitCode.ALL_ACCEPTED : ExitCode.SOME_NOT_ACCEPTED;
  }
}
