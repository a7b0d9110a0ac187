package io.notifyjava.testkit.internal;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts by phone number or by address, without an object for each: 16 to 32 bytes each. Simulators
 * of short messages and of mail count so, to be asked what they took for whom. Thread-safe: 64
 * parts, each with its lock.
 */
public final class TextCounts {

  private static final int PARTS = 64;
  private static final long TEXT_SEED = 21;

  private final Part[] parts = new Part[PARTS];

  /** Starts empty. */
  public TextCounts() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** Counts one more, by a hash: numbers abroad are longer than a long in some vendors' rules. */
  public void count(String text) {
    count(key(text));
  }

  /** How often this was counted, if it was counted by its text. */
  public int of(String text) {
    return of(key(text));
  }

  private static long key(String text) {
    long hash = Hash64.of(text, TEXT_SEED);
    return hash == 0 ? 1 : hash;
  }

  /** Counts one more; a number is not zero. */
  public void count(long number) {
    Part part = part(number);
    part.lock.lock();
    try {
      part.count(number);
    } finally {
      part.lock.unlock();
    }
  }

  /** How often this number was counted. */
  public int of(long number) {
    Part part = part(number);
    part.lock.lock();
    try {
      return part.counts[part.slot(number)];
    } finally {
      part.lock.unlock();
    }
  }

  /** How many different ones there are. */
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

  /** Forgets all. */
  public void clear() {
    for (Part part : parts) {
      part.lock.lock();
      try {
        part.clear();
      } finally {
        part.lock.unlock();
      }
    }
  }

  private Part part(long number) {
    return parts[(int) (Hash64.mix(number) >>> 58)];
  }

  /** Open addressing with linear probing; zero marks a free slot. */
  private static final class Part {

    static final int FIRST_SIZE = 16;

    final ReentrantLock lock = new ReentrantLock();
    long[] keys = new long[FIRST_SIZE];
    int[] counts = new int[FIRST_SIZE];
    int size;

    void count(long number) {
      if ((size + 1) * 4L > keys.length * 3L) {
        grow();
      }
      int slot = slot(number);
      if (keys[slot] == 0) {
        keys[slot] = number;
        size++;
      }
      counts[slot]++;
    }

    /** Where the number is, or the free place where it belongs. */
    int slot(long number) {
      int mask = keys.length - 1;
      int slot = (int) Hash64.mix(number) & mask;
      while (keys[slot] != 0 && keys[slot] != number) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldCounts = counts;
      keys = new long[oldKeys.length * 2];
      counts = new int[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          counts[slot] = oldCounts[i];
        }
      }
    }

    void clear() {
      keys = new long[FIRST_SIZE];
      counts = new int[FIRST_SIZE];
      size = 0;
    }
  }
}
