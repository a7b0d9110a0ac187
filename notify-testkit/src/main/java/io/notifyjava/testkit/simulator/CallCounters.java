package io.notifyjava.testkit.simulator;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts calls by kind and answers by error; any thread may count. */
final class CallCounters {

  private final Map<SimulatedApi, LongAdder> calls = new HashMap<>();
  private final Map<Integer, LongAdder> errors = new ConcurrentHashMap<>();

  CallCounters(Collection<? extends SimulatedApi> apis) {
    for (SimulatedApi api : apis) {
      calls.put(api, new LongAdder());
    }
  }

  void call(SimulatedApi api) {
    adder(api).increment();
  }

  void error(int errcode) {
    errors.computeIfAbsent(errcode, none -> new LongAdder()).increment();
  }

  long calls(SimulatedApi api) {
    return adder(api).sum();
  }

  /** The kinds that were called, of an enum of them. */
  <A extends Enum<A> & SimulatedApi> Map<A, Long> calls(Class<A> kinds) {
    Map<A, Long> called = new EnumMap<>(kinds);
    for (A api : kinds.getEnumConstants()) {
      long count = calls(api);
      if (count > 0) {
        called.put(api, count);
      }
    }
    return called;
  }

  private LongAdder adder(SimulatedApi api) {
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
