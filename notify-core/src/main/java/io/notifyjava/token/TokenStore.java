package io.notifyjava.token;

import java.time.Duration;
import java.util.Optional;

/**
 * Where access tokens are kept: in memory, or where all nodes of a cluster see them.
 *
 * <p>Implementations are thread-safe and may block for I/O; the {@link TokenCache} before them
 * answers almost every request from its own memory, treats any {@link RuntimeException} and any
 * answer that does not come in time as "the store is down", and then renews without it. The
 * contract test {@code TokenStoreContract} of notify-testkit says what is expected.
 *
 * @since 0.1.0
 */
public interface TokenStore {

  /**
   * Returns the token that is kept for a key, expired or not.
   *
   * @throws IllegalArgumentException if what is kept is not a token; the cache then ignores it and
   *     puts a new token in its place
   */
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
   * share the store; a holder that dies loses it after {@code lease}. A holder that asks again
   * holds it anew. Does not wait for the lock.
   *
   * @param holder unique over all that share the store
   * @return whether the caller holds it now
   */
  boolean tryLock(TokenKey key, String holder, Duration lease);

  /** Gives the lock back; does nothing if the holder is another. */
  void unlock(TokenKey key, String holder);

  /**
   * Tells whether every method answers from this process's memory at once. A cache calls such a
   * store in its own thread, and any other in a thread of its own, so that one that never answers
   * holds up nobody.
   */
  default boolean inMemory() {
    return false;
  }
}
