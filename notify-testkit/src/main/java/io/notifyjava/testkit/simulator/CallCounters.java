package io.notifyjava.testkit.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts calls by kind and answers by error; any thread may count. */
final class CallCounters {

  private final Map<WeChatApi, LongAdder> calls = new EnumMap<>(WeChatApi.class);
  private final Map<Integer, LongAdder> errors = new ConcurrentHashMap<>();

  CallCounters() {
    for (WeChatApi api : WeChatApi.values()) {
      calls.put(api, new LongAdder());
    }
  }

  void call(WeChatApi api) {
    adder(api).increment();
  }

  void error(int errcode) {
    errors.computeIfAbsent(errcode, none -> new LongAdder()).increment();
  }

  long calls(WeChatApi api) {
    return adder(api).sum();
  }

  /** Kinds that were called. */
  Map<WeChatApi, Long> calls() {
    Map<WeChatApi, Long> called = new EnumMap<>(WeChatApi.class);
    calls.forEach(
        (api, count) -> {
          if (count.sum() > 0) {
            called.put(api, count.sum());
          }
        });
    return called;
  }

  private LongAdder adder(WeChatApi api) {
    return Objects.requireNonNull(calls.get(api));
  }

  Map<Integer, Long> errors() {
    return errors.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().sum()));
  }

  void clear() {
    calls.values().forEach(LongAdder::reset);
    errors.clear();
  }
}
