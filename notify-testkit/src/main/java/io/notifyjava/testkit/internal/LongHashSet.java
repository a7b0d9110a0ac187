package io.notifyjava.testkit.internal;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A growing set of 64-bit hashes: one long per slot, no objects per entry.
 *
 * <p>Between 11 and 22 bytes per entry. Thread-safe: 64 parts, each with its lock, chosen by the
 * top bits of the hash.
 */
public final class LongHashSet {

  private static final int PARTS = 64;

  private final Part[] parts = new Part[PARTS];

  /** Starts empty. */
  public LongHashSet() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** Adds a hash; false if it was there already. */
  public boolean add(long hash) {
    Part part = parts[(int) (hash >>> 58)];
    part.lock.lock();
    try {
      return part.add(hash);
    } finally {
      part.lock.unlock();
    }
  }

  /** How many hashes it holds. */
  public long size() {
    long sum = 0;
    for (Part part : parts) {
      part.lock.lock();
      try {
        sum += part.size;
      } finally {
        part.lock.unlock();
      }
    }
    return sum;
  }

  /** Bytes held by the slots, for tests of the memory bound. */
  public long slotBytes() {
    long sum = 0;
    for (Part part : parts) {
      part.lock.lock();
      try {
        sum += part.slots.length * 8L;
      } finally {
        part.lock.unlock();
      }
    }
    return sum;
  }

  /** Forgets all hashes and gives the memory back. */
  public void clear() {
    for (Part part : parts) {
      part.lock.lock();
      try {
        part.slots = new long[Part.FIRST_SIZE];
        part.size = 0;
        part.holdsZero = false;
      } finally {
        part.lock.unlock();
      }
    }
  }

  /** Open addressing with linear probing; zero marks a free slot, so the hash 0 is kept apart. */
  private static final class Part {

    static final int FIRST_SIZE = 16;

    final ReentrantLock lock = new ReentrantLock();
    long[] slots = new long[FIRST_SIZE];
    int size;
    boolean holdsZero;

    boolean add(long hash) {
      if (hash == 0) {
        boolean added = !holdsZero;
        holdsZero = true;
        size += added ? 1 : 0;
        return added;
      }
      if ((size + 1) * 4L > slots.length * 3L) {
        grow();
      }
      boolean added = put(slots, hash);
      size += added ? 1 : 0;
      return added;
    }

    private void grow() {
      long[] bigger = new long[slots.length * 2];
      for (long hash : slots) {
        if (hash != 0) {
          put(bigger, hash);
        }
      }
      slots = bigger;
    }

    private static boolean put(long[] slots, long hash) {
      int mask = slots.length - 1;
      int slot = (int) hash & mask;
      while (slots[slot] != 0) {
        if (slots[slot] == hash) {
          return false;
        }
        slot = (slot + 1) & mask;
      }
      slots[slot] = hash;
      return true;
    }
  }
}
