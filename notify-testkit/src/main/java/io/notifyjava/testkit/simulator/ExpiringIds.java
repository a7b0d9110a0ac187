package io.notifyjava.testkit.simulator;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers 64-bit hashes for a fixed time: a long and an int per slot.
 *
 * <p>What has run out is dropped when a part would otherwise grow, so memory follows the number of
 * ids of the last ten minutes. Thread-safe: 64 parts, each with its lock.
 */
final class ExpiringIds {

  private static final int PARTS = 64;
  private static final int FIRST_SIZE = 16;

  private final int lifetimeMillis;
  private final Part[] parts = new Part[PARTS];

  ExpiringIds(int lifetimeMillis) {
    this.lifetimeMillis = lifetimeMillis;
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /**
   * Remembers a hash from now on, unless it is still remembered.
   *
   * @param hash not 0 in practice; 0 is remembered as 1
   * @param nowMillis elapsed milliseconds from any origin; may wrap around
   * @return whether it is new, and when it was first remembered
   */
  Entry remember(long hash, int nowMillis) {
    return remember(hash, nowMillis, lifetimeMillis);
  }

  /** As {@link #remember(long, int)}, but what is older than this counts as forgotten. */
  Entry remember(long hash, int nowMillis, int withinMillis) {
    long key = hash == 0 ? 1 : hash;
    Part part = parts[(int) (key >>> 58)];
    part.lock.lock();
    try {
      return part.remember(key, nowMillis, withinMillis);
    } finally {
      part.lock.unlock();
    }
  }

  /** Forgets a hash, if it is remembered. */
  void forget(long hash) {
    long key = hash == 0 ? 1 : hash;
    Part part = parts[(int) (key >>> 58)];
    part.lock.lock();
    try {
      part.forget(key);
    } finally {
      part.lock.unlock();
    }
  }

  /** Whether a hash is remembered now; changes nothing. */
  boolean holds(long hash, int nowMillis) {
    long key = hash == 0 ? 1 : hash;
    Part part = parts[(int) (key >>> 58)];
    part.lock.lock();
    try {
      int slot = part.slotOf(key);
      return part.keys[slot] != 0 && !Part.expired(part.since[slot], nowMillis, lifetimeMillis);
    } finally {
      part.lock.unlock();
    }
  }

  void clear() {
    for (Part part : parts) {
      part.lock.lock();
      try {
        part.resize(FIRST_SIZE);
      } finally {
        part.lock.unlock();
      }
    }
  }

  /** Slots in use or run out, for tests of the memory bound. */
  long capacity() {
    long sum = 0;
    for (Part part : parts) {
      part.lock.lock();
      try {
        sum += part.keys.length;
      } finally {
        part.lock.unlock();
      }
    }
    return sum;
  }

  /**
   * What {@link #remember} found.
   *
   * @param fresh whether the hash was not remembered before
   * @param sinceMillis when it was first remembered
   */
  record Entry(boolean fresh, int sinceMillis) {}

  private final class Part {

    final ReentrantLock lock = new ReentrantLock();
    long[] keys = new long[FIRST_SIZE];
    int[] since = new int[FIRST_SIZE];
    int used;

    Entry remember(long key, int now, int within) {
      if ((used + 1) * 4L > keys.length * 3L) {
        rehash(now);
      }
      int slot = slotOf(key);
      boolean fresh = keys[slot] == 0 || expired(since[slot], now, within);
      if (fresh) {
        used += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        since[slot] = now;
      }
      return new Entry(fresh, since[slot]);
    }

    /** The slot stays taken, so that those behind it are still found. */
    void forget(long key) {
      int slot = slotOf(key);
      if (keys[slot] != 0) {
        since[slot] -= lifetimeMillis;
      }
    }

    private int slotOf(long key) {
      int mask = keys.length - 1;
      int slot = (int) key & mask;
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void rehash(int now) {
      long[] oldKeys = keys;
      int[] oldSince = since;
      int alive = 0;
      for (int i = 0; i < oldKeys.length; i++) {
        alive += oldKeys[i] != 0 && !expired(oldSince[i], now, lifetimeMillis) ? 1 : 0;
      }
      // Half full after the move, so that moves stay rare.
      int size = FIRST_SIZE;
      while (size < (alive + 1) * 2L) {
        size *= 2;
      }
      resize(size);
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0 && !expired(oldSince[i], now, lifetimeMillis)) {
          int slot = slotOf(oldKeys[i]);
          keys[slot] = oldKeys[i];
          since[slot] = oldSince[i];
          used++;
        }
      }
    }

    void resize(int size) {
      keys = new long[size];
      since = new int[size];
      used = 0;
    }

    /**
     * A slightly negative age comes from a thread that read the time and then waited for the lock;
     * a very negative one from the counter's wrap after 24 days.
     */
    private static boolean expired(int start, int now, int within) {
      return Math.abs((long) (now - start)) >= within;
    }
  }
}
