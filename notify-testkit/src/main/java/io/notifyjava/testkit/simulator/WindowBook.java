package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows to whom a customer message may be sent: windows opened or closed by name first, then the
 * rule for all others. Thread-safe.
 */
final class WindowBook {

  private static final long EXCHANGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final LongSupplier ticker;
  private final Map<String, Window> named = new ConcurrentHashMap<>();
  private final Predicate<String> initial;
  private volatile Predicate<String> closed;

  /** A window with a number of messages and an end; closed ones have none left to start with. */
  private static final class Window {
    final long closesAt;
    final boolean shut;
    final AtomicInteger left;
    volatile long lastExchange;

    Window(long closesAt, boolean shut, int messages, long now) {
      this.closesAt = closesAt;
      this.lastExchange = now;
      this.shut = shut;
      this.left = new AtomicInteger(messages);
    }
  }

  WindowBook(LongSupplier ticker, Predicate<String> closed) {
    this.ticker = ticker;
    this.initial = closed;
    this.closed = closed;
  }

  void closedWhen(Predicate<String> rule) {
    closed = rule;
  }

  void open(String openId, int messages, Duration validFor) {
    long now = ticker.getAsLong();
    named.put(openId, new Window(now + validFor.toNanos(), false, messages, now));
  }

  void close(String openId) {
    named.put(openId, new Window(0, true, 0, 0));
  }

  /** Back to the rule from the start. */
  void clear() {
    named.clear();
    closed = initial;
  }

  /**
   * Uses one message of a person's window.
   *
   * @throws Refused 45015 when it is closed, 45047 when its messages are used up
   */
  void use(String openId) {
    Window window = open(openId);
    if (window == null) {
      return;
    }
    if (window.left.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      throw new Refused(45047);
    }
    window.lastExchange = ticker.getAsLong();
  }

  /**
   * Makes sure that a person wrote, or was written to, within the last 30 seconds.
   *
   * @throws Refused 45015 when the window is closed, 45080 when the last exchange is older
   */
  void requireExchange(String openId) {
    Window window = open(openId);
    if (window != null && ticker.getAsLong() - window.lastExchange > EXCHANGE_NANOS) {
      throw new Refused(45080);
    }
  }

  /** The window that was opened by name; null if it is open by the rule for all others. */
  private @Nullable Window open(String openId) {
    Window window = named.get(openId);
    boolean open =
        window == null
            ? !closed.test(openId)
            : !window.shut && window.closesAt - ticker.getAsLong() > 0;
    if (!open) {
      throw new Refused(45015);
    }
    return window;
  }
}
