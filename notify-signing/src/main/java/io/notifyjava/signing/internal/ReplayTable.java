package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A bounded set of ids, each with the second in which its time is over.
 *
 * <p>Ids are kept as the first 128 bits of their SHA-256: a million of them then take 40 MB and no
 * object each. Two ids that share those bits would only make the second one look repeated. Hash
 * chains find an id, a heap finds the one whose time is over first; both hold slot numbers.
 */
public final class ReplayTable {

  /** What became of an id. */
  public enum Outcome {
    /** It was not there and is now. */
    ADDED,
    /** It was there. */
    PRESENT,
    /** There is no room. */
    FULL,
    /** Its time is over before that of one that was let go of, so it may have been there. */
    FORGOTTEN
  }

  /** How many of those whose time is over one call lets go of: bounds how long the lock is held. */
  private static final int SWEEP = 16;

  private static final int FIRST_SIZE = 1_024;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final Digest SHA256 = Digest.of("SHA-256");

  private final int capacity;
  private long[] high;
  private long[] low;
  private long[] over;
  private int[] next;
  private int[] heap;
  private int[] heads;
  private int size;

  /** The last second of all that were let go of: up to it, nobody can tell what was there. */
  private long forgotten = Long.MIN_VALUE;

  /** Makes an empty one for at most {@code capacity} ids. */
  public ReplayTable(int capacity) {
    this.capacity = capacity;
    int room = Math.min(capacity, FIRST_SIZE);
    high = new long[room];
    low = new long[room];
    over = new long[room];
    next = new int[room];
    heap = new int[room];
    for (int i = 0; i < room; i++) {
      heap[i] = i;
    }
    heads = emptyHeads(room);
  }

  /**
   * Adds an id, unless it is there.
   *
   * @param now seconds; what is over before is let go of
   * @param until the last second in which the id is remembered
   */
  public Outcome add(String id, long now, long until) {
    byte[] hash = SHA256.hash(id.getBytes(UTF_8));
    long first = (long) LONGS.get(hash, 0);
    long second = (long) LONGS.get(hash, Long.BYTES);
    synchronized (this) {
      if (isThere(first, second)) {
        return Outcome.PRESENT;
      }
      sweep(now);
      // Else a clock that jumps ahead and is set back would let everything in again.
      if (until <= forgotten) {
        return Outcome.FORGOTTEN;
      }
      if (size == capacity) {
        return Outcome.FULL;
      }
      if (size == high.length) {
        grow();
      }
      put(first, second, until);
      return Outcome.ADDED;
    }
  }

  /** Returns how many are held. */
  public synchronized int size() {
    return size;
  }

  private boolean isThere(long first, long second) {
    for (int slot = heads[bucket(first)]; slot >= 0; slot = next[slot]) {
      if (high[slot] == first && low[slot] == second) {
        return true;
      }
    }
    return false;
  }

  private void put(long first, long second, long until) {
    // Behind the heap, in heap[size...], stand the free slots.
    int slot = heap[size];
    high[slot] = first;
    low[slot] = second;
    over[slot] = until;
    int bucket = bucket(first);
    next[slot] = heads[bucket];
    heads[bucket] = slot;
    rise(size++, slot);
  }

  private void sweep(long now) {
    for (int i = 0; i < SWEEP && size > 0 && over[heap[0]] < now; i++) {
      int slot = heap[0];
      forgotten = Math.max(forgotten, over[slot]);
      unlink(slot);
      int last = heap[--size];
      heap[size] = slot;
      if (size > 0) {
        sink(last);
      }
    }
  }

  private void unlink(int slot) {
    int bucket = bucket(high[slot]);
    int at = heads[bucket];
    if (at == slot) {
      heads[bucket] = next[slot];
      return;
    }
    while (next[at] != slot) {
      at = next[at];
    }
    next[at] = next[slot];
  }

  private void rise(int place, int slot) {
    int at = place;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (over[heap[parent]] <= over[slot]) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = slot;
  }

  private void sink(int slot) {
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && over[heap[child + 1]] < over[heap[child]]) {
        child++;
      }
      if (over[slot] <= over[heap[child]]) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = slot;
  }

  private void grow() {
    int room = (int) Math.min(capacity, 2L * high.length);
    high = Arrays.copyOf(high, room);
    low = Arrays.copyOf(low, room);
    over = Arrays.copyOf(over, room);
    next = Arrays.copyOf(next, room);
    heap = Arrays.copyOf(heap, room);
    for (int i = size; i < room; i++) {
      heap[i] = i;
    }
    heads = emptyHeads(room);
    for (int slot = 0; slot < size; slot++) {
      int bucket = bucket(high[slot]);
      next[slot] = heads[bucket];
      heads[bucket] = slot;
    }
  }

  private int bucket(long first) {
    return (int) first & (heads.length - 1);
  }

  private static int[] emptyHeads(int room) {
    int[] heads = new int[Math.max(2, Integer.highestOneBit(room))];
    Arrays.fill(heads, -1);
    return heads;
  }
}
