package io.notifyjava.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts JVMs with this class path.
 *
 * <p>Where the system can do it and has four processors or more, the last one is the stub's and the
 * others are the clients', so that neither takes what is measured at the other.
 */
final class Processes {

  private static final Path TASKSET = Path.of("/usr/bin/taskset");
  private static final int ENOUGH = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean pinned;

  Processes(boolean pin) {
    this.pinned =
        pin && Runtime.getRuntime().availableProcessors() >= ENOUGH && Files.isExecutable(TASKSET);
  }

  /** Tells in words who runs where. */
  String layout() {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    return pinned ? "clients on CPUs 0-" + (last - 1) + ", stub on CPU " + last : "not pinned";
  }

  /** Starts a stub and returns it once it listens. */
  StubProcess stub(boolean mail, int delayMillis) throws IOException {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        start(
            Integer.toString(last),
            java.toString(),
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
            "io.notifyjava.benchmarks.stub." + (mail ? "MailStub" : "Stub"),
            List.of(Integer.toString(delayMillis)));
    return new StubProcess(process, firstLine(process));
  }

  /** Runs a program to its end and returns the lines that it printed. */
  List<String> run(String java, List<String> options, String main, List<String> arguments)
      throws IOException, InterruptedException {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    Process process = start("0-" + (last - 1), java, options, main, arguments);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(line);
        line = reader.readLine();
      }
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          "Expected " + main + " " + arguments + " to end with 0, but it ended with " + status);
    }
    return lines;
  }

  private Process start(
      String processors, String java, List<String> options, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (pinned) {
      command.addAll(List.of(TASKSET.toString(), "-c", processors));
    }
    command.add(java);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String firstLine(Process process) throws IOException {
    @Nullable String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw new IOException("Expected the stub to tell its URL, but it ended");
    }
    return line;
  }

  /**
   * A running stub.
   *
   * @param url where it listens
   */
  record StubProcess(Process process, String url) implements AutoCloseable {

    /** Returns how many messages came so far. */
    long messages() throws IOException {
      try (InputStream answer = URI.create(url + "/count").toURL().openStream()) {
        return JSON.readTree(answer).path("messages").asLong();
      }
    }

    @Override
    public void close() throws IOException {
      // It reads until the end of its input, which this is.
      process.getOutputStream().close();
    }
  }
}
