package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxStore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prepares the store before its first use, once for all threads, which wait for it meanwhile; tries
 * again if it failed.
 */
final class Preparation {

  private final OutboxStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean done;

  Preparation(OutboxStore store) {
    this.store = store;
  }

  void ensure() {
    if (!done) {
      prepare();
    }
  }

  private void prepare() {
    lock.lock();
    try {
      if (!done) {
        store.prepare();
        done = true;
      }
    } finally {
      lock.unlock();
    }
  }
}
