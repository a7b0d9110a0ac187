package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxStore;

/** Prepares the store before its first use, once for all threads; tries again if it failed. */
final class Preparation {

  private final OutboxStore store;
  private volatile boolean done;

  Preparation(OutboxStore store) {
    this.store = store;
  }

  void ensure() {
    if (!done) {
      prepare();
    }
  }

  private synchronized void prepare() {
    if (!done) {
      store.prepare();
      done = true;
    }
  }
}
