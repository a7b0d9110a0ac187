package io.notifyjava.signing.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends arrays to write in, for making a kilobyte costs more than filling it. At most {@value
 * #SLOTS} are kept, 64 KB in all, whatever the number of threads: nothing is pinned to a thread,
 * and none waits for another. Keys are never written into them.
 */
final class Buffers {

  /** Bytes of each. */
  static final int SIZE = 4_096;

  private static final int SLOTS = 16;

  /** So that two threads do not write to one line of a processor's cache. */
  private static final int APART = 16;

  private static final AtomicReferenceArray<byte[]> KEPT =
      new AtomicReferenceArray<>(SLOTS * APART);

  private Buffers() {}

  /** Returns an array that is nobody else's until it is given back; what it holds is left over. */
  static byte[] take() {
    byte[] kept = KEPT.getAndSet(slot(), null);
    return kept == null ? new byte[SIZE] : kept;
  }

  /** Takes an array back, which the caller must not touch any more. */
  static void giveBack(byte[] buffer) {
    KEPT.setRelease(slot(), buffer);
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SLOTS - 1)) * APART;
  }
}
