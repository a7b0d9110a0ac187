package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.Terminal;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.result.ConfigurationException;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** The way in: {@code examples/run broadcast --help} tells everything. */
public final class Broadcast {

  private Broadcast() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.out, System.err, Terminal.isThere()));
  }

  /**
   * Runs the program in this process.
   *
   * @param environment names the official account; see {@link RealWeChat}
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
    BroadcastCommand options = new BroadcastCommand();
    // A text may begin with an @, which is no file of arguments then.
    CommandLine command =
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
    try {
      command.parseArgs(args);
      if (options.help) {
        command.usage(out);
        return ExitCode.ALL_ACCEPTED;
      }
      RealWeChat real = RealWeChat.of(environment).orElse(null);
      options.check(real != null);
      try (Recipients recipients = Recipients.of(options)) {
        return new BroadcastRun(options, recipients, out, err, terminal).go(real);
      }
    } catch (CommandLine.ParameterException | UsageException | ConfigurationException e) {
      err.println(e.getMessage());
      err.println("Nothing was sent. See: examples/run broadcast --help");
      return ExitCode.NOTHING_SENT;
    }
  }
}
