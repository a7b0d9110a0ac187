package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireRequest;
import java.util.Arrays;
import java.util.List;

/**
 * What an order under {@code /_sim/} says in its query.
 *
 * <p>Every method throws {@link IllegalArgumentException} saying what the query needs.
 *
 * @param request as it came
 * @param apis the calls that an order may name
 */
record ControlOrder(WireRequest request, List<? extends SimulatedApi> apis) {

  String text(String name) {
    return request
        .query(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("the query needs " + name + "=...; see /_sim/"));
  }

  int number(String name) {
    String value = text(name);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          name + " needs a number, but was \"" + value + "\"", notNumber);
    }
  }

  /** What is separated by commas; empty if it was left out. */
  List<String> list(String name) {
    return Arrays.stream(request.query(name).orElse("").split(","))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  <E extends Enum<E>> E one(Class<E> type, String name) {
    return Choice.of(type, text(name));
  }

  SimulatedApi api() {
    String wanted = text("api");
    return apis.stream()
        .filter(api -> Choice.written(api.name()).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of "
                        + String.join(
                            ", ", apis.stream().map(api -> Choice.written(api.name())).toList())
                        + ", but was "
                        + wanted));
  }
}
