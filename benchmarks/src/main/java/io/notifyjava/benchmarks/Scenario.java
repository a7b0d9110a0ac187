package io.notifyjava.benchmarks;

import java.util.List;

/**
 * One situation in which all contenders are measured.
 *
 * @param delayMillis how long the stub waits before it answers
 * @param inFlight messages in flight
 */
record Scenario(int delayMillis, int inFlight) {

  static final List<Scenario> ALL =
      List.of(new Scenario(0, 64), new Scenario(50, 500), new Scenario(50, 2_000));

  /** Returns its short name, such as {@code 50ms/500}. */
  String name() {
    return delayMillis + "ms/" + inFlight;
  }
}
