package io.notifyjava.benchmarks.load;

import java.util.List;

/**
 * What one load run does.
 *
 * @param contender by its short name
 * @param url of the stub
 * @param warmUpUrl of a stub without delay, for the first half of the warm-up
 * @param virtual whether each worker is a virtual thread
 * @param inFlight messages in flight, which is the only limit on concurrency
 * @param messages size of each batch; 0 for as many as the time allows
 * @param warmUpMillis before anything counts
 * @param millis that count
 */
public record LoadPlan(
    String contender,
    String url,
    String warmUpUrl,
    boolean virtual,
    int inFlight,
    long messages,
    long warmUpMillis,
    long millis) {

  /** Returns the arguments that {@link #parse} reads. */
  public List<String> arguments() {
    return List.of(
        contender,
        url,
        warmUpUrl,
        Boolean.toString(virtual),
        Integer.toString(inFlight),
        Long.toString(messages),
        Long.toString(warmUpMillis),
        Long.toString(millis));
  }

  static LoadPlan parse(String[] arguments) {
    return new LoadPlan(
        arguments[0],
        arguments[1],
        arguments[2],
        Boolean.parseBoolean(arguments[3]),
        Integer.parseInt(arguments[4]),
        Long.parseLong(arguments[5]),
        Long.parseLong(arguments[6]),
        Long.parseLong(arguments[7]));
  }
}
