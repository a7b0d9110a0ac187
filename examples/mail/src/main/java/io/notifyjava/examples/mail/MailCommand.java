package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.Checks;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.MailAddress;
import io.notifyjava.testkit.wire.Latency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, and what is wrong with it. */
@Command(
    name = "mail",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Merges the rows of a CSV file into an HTML template and mails the result to each, with"
          + " attachments, over SMTP.",
      "To a mail server in this process, unless the environment names one: MAIL_SMTP_HOST, _PORT,"
          + " _SECURITY (starttls, tls, plain), _USER, _PASSWORD, _ALLOW_PLAIN_AUTH, _FROM,"
          + " _FROM_NAME, _BOUNCE_TO, _CA_FILE.",
      "The first line of the file names its columns: mail, and the variables of the template, which"
          + " writes them as $${NAME}; $${MAIL} is the address. The progress goes to standard error;"
          + " the last line, on standard output, is JSON."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every mail was accepted",
      "1:some were not, or rows were skipped",
      "2:the command line, a file or the set-up is wrong; nothing was sent",
      "3:stopped early: a refused account, or Ctrl-C"
    })
final class MailCommand {

  private static final long MOST_RECIPIENTS = 10_000_000;

  /** As many connections as an account can have. */
  private static final int MOST_CONCURRENCY = 1_000;

  private static final String NONE = "0%";
  private static final String AT_ONCE = "0ms";

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
      description = "Invents N recipients; not for a real server.")
  @Nullable Long recipients;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "The mail's HTML, in UTF-8; values are escaped in it. Required with a real server. The"
              + " example's own needs NAME and TICKET.")
  @Nullable Path template;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "The mail's plain text, a template too; made of the HTML without it.")
  @Nullable Path text;

  @Option(
      names = "--subject",
      paramLabel = "TEXT",
      description = "The subject, a template too; required with --template.")
  @Nullable String subject;

  @Option(
      names = "--attach",
      paramLabel = "FILE",
      description =
          "Travels with each mail; may be given again. One that the HTML shows by"
              + " src=\"cid:NAME.png\", with the file's name, is an inline image.")
  List<Path> attachments = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Who is shown as the sender; before MAIL_SMTP_FROM.")
  @Nullable String from;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Further variables, NAME=value in each line; the environment wins.")
  @Nullable Path envFile;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where what was not accepted is written as CSV, with the reason and the address in full;"
              + " readable by you alone, replaced by each run. It can be given to --csv as it is;"
              + " take out the rows that are UNKNOWN first, unless a second copy does no harm."
              + " Default: nowhere.")
  @Nullable Path rejected;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Most connections at once, 1 to 1000; default ${DEFAULT-VALUE}.")
  int concurrency = 8;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long one attempt may take, 1 to 600; default ${DEFAULT-VALUE}.")
  int timeout = 30;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = AT_ONCE,
      description = "How long the simulator thinks: 0ms, 20ms, lognormal:50ms,0.5.")
  String latency = AT_ONCE;

  @Option(
      names = "--refused",
      paramLabel = "SHARE",
      defaultValue = NONE,
      description = "Share of the recipients whom the simulator does not know, such as 5%%.")
  String refused = NONE;

  @Option(
      names = "--greylisted",
      paramLabel = "SHARE",
      defaultValue = NONE,
      description = "Share of them whom it takes at the second attempt only.")
  String greylisted = NONE;

  @Option(
      names = "--lost",
      paramLabel = "SHARE",
      defaultValue = NONE,
      description = "Share of the mails that it takes, hanging up before it says so.")
  String lost = NONE;

  /**
   * Checks what can be checked without touching anything.
   *
   * @param real whether the mails go to a real server
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
    Checks.between("--timeout", timeout, 1, 600, problems);
    if ((template == null) != (subject == null)) {
      problems.add("--template and --subject belong together; give both or none");
    }
    if (text != null && template == null) {
      problems.add("--text is the plain text of --template, which is missing");
    }
    told(problems, this::faults);
    told(problems, () -> Latency.parse(latency, 1));
    String sender = from;
    if (sender != null) {
      told(problems, () -> MailAddress.of(sender));
    }
    if (real) {
      checkReal(problems);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  private void checkReal(List<String> problems) {
    if (recipients != null) {
      problems.add("--recipients are invented, which is for the simulator; use --csv");
    }
    if (template == null) {
      problems.add("--template and --subject are required with a real server");
    }
    if (!(latency.equals(AT_ONCE)
        && List.of(refused, greylisted, lost).stream().allMatch(NONE::equals))) {
      problems.add("--latency, --refused, --greylisted and --lost are for the simulator");
    }
  }

  private static void told(List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns what the simulator does wrong.
   *
   * @throws IllegalArgumentException if a share is none
   */
  Faults faults() {
    return new Faults(
        Checks.share("--refused", refused),
        Checks.share("--greylisted", greylisted),
        Checks.share("--lost", lost));
  }
}
