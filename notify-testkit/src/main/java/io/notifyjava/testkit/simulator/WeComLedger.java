package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes down what reached whom: counts, notices what arrived twice, and keeps a message with the
 * duplicate check from arriving twice. Holds hashes, never messages. Thread-safe.
 */
final class WeComLedger {

  private static final int LONGEST_CHECK_MILLIS = 14_400_000;
  private static final long MESSAGE_SEED = 3;
  private static final long CHECK_SEED = 4;

  private final boolean watched;
  private final boolean limited;
  private final MemberLimits members = new MemberLimits();
  private final LongHashSet delivered = new LongHashSet();
  private final ExpiringIds checked = new ExpiringIds(LONGEST_CHECK_MILLIS);
  final LongAdder messages = new LongAdder();
  final LongAdder people = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder suppressed = new LongAdder();
  final LongAdder cut = new LongAdder();
  final LongAdder groupMessages = new LongAdder();
  final LongAdder recalled = new LongAdder();
  final LongAdder cardsUpdated = new LongAdder();

  WeComLedger(boolean watched, boolean limited) {
    this.watched = watched;
    this.limited = limited;
  }

  /**
   * What the duplicate check found.
   *
   * @param fresh whether the message is to be delivered
   * @param sinceMillis when it was first sent
   */
  record Check(boolean fresh, long sinceMillis) {
    static final Check NONE = new Check(true, 0);
  }

  /** Remembers a message that asks for the duplicate check, unless it is remembered already. */
  Check check(long agentId, byte[] body, long nowMillis, int intervalMillis) {
    int now = (int) nowMillis;
    ExpiringIds.Entry entry = checked.remember(checkHash(agentId, body), now, intervalMillis);
    return new Check(entry.fresh(), nowMillis - (now - entry.sinceMillis()));
  }

  /** Forgets a message that was not delivered after all. */
  void forget(long agentId, byte[] body) {
    checked.forget(checkHash(agentId, body));
  }

  private static long checkHash(long agentId, byte[] body) {
    return Hash64.of(body, Hash64.mix(CHECK_SEED + agentId));
  }

  /** Delivers a message; the members who had too many lately don't get it. */
  void deliver(long agentId, Addressees to, byte[] body, long nowMillis) {
    messages.increment();
    long minute = nowMillis / 60_000;
    for (String person : to.people()) {
      boolean arrives = !limited || members.arrives(agentId, person, minute);
      (arrives ? people : dropped).increment();
    }
    if (watched && !delivered.add(Hash64.of(body, Hash64.mix(MESSAGE_SEED + agentId)))) {
      duplicates.increment();
    }
  }

  /** Counts a message of which a text was cut. */
  void noteCut(LenientBody body) {
    if (body.cut()) {
      cut.increment();
    }
  }

  void clear() {
    members.clear();
    delivered.clear();
    checked.clear();
    messages.reset();
    people.reset();
    dropped.reset();
    duplicates.reset();
    suppressed.reset();
    cut.reset();
    groupMessages.reset();
    recalled.reset();
    cardsUpdated.reset();
  }
}
