package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** The way in: {@code examples/run outbox --help} tells everything. */
public final class OutboxExample {

  private OutboxExample() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.getenv(), System.out, System.err));
  }

  /**
   * Runs the program; the nodes are other processes.
   *
   * @param environment may name the user and password of a database
   * @param out gets the one line of JSON
   * @param err gets the progress and what is wrong
   * @return the exit code
   */
  static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    OutboxCommand options = new OutboxCommand();
    CommandLine command =
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
    try {
      command.parseArgs(args);
      if (options.help) {
        command.usage(out);
        return ExitCode.ALL_ACCEPTED;
      }
      options.check();
      return OutboxRun.go(options, environment, System::nanoTime, out, err);
    } catch (CommandLine.ParameterException | UsageException e) {
      err.println(e.getMessage());
      err.println("Nothing was sent. See: examples/run outbox --help");
      return ExitCode.NOTHING_SENT;
    }
  }
}
