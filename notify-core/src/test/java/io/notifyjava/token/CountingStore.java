package io.notifyjava.token;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote store: counts questions, and can be made to fail, hang or answer late. */
final class CountingStore implements TokenStore {

  private final TokenStore kept;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Runnable before = () -> {};

  CountingStore(TokenStore kept) {
    this.kept = kept;
  }

  int questions() {
    return questions.get();
  }

  /** Runs before every question: throws, or blocks. */
  void before(Runnable before) {
    this.before = before;
  }

  private TokenStore asked() {
    questions.incrementAndGet();
    before.run();
    return kept;
  }

  @Override
  public Optional<AccessToken> find(TokenKey key) {
    return asked().find(key);
  }

  @Override
  public void put(TokenKey key, AccessToken token) {
    asked().put(key, token);
  }

  @Override
  public boolean remove(TokenKey key, String value) {
    return asked().remove(key, value);
  }

  @Override
  public boolean tryLock(TokenKey key, String holder, Duration lease) {
    return asked().tryLock(key, holder, lease);
  }

  @Override
  public void unlock(TokenKey key, String holder) {
    asked().unlock(key, holder);
  }
}
