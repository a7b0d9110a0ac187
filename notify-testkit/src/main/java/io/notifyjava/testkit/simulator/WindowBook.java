package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows to whom a customer message may be sent: windows opened or closed by name first, then the
 * rule for all others. Thread-safe: of many calls at once exactly as many succeed as a window has
 * room for.
 */
final class WindowBook {

  private static final long EXCHANGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final LongSupplier ticker;
  private final boolean addUp;
  private final Map<String, Person> named = new ConcurrentHashMap<>();
  private final Predicate<String> initial;
  private volatile Predicate<String> closed;

  /** Room for a number of messages until an end. */
  private record Window(long closesAt, AtomicInteger left) {

    boolean open(long now) {
      return closesAt - now > 0;
    }

    boolean take() {
      return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  /** The windows of one person, none if theirs is closed. */
  private static final class Person {
    final List<Window> windows;
    volatile long lastExchange;

    Person(List<Window> windows, long now) {
      this.windows = List.copyOf(windows);
      this.lastExchange = now;
    }
  }

  /**
   * A book without names.
   *
   * @param closed the rule for people without a name
   * @param addUp whether a new window stands beside those that are open, or in their place
   */
  WindowBook(LongSupplier ticker, Predicate<String> closed, boolean addUp) {
    this.ticker = ticker;
    this.initial = closed;
    this.closed = closed;
    this.addUp = addUp;
  }

  void closedWhen(Predicate<String> rule) {
    closed = rule;
  }

  void open(String openId, int messages, Duration validFor) {
    long now = ticker.getAsLong();
    Window window = new Window(now + validFor.toNanos(), new AtomicInteger(messages));
    named.compute(openId, (id, before) -> new Person(with(window, before, now), now));
  }

  private List<Window> with(Window window, @Nullable Person before, long now) {
    List<Window> windows = new ArrayList<>();
    if (addUp && before != null) {
      before.windows.stream().filter(old -> old.open(now)).forEach(windows::add);
    }
    windows.add(window);
    // What ends first is used first.
    windows.sort((a, b) -> Long.compare(a.closesAt() - now, b.closesAt() - now));
    return windows;
  }

  void close(String openId) {
    named.put(openId, new Person(List.of(), ticker.getAsLong()));
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
    Person person = open(openId);
    if (person == null) {
      return;
    }
    long now = ticker.getAsLong();
    for (Window window : person.windows) {
      if (window.open(now) && window.take()) {
        person.lastExchange = now;
        return;
      }
    }
    throw new Refused(45047);
  }

  /**
   * Makes sure that a person wrote, or was written to, within the last 30 seconds.
   *
   * @throws Refused 45015 when the window is closed, 45080 when the last exchange is older
   */
  void requireExchange(String openId) {
    Person person = open(openId);
    if (person != null && ticker.getAsLong() - person.lastExchange > EXCHANGE_NANOS) {
      throw new Refused(45080);
    }
  }

  /** Somebody whose window was opened by name; null if it is open by the rule for all others. */
  private @Nullable Person open(String openId) {
    Person person = named.get(openId);
    long now = ticker.getAsLong();
    boolean open =
        person == null
            ? !closed.test(openId)
            : person.windows.stream().anyMatch(window -> window.open(now));
    if (!open) {
      throw new Refused(45015);
    }
    return person;
  }
}
