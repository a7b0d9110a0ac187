package io.notifyjava.idempotency;

/**
 * Where nodes remember together which idempotency keys were sent.
 *
 * <pre>
 * free --claim--&gt; held --record---&gt; ended ---window---&gt; free
 *                  |  --release--&gt; free
 *                  '--lease over-&gt; lost ----window---&gt; free
 *                                    '--record, late---&gt; ended
 *                                    '--release, late--&gt; free
 * </pre>
 *
 * <p>A key that was lost is not given to anybody else before its window is over: the message may
 * have been sent, and only the caller can know whether it may be sent again.
 *
 * <p>Called by many threads at once, in the thread that sends; a method may do I/O, and bounds its
 * waiting by itself, to a few seconds. What {@code claim} throws makes {@link
 * Idempotency.Builder#whenStoreFails} decide; what the others throw changes no result. Leases and
 * windows go by one clock that all nodes share, such as the server's, never by those of the nodes.
 * The contract test {@code IdempotencyStoreContract} of notify-testkit says what is expected.
 *
 * @since 0.1.0
 */
public interface IdempotencyStore {

  /**
   * Takes the key if it is free, in one step: of all that ask at once, on whatever node, exactly
   * one is first. A claim whose owner holds the key already is first again, and its lease begins
   * anew, so that a store may be asked again when its answer was lost.
   */
  IdempotencyVerdict claim(IdempotencyClaim claim);

  /**
   * Keeps what came of the message, from now on for the claim's window; also if the lease is over
   * meanwhile, and if the store knows nothing of the key, because it was away when it was claimed.
   * Does nothing if another owner has the key.
   *
   * @param result at most 2,000 characters of any kind but NUL
   */
  void record(IdempotencyClaim claim, String result);

  /**
   * Frees the key, for the message certainly was not sent. Does nothing unless the claim's owner
   * has it and has recorded nothing.
   */
  void release(IdempotencyClaim claim);

  /**
   * Tells whether keys are kept outside of this process. Keys of a shared store are hashed with a
   * secret that all share; see {@link Idempotency.Builder#keySecret}.
   */
  default boolean isShared() {
    return true;
  }
}
