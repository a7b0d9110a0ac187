package io.notifyjava.limit;

import java.util.List;

/**
 * Where the counts of limits are kept: in this process by {@link MemoryLimitStore}, or where
 * several processes share them.
 *
 * <p>A permit is taken before the call, kept if the message was accepted or may have been, and
 * given back if it certainly was not sent:
 *
 * <pre>
 * free --reserve--&gt; taken --commit----&gt; counted until its window ends
 *                     |  --release---&gt; free
 *                     '--nobody says-&gt; counted until its window ends
 * </pre>
 *
 * <p>Called by many threads at once, in the thread that sends; a method may do I/O, and bounds its
 * waiting by itself, to a second or so. What {@code reserve} throws makes {@link
 * Limits.Builder#whenStoreFails} decide; what the others throw is logged. The contract test {@code
 * LimitStoreContract} of notify-testkit says what is expected.
 *
 * <p>Claims say when they ask, and a store decides by that alone; it uses time of its own at most
 * to forget what has been over for a while. Times count to the millisecond or finer. An instant
 * that lies a little before one that was seen already opens no window that was closed.
 *
 * @since 0.1.0
 */
public interface LimitStore {

  /**
   * Takes the permits of each claim, all of a claim in one step or none of them, as if the claims
   * came one after another. A claim whose id holds permits already is granted and takes no more, so
   * that a store may be asked again when its answer was lost.
   *
   * @param claims 1 to some thousand, no two of which have equal ids
   * @return a verdict for each claim, in their order
   */
  List<LimitVerdict> reserve(List<LimitClaim> claims);

  /** Keeps what these claims took. Does nothing for a claim that holds nothing. */
  void commit(List<LimitClaim> claims);

  /**
   * Gives back what these claims took, for the windows in which they took it. Does nothing for a
   * claim that holds nothing, because it was refused, or was committed or released before.
   */
  void release(List<LimitClaim> claims);

  /**
   * Tells whether counts are kept outside of this process. Keys of a shared store are hashed with a
   * secret that all share; see {@link Limits.Builder#keySecret}.
   */
  default boolean isShared() {
    return true;
  }
}
