package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.LastLine;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/** One run, from the database to the last line. */
final class OutboxRun {

  /** Calls in a second of one that is slow: this, and up to so many more. */
  private static final int SLOWEST = 200;

  private static final int SPREAD = 600;

  /** How much faster it is if there is no other one, so that a round does not last for ever. */
  private static final int ALONE = 4;

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
      try (Crew crew = new Crew(setup)) {
        Interrupt interrupt = Interrupt.ends(crew, database);
        try {
          return options.crash ? run.crash(crew) : run.drain(crew);
        } finally {
          interrupt.off();
        }
      }
    }
  }

  private int drain(Crew crew) throws IOException, InterruptedException {
    int messages = options.messages();
    err.println(
        "%d messages, %d sending, %s".formatted(messages, setup.nodes(), setup.database().title()));
    // Half-way is when half of them are delivered; with a file they are enqueued meanwhile.
    long half = messages + messages / 2L;
    Round.Plan plan =
        new Round.Plan(
            true,
            options.kill ? half : Round.Plan.NEVER,
            false,
            0,
            0,
            false,
            Round.Plan.NEVER,
            Round.Plan.NEVER,
            0);
    Outcome outcome = new Round(setup, plan, crew, 0, messages).run();
    crew.end();
    double seconds = outcome.sending().toMillis() / 1000.0;
    Judgement judgement = outcome.judgement();
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
            .with("inHand", outcome.inHand())
            .with("maxInFlight", options.inFlight)
            .with("repeats", outcome.repeats())
            .with("settled", setup.vendor().settled().getAsLong())
            .json());
    return exitCode(isGood("The run", outcome));
  }

  private int crash(Crew crew) throws IOException, InterruptedException {
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
    Outcome sum = Outcome.NONE;
    boolean good = true;
    long mostUnknown = 0;
    for (int round = 0; round < options.rounds(); round++) {
      Round.Plan plan = plan(random);
      int first = round * options.messages();
      Outcome outcome = new Round(setup, plan, crew, first, options.messages()).run();
      tell(round + 1, plan, outcome);
      sum = sum.plus(outcome);
      mostUnknown = Math.max(mostUnknown, outcome.judgement().unknown());
      good &= isGood("Round " + (round + 1), outcome);
    }
    crew.end();
    if (!sum.hit()) {
      err.println("No kill found a message in hand, so this shows nothing: take more rounds");
      good = false;
    }
    double seconds = Duration.ofNanos(setup.ticker().getAsLong() - begin).toMillis() / 1000.0;
    Judgement judgement = sum.judgement();
    out.println(
        new LastLine()
            .with("rounds", options.rounds())
            .with("enqueued", judgement.enqueued())
            .with("accepted", judgement.accepted())
            .with("lost", judgement.lost())
            .with("duplicates", judgement.duplicates())
            .with("unknown", judgement.unknown())
            .with("other", judgement.other())
            .with("kills", sum.kills())
            .with("feederKills", sum.feederKills())
            .with("databaseCrashes", sum.crashes())
            .with("inHand", sum.inHand())
            .with("mostUnknownInARound", mostUnknown)
            .with("maxInFlight", options.inFlight)
            .with("repeats", sum.repeats())
            .with("settled", setup.vendor().settled().getAsLong())
            .with("seed", seed)
            .with("seconds", seconds)
            .json());
    return exitCode(good);
  }

  /**
   * Draws a round: the moments over all of its steps, and who is killed. Mostly that is one that
   * sends slower than it gets, so that it has its hands full: some messages wait to leave, some are
   * with the vendor, and some have come back.
   */
  private Round.Plan plan(Random random) {
    int steps = 2 * options.messages();
    long killAt = random.nextInt(steps);
    int victim = random.nextInt(setup.nodes());
    boolean slow = random.nextInt(4) != 0;
    int rate = SLOWEST + random.nextInt(SPREAD);
    int least = random.nextInt(Math.max(1, options.inFlight / 2));
    long crashAt = random.nextInt(steps);
    long feederKillAt = random.nextInt(options.messages());
    boolean feederDies = random.nextInt(2) == 0;
    // With a file the one that enqueues is the one that sends. Without keys, what a feeder may have
    // enqueued cannot be enqueued again.
    boolean apart = !options.isFile() && setup.work().keyed();
    return new Round.Plan(
        false,
        killAt,
        slow,
        victim,
        least,
        true,
        apart && feederDies ? feederKillAt : Round.Plan.NEVER,
        options.restartDatabase ? crashAt : Round.Plan.NEVER,
        setup.nodes() == 1 ? ALONE * rate : rate);
  }

  private void tell(int round, Round.Plan plan, Outcome outcome) {
    Judgement judgement = outcome.judgement();
    err.println(
        "Round %d: killed at step %d of %d with %d in hand%s%s; %d accepted, %d unknown, %d lost, %d duplicates, %d other, %d repeats, %.1f s"
            .formatted(
                round,
                plan.killAt(),
                2 * options.messages(),
                outcome.inHand(),
                at(", feeder killed", plan.feederKillAt()),
                at(", database crashed", plan.crashAt()),
                judgement.accepted(),
                judgement.unknown(),
                judgement.lost(),
                judgement.duplicates(),
                judgement.other(),
                outcome.repeats(),
                outcome.sending().toMillis() / 1000.0));
  }

  private static String at(String what, long step) {
    return step == Round.Plan.NEVER ? "" : what + " at step " + step;
  }

  private boolean isGood(String what, Outcome outcome) {
    List<String> complaints = outcome.complaints(setup.nodes(), options.inFlight);
    complaints.forEach(complaint -> err.println(what + " is not good: " + complaint));
    return complaints.isEmpty();
  }

  private static int exitCode(boolean good) {
    return good ? ExitCode.ALL_ACCEPTED : ExitCode.SOME_NOT_ACCEPTED;
  }
}
