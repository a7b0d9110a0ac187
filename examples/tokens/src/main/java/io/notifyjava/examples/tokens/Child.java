package io.notifyjava.examples.tokens;

import io.notifyjava.examples.common.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process from this program's own class path, which ends at the latest when this one does. */
final class Child implements Running, AutoCloseable {

  private static final long END_SECONDS = 30;

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static Child java(Class<?> main, String... arguments) {
    return java(main.getName(), arguments);
  }

  static Child java(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-Dh2.bindAddress=127.0.0.1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return start(command);
  }

  static Child start(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Child(process);
    } catch (IOException e) {
      throw new UsageException("A process did not start: " + e.getMessage());
    }
  }

  /** Returns its next line, for which it may take its time. */
  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new UsageException("A process ended without a word; see what it wrote above");
      }
      return line;
    } catch (IOException e) {
      throw new UsageException("A process could not be heard: " + e.getMessage());
    }
  }

  /** Says something that is not for the command line, which everybody on the machine can read. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Tells it to come to an end: it reads until there is nothing more. */
  void finish() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(END_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void end() throws InterruptedException {
    kill();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
