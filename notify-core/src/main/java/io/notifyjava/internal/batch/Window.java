package io.notifyjava.internal.batch;

import io.notifyjava.message.Message;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages in flight: at most as many as there are places, so memory is bounded whatever the
 * length of the source.
 *
 * <p>The pump alone opens and releases; any thread may end a slot or look through them.
 */
final class Window {

  private final AtomicReferenceArray<@Nullable Slot> slots;
  private final int[] free;
  private int freeCount;
  private final Queue<Slot> ended = new ConcurrentLinkedQueue<>();

  Window(int places) {
    slots = new AtomicReferenceArray<>(places);
    free = new int[places];
    for (int i = 0; i < places; i++) {
      free[i] = places - 1 - i;
    }
    freeCount = places;
  }

  boolean hasRoom() {
    return freeCount > 0;
  }

  Slot open(BatchRun run, long index, Message message, boolean duplicate) {
    Slot slot = new Slot(run, free[freeCount - 1], index, message, duplicate);
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
    int yes = 0;
    for (int i = 0; i < slots.length(); i++) {
      Slot slot = slots.get(i);
      if (slot != null && visitor.test(slot)) {
        yes++;
      }
    }
    return yes;
  }
}
