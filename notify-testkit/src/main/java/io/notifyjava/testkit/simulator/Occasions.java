package io.notifyjava.testkit.simulator;

/**
 * On which of the matching calls a rule fires.
 *
 * @param times at most so often
 * @param after not on the first so many
 * @param every on every n-th of the rest
 */
record Occasions(long times, long after, long every) {

  static final Occasions ALWAYS = new Occasions(Long.MAX_VALUE, 0, 1);

  Occasions times(long count) {
    return new Occasions(positive(count, "next"), after, every);
  }

  Occasions after(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("after(n) needs zero or more calls, but got " + count);
    }
    return new Occasions(times, count, every);
  }

  Occasions every(long count) {
    return new Occasions(times, after, positive(count, "every"));
  }

  private static long positive(long count, String name) {
    if (count < 1) {
      throw new IllegalArgumentException(name + "(n) needs at least 1, but got " + count);
    }
    return count;
  }
}
