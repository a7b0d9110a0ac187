package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.Terminal;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.result.ConfigurationException;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** The way in: {@code examples/run mail --help} tells everything. */
public final class Mail {

  private Mail() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.out, System.err, Terminal.isThere()));
  }

  /**
   * Runs the program in this process.
   *
   * @param environment names the account; see {@link RealServer}
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
    MailCommand options = new MailCommand();
    CommandLine command = new CommandLine(options).setExpandAtFiles(false);
    try {
      command.parseArgs(args);
      if (options.help) {
        command.usage(out);
        return ExitCode.ALL_ACCEPTED;
      }
      Environment variables = Environment.of(environment, options.envFile);
      boolean real = RealServer.isNamed(variables);
      options.check(real);
      Letter letter = Letter.of(options);
      MailServer server = real ? RealServer.of(options, variables) : SimulatedServer.start(options);
      try (server) {
        return new MailRun(options, letter, server, out, err, terminal).go();
      }
    } catch (CommandLine.ParameterException | UsageException | ConfigurationException e) {
      err.println(e.getMessage());
      err.println("Nothing was sent. See: examples/run mail --help");
      return ExitCode.NOTHING_SENT;
    }
  }
}
