package io.notifyjava.testkit.smtp;

/**
 * On which of the matching calls a rule fires.
 *
 * @param times at most so often
 * @param after not on the first so many
 * @param every on every n-th of the rest
 * @param share on this share of those, drawn at random
 * @param seed of the draws
 */
record SmtpOccasions(long times, long after, long every, double share, long seed) {

  static final SmtpOccasions ALWAYS = new SmtpOccasions(Long.MAX_VALUE, 0, 1, 1, 0);

  SmtpOccasions times(long count) {
    return new SmtpOccasions(positive(count, "next"), after, every, share, seed);
  }

  SmtpOccasions forEver() {
    return new SmtpOccasions(Long.MAX_VALUE, after, every, share, seed);
  }

  SmtpOccasions after(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("after(n) needs zero or more calls, but got " + count);
    }
    return new SmtpOccasions(times, count, every, share, seed);
  }

  SmtpOccasions every(long count) {
    return new SmtpOccasions(times, after, positive(count, "every"), share, seed);
  }

  SmtpOccasions share(double part, long draws) {
    if (!(part > 0 && part <= 1)) {
      throw new IllegalArgumentException(
          "share(part, seed) needs a part above 0 and at most 1, but got " + part);
    }
    return new SmtpOccasions(times, after, every, part, draws);
  }

  private static long positive(long count, String name) {
    if (count < 1) {
      throw new IllegalArgumentException(name + "(n) needs at least 1, but got " + count);
    }
    return count;
  }
}
