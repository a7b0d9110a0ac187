package io.notifyjava.internal.batch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether a batch may take another message.
 *
 * <p>A message that makes its own way takes a place from {@code concurrency}. One that shares a
 * call takes none; its group does once it is let go. So groups may grow beyond {@code concurrency},
 * and memory is bounded by {@link #MAX_SHARING} beside it. Groups that gather are at most as many
 * as places, because their calls will need one each. While groups gather, one more message than
 * there are places may be on its way to them, for else a batch whose places are all taken by calls
 * could not fill the next.
 */
final class Places {

  /** Messages that wait for a shared call, or are in one, at most. */
  static final int MAX_SHARING = 10_000;

  private final int concurrency;
  private final AtomicInteger sharing = new AtomicInteger();

  Places(int concurrency) {
    this.concurrency = concurrency;
  }

  void shares() {
    sharing.incrementAndGet();
  }

  void sharesNoMore() {
    sharing.decrementAndGet();
  }

  /** Tells whether one more message may be taken beside those that are held. */
  boolean hasRoom(int held, MessageSender sender) {
    if (held == 0) {
      // Whatever is counted elsewhere has been lost by the executor and given up.
      return true;
    }
    int alone = held - sharing.get();
    int calls = sender.underWay();
    int gathering = sender.gathering();
    return alone + Math.min(calls, concurrency - 1) < concurrency
        && alone + calls + gathering < (gathering == 0 ? concurrency : 2 * concurrency)
        && held < concurrency + MAX_SHARING;
  }

  /** Returns how many groups to let go when nothing else can be done. */
  int departing(int held, MessageSender sender, boolean nothingComes) {
    int gathering = sender.gathering();
    if (gathering == 0 || held > sharing.get()) {
      return 0;
    }
    if (nothingComes) {
      return gathering;
    }
    // The last message on its way may have joined its group since the batch looked for room, and
    // its thread is about to ask for more. Then nobody is held up, and more can join.
    return hasRoom(held, sender) ? 0 : Math.max(0, concurrency - sender.underWay());
  }
}
