package io.notifyjava.examples.outbox;

import io.notifyjava.outbox.OutboxId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A {@link Node}, seen from the process that started it. It ends when this process does, however
 * that happens, since we hold its standard input.
 */
final class NodeProcess implements AutoCloseable {

  /** What the system says of a process that was ended by signal 9. */
  private static final int KILLED = 128 + 9;

  private static final Duration END = Duration.ofSeconds(30);

  private final NodeOrder order;
  private final Process process;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch silent = new CountDownLatch(1);
  private final Thread reader = new Thread(this::read, "node-reader");
  private volatile boolean killed;

  /** Where its promises go, and what opens when nothing is left to be sent. */
  private volatile Task task = new Task(new Journal(0, 0), new CountDownLatch(1));

  private record Task(Journal journal, CountDownLatch drained) {}

  private NodeProcess(NodeOrder order, Process process) {
    this.order = order;
    this.process = process;
  }

  /** Starts one from this program's own class path. */
  static NodeProcess start(NodeOrder order, Location location) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Node.class.getName());
    command.addAll(order.args());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    location.tell(builder.environment());
    try {
      NodeProcess node = new NodeProcess(order, builder.start());
      node.reader.setDaemon(true);
      node.reader.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException("A process could not be started: " + e.getMessage(), e);
    }
  }

  /** Has it enqueue what the journal misses, and say when nothing is left to be sent. */
  void enqueueMissing(Journal journal) {
    task = new Task(journal, new CountDownLatch(1));
    if (silent.getCount() == 0) {
      task.drained().countDown();
    }
    String lines =
        journal.missing().stream().map(number -> number + "\n").collect(Collectors.joining());
    try {
      OutputStream in = process.getOutputStream();
      in.write((lines + '\n').getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Node %s could not be told what to enqueue".formatted(order.name()), e);
    }
  }

  private void read() {
    // Read to its end also after a kill: what stands in the pipe was said before.
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      // The pipe broke: nothing more is said.
    } finally {
      silent.countDown();
      ready.countDown();
      task.drained().countDown();
    }
  }

  private void heard(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case Node.READY -> ready.countDown();
      case Node.DRAINED -> task.drained().countDown();
      case Node.PUT -> task.journal().put(Integer.parseInt(words[1]), new OutboxId(words[2]));
      default -> throw new IllegalStateException("A node said what no node says: " + line);
    }
  }

  /** Returns the name of the node. */
  String name() {
    return order.name();
  }

  /** Tells whether there is a limit to the calls that it makes. */
  boolean isSlow() {
    return order.work().rate() > 0;
  }

  /** Waits until the node has begun. */
  void awaitReady(Duration limit) throws InterruptedException {
    await(ready, limit, "did not begin");
  }

  /** Waits until nothing is left to be sent. */
  void awaitDrained(Duration limit) throws InterruptedException {
    await(task.drained(), limit, "found entries that are not finished");
  }

  /** Tells whether it said that nothing is left, or cannot say anything any more. */
  boolean isDrained() {
    return task.drained().getCount() == 0;
  }

  private void await(CountDownLatch latch, Duration limit, String otherwise)
      throws InterruptedException {
    boolean there = latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!there) {
      throw new IllegalStateException(
          "Node %s %s for %s".formatted(order.name(), otherwise, limit));
    }
    if (silent.getCount() == 0 && !killed) {
      throw new IllegalStateException(
          "Node %s ended by itself; its last words are above".formatted(order.name()));
    }
  }

  /** Kills it with signal 9, and waits until everything that it said is heard. */
  void kill() throws InterruptedException {
    killed = true;
    process.destroyForcibly();
    int code = process.waitFor();
    if (code != KILLED) {
      throw new IllegalStateException(
          "Node %s should have been killed (%d), but ended with %d"
              .formatted(order.name(), KILLED, code));
    }
    silent.await();
  }

  /** Lets it end, and waits for that. */
  void end() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already, which is looked at below.
    }
    if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(
          "Node %s did not end well within %s".formatted(order.name(), END));
    }
    silent.await();
  }

  /** Ends it at once, and waits for that, so that what it had open can be deleted. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
