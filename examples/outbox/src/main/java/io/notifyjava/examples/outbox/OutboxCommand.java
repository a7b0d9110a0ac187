package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.Checks;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, and what is wrong with it. */
@Command(
    name = "outbox",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Several processes drain one durable outbox into a simulator, and are killed if you like."
          + " Every message is then asked of the store and of the simulator.",
      "The progress goes to standard error; the last line, on standard output, is JSON."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost or sent twice, and no more is unknown than a crash may leave",
      "1:something was",
      "2:the command line or the set-up is wrong; nothing was sent"
    })
final class OutboxCommand {

  private static final int MOST = 99_999_999;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  @Option(
      names = {"--recipients", "--messages"},
      paramLabel = "N",
      description = "How many messages; default 20000, and 10000 in each round of --crash.")
  @Nullable Integer recipients;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      defaultValue = "wechat",
      description =
          "wechat (template messages: a repeated one is recognised), aliyun (short messages: what"
              + " was sent can be looked up), huawei (short messages: neither, so a crash leaves"
              + " unknown ones); default ${DEFAULT-VALUE}.")
  Channel channel = Channel.WECHAT;

  @Option(
      names = "--database",
      paramLabel = "DATABASE",
      description = {
        "embedded (a PostgreSQL that Maven brings), postgresql or mariadb (Debian's, started for"
            + " this run), or the JDBC URL of your own PostgreSQL or MariaDB, with user and"
            + " password in OUTBOX_DB_USER and OUTBOX_DB_PASSWORD; its own tables are made there"
            + " and dropped.",
        "Default embedded; with --crash and one node a file."
      })
  @Nullable String database;

  @Option(names = "--file", description = "An SQLite file, which one process has at a time.")
  boolean file;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Processes that send, 1 to 16; default 2, with a file and with --crash 1.")
  @Nullable Integer nodes;

  @Option(
      names = "--kill",
      description =
          "Kills one of the processes half-way. The others finish; with a file, another one does.")
  boolean kill;

  @Option(
      names = "--crash",
      description =
          "In each of several rounds, kills a sending process at a random moment and starts another"
              + " one, while all is still being enqueued or sent.")
  boolean crash;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of --crash, 1 to 1000; default 5.")
  @Nullable Integer rounds;

  @Option(
      names = "--restart-database",
      description = "Crashes the database in each round of --crash, too; not a file.")
  boolean restartDatabase;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random moments; default another one each time.")
  @Nullable Long seed;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Messages that a process has in hand, 1 to 1000, and so the most that its death leaves"
              + " unknown; default ${DEFAULT-VALUE}.")
  int inFlight = 64;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "After how long the others take over what a silent process had in hand, 1 to 60; default"
              + " ${DEFAULT-VALUE}. A file does without.")
  int lease = 5;

  @Option(
      names = "--enqueuers",
      paramLabel = "N",
      defaultValue = "16",
      description = "Threads that enqueue, 1 to 200; default ${DEFAULT-VALUE}.")
  int enqueuers = 16;

  @Option(
      names = "--without-keys",
      description =
          "Messages have no idempotency keys of their own; only where whoever enqueues them lives"
              + " on: not with a file, nor with --restart-database.")
  boolean withoutKeys;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Calls that each process makes in a second, 1 to 1000000. Default as many as it can; with"
              + " --crash one process is slow, so that a kill finds messages that wait to leave.")
  @Nullable Integer rate;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "5ms",
      description = "How long the simulator thinks: 0ms, 20ms, lognormal:50ms,0.5.")
  String latency = "5ms";

  /**
   * Checks what can be checked without touching anything.
   *
   * @throws UsageException naming everything that is wrong
   */
  void check() {
    List<String> problems = new ArrayList<>();
    Checks.between("--rounds", rounds(), 1, 1_000, problems);
    Checks.between("--recipients", messages(), 1, MOST / Math.max(1, rounds()), problems);
    Checks.between("--nodes", nodes(), 1, 16, problems);
    Checks.between("--in-flight", inFlight, 1, 1_000, problems);
    Checks.between("--lease", lease, 1, 60, problems);
    Checks.between("--enqueuers", enqueuers, 1, 200, problems);
    Checks.between("--rate", rate == null ? 1 : rate, 1, 1_000_000, problems);
    if (database != null && file) {
      problems.add("name one of --database and --file");
    }
    if (database != null
        && !List.of("embedded", "postgresql", "mariadb").contains(database)
        && !database.startsWith("jdbc:")) {
      problems.add("--database must be embedded, postgresql, mariadb or begin with jdbc:");
    }
    if (file && nodes() > 1) {
      problems.add("--nodes must be 1 with --file: a file belongs to one process");
    }
    if (kill && crash) {
      problems.add("name one of --kill and --crash, which kills in each round");
    }
    if (kill && !isFile() && nodes() == 1) {
      problems.add("--kill needs another of --nodes that goes on");
    }
    if (!crash && (rounds != null || restartDatabase || seed != null)) {
      problems.add("--rounds, --restart-database and --seed are for --crash");
    }
    if (restartDatabase && (isFile() || (database != null && database.startsWith("jdbc:")))) {
      problems.add(
          "--restart-database needs a --database that is this program's to crash: embedded,"
              + " postgresql or mariadb");
    }
    if (withoutKeys && (isFile() || restartDatabase)) {
      problems.add(
          "--without-keys is for a server that is not crashed: what may be there cannot be enqueued"
              + " again without a key");
    }
    try {
      latency();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  Latency latency() {
    return Latency.parse(latency, 1);
  }

  int messages() {
    return recipients != null ? recipients : crash ? 10_000 : 20_000;
  }

  int nodes() {
    return nodes != null ? nodes : crash || file ? 1 : 2;
  }

  int rounds() {
    return rounds != null ? rounds : 5;
  }

  /** Tells whether the entries are kept in a file. */
  boolean isFile() {
    return file || (crash && database == null && nodes() == 1);
  }

  /** Returns how a node works. */
  NodeOrder.Work work() {
    return new NodeOrder.Work(
        inFlight, Duration.ofSeconds(lease), enqueuers, !withoutKeys, rate == null ? 0 : rate);
  }
}
