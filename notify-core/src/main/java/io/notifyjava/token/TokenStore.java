package io.notifyjava.token;

import java.time.Duration;
import java.util.Optional;

/**
 * Where access tokens are kept: in memory, or where all nodes of a cluster see them.
 *
 * <p>Implementations are thread-safe and may block for I/O; the {@link TokenCache} before them
 * answers almost every request from its own memory and treats any {@link RuntimeException} as "the
 * store is down".
 *
 * @since 0.1.0
 */
public interface TokenStore {

  /** Returns the token that is kept for a key, expired or not. */
  Optional<AccessToken> find(TokenKey key);

  /** Keeps a token in place of the one before, in one step. */
  void put(TokenKey key, AccessToken token);

  /**
   * Forgets the token of a key if its value still is {@code value}; a newer one stays. In one step.
   *
   * @return whether it was forgotten
   */
  boolean remove(TokenKey key, String value);

  /**
   * Asks to be the one who renews the token of a key. At most one holder at a time over all that
   * share the store; a holder that dies loses it after {@code lease}.
   *
   * @return whether the caller holds it now
   */
  boolean tryLock(TokenKey key, String holder, Duration lease);

  /** Gives the lock back; does nothing if the holder is another. */
  void unlock(TokenKey key, String holder);
}
