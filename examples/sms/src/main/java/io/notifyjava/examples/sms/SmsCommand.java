package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.Checks;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.testkit.wire.Latency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, and what is wrong with it. */
@Command(
    name = "sms",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Sends short messages through Aliyun, Huawei and Xuanwu by logical templates: to everybody in"
          + " a CSV file, or to invented numbers. The first provider is preferred; a message that it"
          + " certainly did not send goes through the next.",
      "Through simulators in this process, unless the environment names accounts:"
          + " ALIYUN_SMS_ACCESS_KEY_ID and _ACCESS_KEY_SECRET; HUAWEI_SMS_APP_KEY and _APP_SECRET;"
          + " XUANWU_SMS_ACCOUNT, _PASSWORD and _BASE_URL. SMS_PROVIDER is the default of --providers.",
      "The first line of the file names its columns: phone, and the variables of the template. The"
          + " progress goes to standard error; the last line, on standard output, is JSON."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message was accepted",
      "1:some were not, or rows were skipped",
      "2:the command line, a file or the set-up is wrong; nothing was sent",
      "3:stopped early: refused accounts, or Ctrl-C"
    })
final class SmsCommand {

  private static final long MOST_RECIPIENTS = 900_000_000;
  private static final int MOST_CONCURRENCY = 10_000;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  @Option(
      names = "--providers",
      paramLabel = "NAMES",
      description = "aliyun, huawei, xuanwu, in the order of preference; default aliyun.")
  @Nullable String providers;

  @Option(names = "--csv", paramLabel = "FILE", description = "The recipients, in UTF-8.")
  @Nullable Path csv;

  @Option(
      names = "--recipients",
      paramLabel = "N",
      description = "Invents N recipients; simulators only.")
  @Nullable Long recipients;

  @Option(
      names = "--same-text",
      description = "Says the same to all invented recipients, so that many share a call.")
  boolean sameText;

  @Option(
      names = "--templates",
      paramLabel = "FILE",
      description =
          "The logical templates, as docs/sms.md describes them; required with accounts. The"
              + " simulators' own are 'parcel' (parcel, hour) and 'captcha' (code).")
  @Nullable Path templates;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      defaultValue = "parcel",
      description = "Which of them is sent; default ${DEFAULT-VALUE}.")
  String template = "parcel";

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Further variables, NAME=value in each line; the environment wins.")
  @Nullable Path envFile;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where what was not accepted is written as CSV, with the reason and the phone number as"
              + " your file has it, in full; readable by you alone, replaced by each run. It can be"
              + " given to --csv as it is; take out the rows that are UNKNOWN first, unless a second"
              + " copy does no harm. Default: nowhere.")
  @Nullable Path rejected;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Calls under way at once, 1 to 10000; default ${DEFAULT-VALUE}.")
  int concurrency = 8;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long one call may take, 1 to 60; default ${DEFAULT-VALUE}.")
  int timeout = 10;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "0ms",
      description = "How long the simulators think: 0ms, 20ms, lognormal:50ms,0.5.")
  String latency = "0ms";

  @Option(
      names = "--system-errors",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description = "Share of the first simulator's calls that are a system error, such as 30%%.")
  String systemErrors = "0%";

  @Option(
      names = "--throttled",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description = "Share of them that are refused for now, such as 10%%.")
  String throttled = "0%";

  @Option(
      names = "--silent",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description = "Share of them that are carried out and never answered, such as 5%%.")
  String silent = "0%";

  /**
   * Checks what can be checked without touching anything.
   *
   * @param real whether the messages go to real accounts
   * @throws UsageException naming everything that is wrong
   */
  void check(boolean real) {
    List<String> problems = new ArrayList<>();
    if ((csv == null) == (recipients == null)) {
      problems.add("name the recipients by one of --csv and --recipients");
    }
    Checks.between(
        "--recipients", recipients == null ? 1 : recipients, 1, MOST_RECIPIENTS, problems);
    Checks.between("--concurrency", concurrency, 1, MOST_CONCURRENCY, problems);
    Checks.between("--timeout", timeout, 1, 60, problems);
    if (sameText && recipients == null) {
      problems.add("--same-text is for --recipients; a file says what each gets");
    }
    if (real && recipients != null) {
      problems.add("--recipients are invented numbers, which are for the simulators; use --csv");
    }
    if (real && templates == null) {
      problems.add("--templates is required with accounts: theirs are not the simulators'");
    }
    try {
      Latency.parse(latency, 1);
      faults();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  /**
   * Returns what the first simulator does wrong.
   *
   * @throws IllegalArgumentException if a share is none
   */
  Faults faults() {
    return new Faults(
        Checks.share("--system-errors", systemErrors),
        Checks.share("--throttled", throttled),
        Checks.share("--silent", silent));
  }
}
