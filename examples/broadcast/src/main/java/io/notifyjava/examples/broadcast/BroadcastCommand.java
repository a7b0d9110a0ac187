package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.Checks;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.testkit.wire.Latency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, and what is wrong with it. */
@Command(
    name = "broadcast",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Sends a customer-service message to everybody in a CSV file, and a template message where"
          + " the 48-hour window is closed.",
      "Through WeChat if WECHAT_APP_ID and WECHAT_APP_SECRET are set, else to a simulator.",
      "The first line of the file names its columns: openid, and any variables. The progress goes"
          + " to standard error; the last line, on standard output, is JSON."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message was accepted",
      "1:some were not, or rows were skipped; the file of rejected messages names them",
      "2:the command line, the file or the set-up is wrong; nothing was sent",
      "3:stopped early: --stop-on-quota, a refused account, Ctrl-C, an unreadable file"
    })
final class BroadcastCommand {

  private static final long MOST_RECIPIENTS = 100_000_000;
  private static final int MOST_CONCURRENCY = 10_000;
  private static final int MOST_RETRIES = 9;
  private static final int MOST_KILLS = 10_000;

  /** Where the simulator runs. */
  enum SimulatorPlace {
    AUTO,
    EMBEDDED,
    PROCESS
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  @Option(names = "--csv", paramLabel = "FILE", description = "The recipients, in UTF-8.")
  @Nullable Path csv;

  @Option(
      names = "--recipients",
      paramLabel = "N",
      description = "Invents a CSV file of N recipients and sends to them; simulator only.")
  @Nullable Long recipients;

  @Option(
      names = "--start-line",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes over rows that begin before line N of the file.")
  long startLine = 1;

  @Option(
      names = "--template-id",
      paramLabel = "ID",
      description = "WeChat's id of the template; required with WeChat.")
  @Nullable String templateId;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "The customer-service message, such as 'Hello $${name}'; every variable by default.")
  @Nullable String text;

  @Option(
      names = "--data",
      paramLabel = "KEY=TEXT",
      description = "A value of the template; every variable under its own name by default.")
  Map<String, String> data = new LinkedHashMap<>();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "64",
      description = "Messages under way at once, 1 to 10000; default ${DEFAULT-VALUE}.")
  int concurrency = 64;

  @Option(
      names = "--max-retries",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How often a message that certainly was not sent is tried again, 0 to 9; default"
              + " ${DEFAULT-VALUE}.")
  int maxRetries = 2;

  @Option(names = "--stop-on-quota", description = "Stops when the account's quota is spent.")
  boolean stopOnQuota;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description =
          "Where it is written down who is being sent to and what came of it. After a crash or"
              + " Ctrl-C the same command goes on from there and sends to nobody twice. Holds no"
              + " open ids.")
  @Nullable Path ledger;

  @Option(
      names = "--resend-unknown",
      description =
          "Also sends again what may have been sent, as after a crash; a few may get it twice.")
  boolean resendUnknown;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where what was not accepted is written as CSV, open ids in full, readable by you alone;"
              + " replaced by each run. Default: rejected.csv beside the recipients.")
  @Nullable Path rejected;

  @Option(
      names = "--simulator",
      paramLabel = "WHERE",
      defaultValue = "AUTO",
      description =
          "embedded, process, or auto: a process of its own from 100000 recipients on. Default"
              + " auto.")
  SimulatorPlace simulator = SimulatorPlace.AUTO;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      description = "How long the simulator thinks: 0ms, 20ms, lognormal:50ms,0.5; default 0ms.")
  @Nullable String latency;

  @Option(
      names = "--closed-windows",
      paramLabel = "SHARE",
      description =
          "Share of the followers whose window is closed, such as 30%%; default 0%%. Exact for"
              + " open ids numbered from 0, as --recipients makes them; about right for others.")
  @Nullable String closedWindows;

  @Option(
      names = "--quota",
      paramLabel = "N",
      description = "Customer-service messages that the embedded simulator takes on a day.")
  @Nullable Long quota;

  @Option(
      names = "--kill-tokens",
      paramLabel = "N",
      defaultValue = "0",
      description = "Kills all of the simulator's tokens N times, spread evenly over the run.")
  int killTokens;

  /**
   * Checks what can be checked without touching anything.
   *
   * @param real whether the messages go to WeChat
   * @throws UsageException naming everything that is wrong
   */
  void check(boolean real) {
    List<String> problems = new ArrayList<>();
    if ((csv == null) == (recipients == null)) {
      problems.add("name the recipients by one of --csv and --recipients");
    }
    Checks.between(
        "--recipients", recipients == null ? 1 : recipients, 1, MOST_RECIPIENTS, problems);
    Checks.between("--start-line", startLine, 1, Long.MAX_VALUE, problems);
    Checks.between("--concurrency", concurrency, 1, MOST_CONCURRENCY, problems);
    Checks.between("--max-retries", maxRetries, 0, MOST_RETRIES, problems);
    Checks.between("--kill-tokens", killTokens, 0, MOST_KILLS, problems);
    Checks.between("--quota", quota == null ? 1 : quota, 0, Long.MAX_VALUE, problems);
    if (resendUnknown && ledger == null) {
      problems.add("--resend-unknown needs the --ledger that says what is unknown");
    }
    if (quota != null && simulator == SimulatorPlace.PROCESS) {
      problems.add("--quota is for the embedded simulator, not for --simulator process");
    }
    try {
      setup();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (real) {
      checkReal(problems);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  private void checkReal(List<String> problems) {
    if (templateId == null) {
      problems.add("--template-id is required to send through WeChat");
    }
    Map<String, Boolean> simulated = new LinkedHashMap<>();
    simulated.put("--recipients", recipients != null);
    simulated.put("--latency", latency != null);
    simulated.put("--closed-windows", closedWindows != null);
    simulated.put("--quota", quota != null);
    simulated.put("--kill-tokens", killTokens != 0);
    simulated.put("--simulator", simulator != SimulatorPlace.AUTO);
    simulated.forEach(
        (option, given) -> {
          if (given) {
            problems.add(option + " is for the simulator, but " + RealWeChat.APP_ID + " is set");
          }
        });
  }

  /**
   * Returns how the simulator is to behave.
   *
   * @throws IllegalArgumentException if a time or a share is none
   */
  SimulatorSetup setup() {
    String time = latency == null ? "0ms" : latency;
    Latency.parse(time, 1);
    return new SimulatorSetup(
        time,
        Checks.share("--closed-windows", closedWindows == null ? "0%" : closedWindows),
        quota);
  }

  /** Tells whether the simulator runs in a process of its own. */
  boolean simulatorApart(long messages) {
    return simulator == SimulatorPlace.PROCESS
        || (simulator == SimulatorPlace.AUTO && quota == null && messages >= 100_000);
  }
}
