package io.notifyjava.examples.tokens;

import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.UsageException;
import java.io.PrintStream;
import picocli.CommandLine;

/** The way in: {@code examples/run tokens --help} tells everything. */
public final class Tokens {

  private Tokens() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) throws Exception {
    TokensCommand options = new TokensCommand();
    CommandLine command = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      command.parseArgs(args);
      if (options.help) {
        command.usage(out);
        return ExitCode.ALL_ACCEPTED;
      }
      String problem = options.problem();
      if (!problem.isEmpty()) {
        throw new UsageException(problem);
      }
      return new TokensRun(options, out, err).go();
    } catch (CommandLine.ParameterException | UsageException e) {
      err.println(e.getMessage());
      err.println("Nothing was sent. See: examples/run tokens --help");
      return ExitCode.NOTHING_SENT;
    }
  }
}
