package io.notifyjava.examples.outbox;

import io.notifyjava.outbox.OutboxId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a round promised: the entries whose enqueueing was acknowledged.
 * Thread-safe.
 */
final class Journal {

  private final int first;
  private final AtomicReferenceArray<@Nullable OutboxId> ids;
  private final AtomicInteger size = new AtomicInteger();

  /**
   * Begins an empty one.
   *
   * @param first the smallest number
   * @param count how many there are
   */
  Journal(int first, int count) {
    this.first = first;
    this.ids = new AtomicReferenceArray<>(count);
  }

  /** Notes a promise; one that is made again changes nothing. */
  void put(int number, OutboxId id) {
    OutboxId before = ids.getAndSet(number - first, id);
    if (before == null) {
      size.incrementAndGet();
    } else if (!before.equals(id)) {
      throw new IllegalStateException(
          "Message %d was put twice in spite of its key: as %s and %s"
              .formatted(number, before.value(), id.value()));
    }
  }

  /** Returns how many promises were made. */
  int size() {
    return size.get();
  }

  /** Returns how many messages there are. */
  int count() {
    return ids.length();
  }

  /** Returns the smallest number. */
  int first() {
    return first;
  }

  /** Returns the entry of a message; null if nobody promised it. */
  @Nullable OutboxId id(int number) {
    return ids.get(number - first);
  }

  /** Returns what was not promised yet. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < ids.length(); i++) {
      if (ids.get(i) == null) {
        missing.add(first + i);
      }
    }
    return missing;
  }
}
