package io.notifyjava.token;

import java.util.concurrent.atomic.AtomicInteger;

/** A remote store: counts questions, and can be made to fail or to hang. */
final class CountingStore extends ForwardingStore {

  private final AtomicInteger questions = new AtomicInteger();
  private volatile Runnable before = () -> {};

  CountingStore(TokenStore kept) {
    super(kept);
  }

  int questions() {
    return questions.get();
  }

  /** Runs before every question: throws, or blocks. */
  void before(Runnable before) {
    this.before = before;
  }

  @Override
  TokenStore asked() {
    questions.incrementAndGet();
    before.run();
    return super.asked();
  }
}
