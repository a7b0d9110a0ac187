package io.notifyjava.signing;

import java.time.Instant;

/**
 * Remembers which requests were accepted, so that each is accepted once. {@link MemoryReplayGuard}
 * serves one process; nodes that verify for each other share one in a store of theirs ({@code SET
 * NX PX} of Redis, a unique key of a database).
 *
 * <p>An implementation is safe for use by many threads, and of any number of calls with one id
 * exactly one gets {@link Sighting#FIRST}. It is closed when in doubt: when it is full, cannot
 * reach its store or throws, the request is refused.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReplayGuard {

  /** What the guard says of an id. */
  enum Sighting {
    /** It was not there and is from now on. */
    FIRST,
    /** It was there. */
    REPEATED,
    /** The guard is full or cannot tell. */
    UNDECIDED
  }

  /**
   * Notes an id, unless it was noted before.
   *
   * @param id what makes the request one of a kind; printable ASCII, at most 512 characters, no
   *     secret
   * @param now the verifier's time
   * @param until the moment up to which the id must be remembered, that moment included
   */
  Sighting note(String id, Instant now, Instant until);
}
