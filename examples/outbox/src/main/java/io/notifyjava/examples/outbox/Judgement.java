package io.notifyjava.examples.outbox;

import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What came of the messages of a round, each asked of the store and of the vendor.
 *
 * @param enqueued whose enqueueing was acknowledged
 * @param accepted whose entry says so, and which the vendor delivered
 * @param unknown whose entry says so
 * @param lost neither, nor in any other state that a person could see; or accepted by the entry and
 *     not delivered
 * @param duplicates deliveries beyond the first
 * @param other in another state, which nothing here calls for, or an entry of no message
 * @param byNode accepted entries by the node that had them last
 */
record Judgement(
    long enqueued,
    long accepted,
    long unknown,
    long lost,
    long duplicates,
    long other,
    Map<String, Long> byNode) {

  static final Judgement NONE = new Judgement(0, 0, 0, 0, 0, 0, Map.of());

  Judgement {
    byNode = Map.copyOf(byNode);
  }

  /**
   * Judges every message that there is, acknowledged or not.
   *
   * @param find looks an entry up
   * @param delivered how often the vendor delivered a message
   */
  static Judgement of(
      Journal journal, Function<OutboxId, Optional<OutboxEntry>> find, IntUnaryOperator delivered) {
    Count count = new Count();
    for (int number = journal.first(); number < journal.first() + journal.count(); number++) {
      OutboxId id = journal.id(number);
      OutboxEntry entry = id == null ? null : find.apply(id).orElse(null);
      count.add(id != null, entry, delivered.applyAsInt(number));
    }
    return count.judgement();
  }

  /** Returns this with entries that belong to no message: each would send one more. */
  Judgement withSurplus(long entries) {
    return entries <= 0
        ? this
        : new Judgement(enqueued, accepted, unknown, lost, duplicates, other + entries, byNode);
  }

  /** Returns both together. */
  Judgement plus(Judgement other) {
    Map<String, Long> nodes = new TreeMap<>(byNode);
    other.byNode.forEach((node, some) -> nodes.merge(node, some, Long::sum));
    return new Judgement(
        enqueued + other.enqueued,
        accepted + other.accepted,
        unknown + other.unknown,
        lost + other.lost,
        duplicates + other.duplicates,
        this.other + other.other,
        nodes);
  }

  private static final class Count {

    private long enqueued;
    private long accepted;
    private long unknown;
    private long lost;
    private long duplicates;
    private long other;
    private final Map<String, Long> byNode = new TreeMap<>();

    void add(boolean promised, @Nullable OutboxEntry entry, int delivered) {
      enqueued += promised ? 1 : 0;
      duplicates += Math.max(0, delivered - 1);
      if (entry == null) {
        lost++;
      } else if (entry.state() == OutboxState.UNKNOWN) {
        unknown++;
      } else if (entry.state() != OutboxState.ACCEPTED) {
        other++;
      } else if (delivered == 0) {
        lost++;
      } else {
        accepted++;
        byNode.merge(name(String.valueOf(entry.node())), 1L, Long::sum);
      }
    }

    /** A node's name without the random part that tells one of its lives from another. */
    private static String name(String node) {
      int end = node.lastIndexOf('-');
      return end < 0 ? node : node.substring(0, end);
    }

    Judgement judgement() {
      return new Judgement(enqueued, accepted, unknown, lost, duplicates, other, byNode);
    }
  }
}
