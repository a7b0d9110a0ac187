package io.notifyjava.token;

import java.time.Duration;
import java.util.Optional;

/** Hands every question to another store, for tests that spoil one of them. */
class ForwardingStore implements TokenStore {

  private final TokenStore kept;

  ForwardingStore(TokenStore kept) {
    this.kept = kept;
  }

  /** The store that answers; called once for each question. */
  TokenStore asked() {
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
