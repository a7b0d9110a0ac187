package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Knows to whom a customer message may be sent: windows opened or closed by name first, then the
 * rule for all others. Thread-safe.
 */
final class WindowBook {

  private final LongSupplier ticker;
  private final Map<String, Window> named = new ConcurrentHashMap<>();
  private final Predicate<String> initial;
  private volatile Predicate<String> closed;

  /** A window with a number of messages and an end; closed ones have none left to start with. */
  private static final class Window {
    final long closesAt;
    final boolean shut;
    final AtomicInteger left;

    Window(long closesAt, boolean shut, int messages) {
      this.closesAt = closesAt;
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
    long closesAt = ticker.getAsLong() + validFor.toNanos();
    named.put(openId, new Window(closesAt, false, messages));
  }

  void close(String openId) {
    named.put(openId, new Window(0, true, 0));
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
    Window window = named.get(openId);
    if (window == null) {
      if (closed.test(openId)) {
        throw new Refused(45015);
      }
      return;
    }
    if (window.shut || window.closesAt - ticker.getAsLong() <= 0) {
      throw new Refused(45015);
    }
    if (window.left.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      throw new Refused(45047);
    }
  }
}
