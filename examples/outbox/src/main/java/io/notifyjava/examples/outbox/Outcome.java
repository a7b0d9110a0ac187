package io.notifyjava.examples.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a round, or of several.
 *
 * @param judgement of its messages
 * @param kills of nodes that sent
 * @param feederKills of processes that only enqueued
 * @param crashes of the database
 * @param inHand entries that the killed nodes had in hand
 * @param repeats requests that came again and that the vendor recognised
 * @param sending time from the first delivery until nothing was left
 */
record Outcome(
    Judgement judgement,
    int kills,
    int feederKills,
    int crashes,
    long inHand,
    long repeats,
    Duration sending) {

  static final Outcome NONE = new Outcome(Judgement.NONE, 0, 0, 0, 0, 0, Duration.ZERO);

  /** Returns both together. */
  Outcome plus(Outcome other) {
    return new Outcome(
        judgement.plus(other.judgement),
        kills + other.kills,
        feederKills + other.feederKills,
        crashes + other.crashes,
        inHand + other.inHand,
        repeats + other.repeats,
        sending.plus(other.sending));
  }

  /**
   * Returns in what the outbox broke its word in a round; empty if it kept it. What a killed node
   * had in hand, and no more, may be unknown, or have been sent again under its key. A database
   * that crashes keeps the verdicts of all nodes from it for a while, so it may be what they can
   * have in hand.
   *
   * @param nodes that sent
   * @param inFlight what one of them can have in hand
   */
  List<String> complaints(int nodes, int inFlight) {
    long most = (long) kills * inFlight;
    List<String> all = new ArrayList<>();
    complain(judgement.lost(), 0, "lost", all);
    complain(judgement.duplicates(), 0, "duplicates", all);
    complain(judgement.other(), 0, "in another state, or of no message", all);
    complain(judgement.unknown(), crashes == 0 ? inHand : most, "unknown", all);
    complain(repeats, inHand + (long) crashes * nodes * inFlight, "sent again", all);
    complain(inHand, most, "in hand of killed nodes", all);
    return all;
  }

  private static void complain(long count, long most, String what, List<String> all) {
    if (count > most) {
      all.add("%d %s, and at most %d may be".formatted(count, what, most));
    }
  }

  /** Tells whether kills hit anything at all; if not, nothing is shown. */
  boolean hit() {
    return kills == 0 || inHand > 0;
  }
}
