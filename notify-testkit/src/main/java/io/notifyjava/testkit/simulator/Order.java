package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireRequest;
import java.util.Arrays;

/** An order under {@code /_sim/}: what its query says. */
record Order(WireRequest request) {

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

  String[] list(String name) {
    return request.query(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .filter(value -> !value.isEmpty())
        .toArray(String[]::new);
  }
}
