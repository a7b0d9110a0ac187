package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.Terminal;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.result.ConfigurationException;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** The way in: {@code examples/run sms --help} tells everything. */
public final class Sms {

  private Sms() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.out, System.err, Terminal.isThere()));
  }

  /**
   * Runs the program in this process.
   *
   * @param environment names the accounts; see {@link RealAccounts}
   * @param out gets the one line of JSON
   * @param err gets the progress and what is wrong
   * @param terminal whether somebody watches {@code err}
   * @return the exit code
   */
  static int run(
      String[] args,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    SmsCommand options = new SmsCommand();
    CommandLine command =
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
    try {
      command.parseArgs(args);
      if (options.help) {
        command.usage(out);
        return ExitCode.ALL_ACCEPTED;
      }
      Environment variables = Environment.of(environment, options.envFile);
      Plan plan = Plan.of(options, variables);
      return new SmsRun(options, plan, out, err, terminal).go();
    } catch (CommandLine.ParameterException | UsageException | ConfigurationException e) {
      err.println(e.getMessage());
      err.println("Nothing was sent. See: examples/run sms --help");
      return ExitCode.NOTHING_SENT;
    }
  }
}
