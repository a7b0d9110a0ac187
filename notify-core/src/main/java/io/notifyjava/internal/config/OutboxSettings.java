package io.notifyjava.internal.config;

import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The settings of the outbox, as keys below {@code notify.outbox.} */
final class OutboxSettings {

  private static final String KEY = "outbox.";
  private static final String FOREVER = "forever";

  private final Map<String, String> given;
  private final Problems problems;

  OutboxSettings(Map<String, String> given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  /**
   * Reads what is given; the rest keeps its default.
   *
   * @throws IllegalArgumentException if the settings do not go together
   */
  OutboxOptions read() {
    OutboxOptions.Builder options = OutboxOptions.builder();
    OutboxOptions defaults = OutboxOptions.defaults();
    set("node", String::strip, options::node);
    set("sending", Values::flag, options::sending);
    set("in-flight", Values::integer, options::inFlight);
    set("urgent-reserve", Values::integer, options::urgentReserve);
    set("bytes-in-hand", Values::integer, options::bytesInHand);
    set("lease", Values::duration, options::lease);
    set("poll-interval", Values::duration, options::pollInterval);
    set("max-attempts", Values::integer, options::maxAttempts);
    set("enqueue-timeout", Values::duration, options::enqueueTimeout);
    set("key-window", Values::duration, options::keyWindow);
    Duration initial = duration("initial-backoff", defaults.initialBackoff());
    Duration longest = duration("max-backoff", defaults.maxBackoff());
    options.backoff(initial, longest);
    for (OutboxState state : OutboxState.values()) {
      keep(state, options);
    }
    return options.build();
  }

  private Duration duration(String key, Duration otherwise) {
    String text = given.get(KEY + key);
    return text == null
        ? otherwise
        : problems.collect("notify." + KEY + key, () -> Values.duration(text)).orElse(otherwise);
  }

  private void keep(OutboxState state, OutboxOptions.Builder options) {
    String key = "keep-" + state.name().toLowerCase(Locale.ROOT);
    if (FOREVER.equals(given.get(KEY + key))) {
      options.keepForever(state);
    } else {
      set(key, Values::duration, time -> options.keep(state, time));
    }
  }

  private <T> void set(String key, Function<String, T> read, Consumer<T> setter) {
    String text = given.get(KEY + key);
    if (text != null) {
      problems.collect(
          "notify." + KEY + key,
          () -> {
            T value = read.apply(text);
            setter.accept(value);
            return value;
          });
    }
  }
}
