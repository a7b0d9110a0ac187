package io.notifyjava.signing.fuzz;

import io.notifyjava.signing.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Spoils right requests and has them judged by every verifier in turn. Finds exceptions, and
 * changed requests that are taken. The whole run is a command of its own; docs/signing.md names it:
 *
 * <p>{@code java -cp ... io.notifyjava.signing.fuzz.Fuzz 10000000 [seed]}
 */
public final class Fuzz {

  private final Map<String, Map<RefusalReason, Long>> refused = new TreeMap<>();
  private final Map<String, Long> taken = new TreeMap<>();
  private long exceptions;
  private long forged;

  private Fuzz() {}

  /**
   * Runs.
   *
   * @param args how many verifications; the seed, 1 by default
   */
  public static void main(String[] args) {
    long count = Long.parseLong(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    long start = System.nanoTime();
    Fuzz fuzz = run(count, seed);
    System.out.print(fuzz);
    System.out.printf(
        "%,d verifications, seed %d: %d exceptions, %d changed requests taken, %.1f s%n",
        count, seed, fuzz.exceptions, fuzz.forged, (System.nanoTime() - start) / 1e9);
    if (fuzz.exceptions + fuzz.forged > 0) {
      throw new AssertionError("see above");
    }
  }

  static Fuzz run(long count, long seed) {
    Fuzz fuzz = new Fuzz();
    Map<String, Target> targets = Targets.all();
    Mutator mutator = new Mutator(new SplittableRandom(seed));
    long done = 0;
    while (done < count) {
      for (Map.Entry<String, Target> target : targets.entrySet()) {
        if (done++ == count) {
          break;
        }
        fuzz.judge(target.getKey(), target.getValue(), mutator);
      }
    }
    return fuzz;
  }

  private void judge(String name, Target target, Mutator mutator) {
    RefusalReason reason;
    try {
      reason = target.judge(mutator);
    } catch (RuntimeException | Error e) {
      if (exceptions++ < 5) {
        e.printStackTrace();
      }
      return;
    }
    if (reason != null) {
      refused
          .computeIfAbsent(name, any -> new EnumMap<>(RefusalReason.class))
          .merge(reason, 1L, Long::sum);
      return;
    }
    taken.merge(name, 1L, Long::sum);
    // The compatible verifier passes over what stands behind a first value: that is its nature.
    if (!target.wasUnchanged() && !name.equals("legacy compatible")) {
      if (forged++ < 20) {
        System.out.println("taken though changed, by " + name + ": " + target);
      }
    }
  }

  long exceptions() {
    return exceptions;
  }

  long forged() {
    return forged;
  }

  Map<String, Map<RefusalReason, Long>> refused() {
    return refused;
  }

  Map<String, Long> taken() {
    return taken;
  }

  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    refused.forEach(
        (name, reasons) ->
            lines.append(
                "%-20s taken %,d, refused %s%n"
                    .formatted(name, taken.getOrDefault(name, 0L), reasons)));
    return lines.toString();
  }
}
