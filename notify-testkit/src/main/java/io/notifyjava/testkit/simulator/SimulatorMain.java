package io.notifyjava.testkit.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Runs a simulator, such as {@link WeChatSimulator}, {@link AliyunSmsSimulator} or {@link
 * io.notifyjava.testkit.smtp.SmtpSimulator}, as a program of its own, so that its memory and
 * threads are not those of the program under test.
 *
 * <p>Prints exactly one line, {@code {"baseUrl":"http://127.0.0.1:PORT"}} (for mail with a {@code
 * controlUrl}), and serves until its standard input ends: whoever starts it holds the other end of
 * that pipe, so it can't outlive them. {@code --help} lists the options, {@code GET /_sim/} what a
 * client can see and arrange.
 *
 * @since 0.1.0
 */
public final class SimulatorMain {

  private SimulatorMain() {}

  /** Starts from a command line; exit status 2 if that is wrong, 1 if the port is taken. */
  public static void main(String[] args) throws IOException {
    int status = run(System.in, System.out, System.err, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Serves until the input ends.
   *
   * @param out gets the one line, or the help: the program's output is its interface, hence no
   *     logger
   * @param err gets what is wrong with the command line
   * @return the exit status
   */
  static int run(InputStream in, PrintStream out, PrintStream err, String... args)
      throws IOException {
    if (List.of(args).contains(SimulatorOptions.HELP)) {
      out.print(SimulatorOptions.USAGE);
      out.flush();
      return 0;
    }
    SimulatorOptions options;
    try {
      options = SimulatorOptions.parse(args);
    } catch (IllegalArgumentException wrong) {
      err.print(wrong.getMessage() + "\n" + SimulatorOptions.USAGE);
      err.flush();
      return 2;
    }
    try (Offered.Served served = options.start()) {
      // The one place that prints: whoever started the program reads the addresses from this line.
      String control = served.controlUrl().map(url -> ",\"controlUrl\":\"" + url + "\"").orElse("");
      out.print("{\"baseUrl\":\"" + served.baseUrl() + "\"" + control + "}\n");
      out.flush();
      in.transferTo(PrintStream.nullOutputStream());
      return 0;
    } catch (UncheckedIOException taken) {
      err.print(taken.getMessage() + "\n");
      err.flush();
      return 1;
    }
  }
}
