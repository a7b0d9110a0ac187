package io.notifyjava.examples.outbox;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A process with a notifier and its outbox: a service, as far as the outbox is concerned.
 *
 * <p>Reads the numbers of the messages to enqueue from its standard input, one in each line and an
 * empty one at their end, any number of times, and ends when its standard input does. Says on its
 * standard output:
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

  private static final String ACCOUNT = "main";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is known by its identity, since a task may be as empty. */
  private static final List<Integer> END = Collections.unmodifiableList(new ArrayList<>());

  /** How long the store may be away: a database restarts in seconds. */
  private static final int TRIES = 600;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final NodeOrder order;
  private final OutboxStore store;

  private final BlockingQueue<List<Integer>> tasks = new LinkedBlockingQueue<>();
  private final CountDownLatch orphaned = new CountDownLatch(1);

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
    NotifierBuilder builder =
        Notifier.builder()
            .provider(ACCOUNT, order.channel().account(order.baseUrl()))
            .smsTemplates(Channel.templates())
            .executor(executor)
            .outbox(store, order.options());
    if (order.work().rate() > 0) {
      builder.rateLimit(ACCOUNT, order.work().limit());
    }
    try (Notifier notifier = builder.build()) {
      say(READY);
      startReading();
      for (List<Integer> numbers = tasks.take(); numbers != END; numbers = tasks.take()) {
        enqueue(notifier, numbers);
        if (order.untilDrained() && becomesDrained()) {
          say(DRAINED);
        }
      }
      notifier.close(PATIENCE);
    } finally {
      executor.shutdown();
    }
  }

  /** Reads until the end of the input, which is that of whoever started this process. */
  private void startReading() {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
                read(in);
              } catch (IOException e) {
                // So it has ended, too.
              }
              orphaned.countDown();
              tasks.add(END);
            },
            "parent-watch");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader in) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        tasks.add(numbers);
        numbers = new ArrayList<>();
      } else {
        numbers.add(Integer.valueOf(line));
      }
    }
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

  private boolean becomesDrained() throws InterruptedException {
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
