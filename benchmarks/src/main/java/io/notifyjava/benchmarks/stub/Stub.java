package io.notifyjava.benchmarks.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread, one selector, answers that were computed beforehand, and if wanted a fixed delay.
 *
 * <p>The delay is the same for all, so requests become due in the order in which they came and a
 * queue is all the timer that it takes.
 */
public final class Stub implements AutoCloseable {

  private static final int LONGEST_ANSWER = 128 << 10;
  private static final long ONE_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final long delayNanos;
  private final LongSupplier ticker;
  private final Thread thread;
  private final Deque<StubConnection> waiting = new ArrayDeque<>();
  private long messages;
  private long calls;
  private long connections;

  private Stub(long delayNanos, LongSupplier ticker) throws IOException {
    this.delayNanos = delayNanos;
    this.ticker = ticker;
    this.selector = Selector.open();
    this.listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    this.thread = new Thread(this::serve, "stub");
    thread.setDaemon(true);
  }

  /** Starts a stub on a free port of the loopback interface. */
  public static Stub start(long delayMillis) throws IOException {
    Stub stub = new Stub(TimeUnit.MILLISECONDS.toNanos(delayMillis), System::nanoTime);
    stub.thread.start();
    return stub;
  }

  /** Returns where it listens. */
  public String url() throws IOException {
    return "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        select();
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        answerDue();
      }
    } catch (ClosedSelectorException e) {
      return; // It was closed.
    } catch (IOException e) {
      throw new IllegalStateException("The stub broke", e);
    }
  }

  private void select() throws IOException {
    StubConnection first = waiting.peek();
    if (first == null) {
      selector.select();
      return;
    }
    long left = first.dueAt - ticker.getAsLong();
    // Selectors count in milliseconds; the rest of the last one is spent looking.
    if (left < ONE_MILLI) {
      selector.selectNow();
    } else {
      selector.select(TimeUnit.NANOSECONDS.toMillis(left));
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.isAcceptable()) {
      accept();
      return;
    }
    @Nullable StubConnection connection = (StubConnection) key.attachment();
    if (connection == null) {
      return;
    }
    StubConnection.Heard heard = connection.read();
    switch (heard) {
      case NOTHING -> {
        return;
      }
      case END -> connection.close();
      case COUNT -> connection.answer(StubAnswers.count(messages, calls, connections));
      case TOKEN -> connection.answer(StubAnswers.TOKEN);
      case MESSAGE -> took(connection, 1, StubAnswers.SENT);
      case ALIYUN -> {
        int numbers = connection.aliyunNumbers();
        took(connection, numbers, numbers > 0 ? SmsAnswers.ALIYUN : SmsAnswers.NO_NUMBER);
      }
      case HUAWEI -> {
        List<byte[]> numbers = connection.huaweiNumbers();
        byte[] answer =
            numbers.isEmpty() ? SmsAnswers.NO_NUMBER : SmsAnswers.huawei(numbers, messages);
        took(connection, numbers.size(), answer);
      }
    }
    connection.forget();
  }

  private void took(StubConnection connection, int numbers, byte[] answer) throws IOException {
    messages += numbers;
    calls++;
    if (delayNanos == 0) {
      connection.answer(answer);
    } else {
      connection.answer = answer;
      connection.dueAt = ticker.getAsLong() + delayNanos;
      waiting.add(connection);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    while (channel != null) {
      channel.configureBlocking(false);
      connections++;
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      // Room for the longest answer, one of Huawei's with 500 entries; only a call of that size
      // fills it.
      channel.setOption(StandardSocketOptions.SO_SNDBUF, LONGEST_ANSWER);
      channel.register(selector, SelectionKey.OP_READ, new StubConnection(channel));
      channel = listener.accept();
    }
  }

  private void answerDue() throws IOException {
    StubConnection first = waiting.peek();
    while (first != null && first.dueAt - ticker.getAsLong() <= 0) {
      waiting.remove();
      first.answer(first.answer);
      first = waiting.peek();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    listener.close();
  }

  /**
   * Runs until its standard input ends, which happens when the process that started it dies.
   *
   * @param args the delay in milliseconds
   */
  public static void main(String[] args) throws IOException {
    try (Stub stub = start(Long.parseLong(args[0]))) {
      System.out.println(stub.url());
      int read = System.in.read();
      while (read >= 0) {
        read = System.in.read();
      }
    }
  }
}
