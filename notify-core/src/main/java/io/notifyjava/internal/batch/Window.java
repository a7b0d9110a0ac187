package io.notifyjava.internal.batch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were taken and not yet settled. It grows as far as {@link Places} lets it.
 *
 * <p>The pump alone opens and releases; any thread may end a slot or look through them.
 */
final class Window {

  private volatile AtomicReferenceArray<@Nullable Slot> slots;
  private int[] free;
  private int freeCount;
  private final Queue<Slot> ended = new ConcurrentLinkedQueue<>();

  Window(int places) {
    slots = new AtomicReferenceArray<>(places);
    free = new int[places];
    addFree(0);
  }

  /** Returns how many messages are in it. The pump alone asks. */
  int held() {
    return free.length - freeCount;
  }

  private void addFree(int from) {
    for (int i = free.length - 1; i >= from; i--) {
      free[freeCount++] = i;
    }
  }

  private void grow() {
    int before = free.length;
    AtomicReferenceArray<@Nullable Slot> more = new AtomicReferenceArray<>(2 * before);
    for (int i = 0; i < before; i++) {
      more.set(i, slots.get(i));
    }
    free = new int[2 * before];
    addFree(before);
    // Only then: whoever looks through the old ones misses none that was there before.
    slots = more;
  }

  Slot open(BatchRun run, Taken taken) {
    if (freeCount == 0) {
      grow();
    }
    Slot slot = new Slot(run, free[freeCount - 1], taken);
    freeCount--;
    slots.set(slot.place(), slot);
    return slot;
  }

  void release(Slot slot) {
    slots.set(slot.place(), null);
    free[freeCount++] = slot.place();
    slot.clear();
  }

  void ended(Slot slot) {
    ended.add(slot);
  }

  @Nullable Slot nextEnded() {
    return ended.poll();
  }

  boolean hasEnded() {
    return !ended.isEmpty();
  }

  /** Offers every slot in flight and returns how many times the answer was yes. */
  int count(Predicate<Slot> visitor) {
    AtomicReferenceArray<@Nullable Slot> seen = slots;
    int yes = 0;
    for (int i = 0; i < seen.length(); i++) {
      Slot slot = seen.get(i);
      if (slot != null && visitor.test(slot)) {
        yes++;
      }
    }
    return yes;
  }
}
