package io.notifyjava.examples.outbox;

import io.notifyjava.Notifier;
import io.notifyjava.examples.common.Threads;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxStore;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A process with a notifier and its outbox: a service, as far as the outbox is concerned.
 *
 * <p>Reads the numbers of the messages to enqueue from its standard input, one in each line and an
 * empty one at their end, and ends when its standard input does. Says on its standard output:
 *
 * <pre>
 * ready           it begins
 * put NUMBER ID   the message is enqueued; said at once, so that what is not said was not promised
 * drained         nothing is left to be sent, by whomever
 * </pre>
 */
public final class Node {

  static final String READY = "ready";
  static final String PUT = "put";
  static final String DRAINED = "drained";

  private static final Duration END = Duration.ofSeconds(10);

  /** How long the store may be away: a database restarts in seconds. */
  private static final int TRIES = 600;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final NodeOrder order;
  private final OutboxStore store;

  /** Without a buffer: what was written is in the pipe, whatever becomes of this process. */
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private Node(NodeOrder order, OutboxStore store) {
    this.order = order;
    this.store = store;
  }

  /** Does what {@link NodeOrder} says. */
  public static void main(String[] args) throws Exception {
    NodeOrder order = NodeOrder.parse(args);
    new Node(order, Location.told(System.getenv()).open()).run();
    // Nobody waits for a process that is only waiting for its threads.
    System.exit(0);
  }

  private void run() throws Exception {
    ExecutorService executor = Threads.forConcurrency(order.work().inFlight(), "node");
    try (Notifier notifier =
        Notifier.builder()
            .provider("main", order.channel().account(order.baseUrl()))
            .smsTemplates(Channel.templates())
            .executor(executor)
            .outbox(store, order.options())
            .build()) {
      say(READY);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      List<Integer> numbers = numbers(in);
      CountDownLatch orphaned = endOf(in);
      enqueue(notifier, numbers);
      if (order.untilDrained() && becomesDrained(orphaned)) {
        say(DRAINED);
      }
      orphaned.await();
      notifier.close(END);
    } finally {
      executor.shutdown();
    }
  }

  private static List<Integer> numbers(BufferedReader in) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      numbers.add(Integer.valueOf(line));
    }
    return numbers;
  }

  /** Returns what opens at the end of the input, which is that of whoever started this process. */
  private static CountDownLatch endOf(BufferedReader in) {
    CountDownLatch end = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                while (in.readLine() != null) {
                  // Only its end means something.
                }
              } catch (IOException e) {
                // So it has ended, too.
              }
              end.countDown();
            },
            "parent-watch");
    reader.setDaemon(true);
    reader.start();
    return end;
  }

  private void enqueue(Notifier notifier, List<Integer> numbers) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(order.work().enqueuers());
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < order.work().enqueuers(); i++) {
        all.add(
            callers.submit(
                () -> {
                  for (int at = next.getAndIncrement();
                      at < numbers.size();
                      at = next.getAndIncrement()) {
                    enqueue(notifier, numbers.get(at));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private void enqueue(Notifier notifier, int number) {
    Message message = order.channel().message(number, order.work().keyed());
    // The idempotency key makes it safe to enqueue again what may be there already.
    OutboxId id = insist(() -> notifier.outbox().enqueue(message));
    say(PUT + ' ' + number + ' ' + id.value());
  }

  private boolean becomesDrained(CountDownLatch orphaned) throws InterruptedException {
    while (insist(store::untilNextDue).isPresent()) {
      if (orphaned.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Does it again while the store is away, as a service that must not lose its order would. */
  private static <T> T insist(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (OutboxException e) {
        if (e.kind() != OutboxException.Kind.UNAVAILABLE || attempt == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void say(String line) {
    try {
      out.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
