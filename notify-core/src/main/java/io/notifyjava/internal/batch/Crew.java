package io.notifyjava.internal.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread of the executor that has just sent a message go on with the next one, so that not
 * every message costs a task.
 *
 * <p>The pump, when such a thread works it, keeps the message that it took last instead of handing
 * it over, if it has nothing else to do; the thread takes it when it has left the pump. Whoever
 * works the pump before that hands the kept message over as any other, so it never waits for the
 * source, the sink or a particular thread.
 *
 * <p>A thread goes on only while at least as many messages of the batch are being sent as wait for
 * a thread, and gives itself back after a while ({@link #MOST}, {@link #LONGEST_NANOS}). So on a
 * pool with fewer threads than messages in flight each has its turn, as have the tasks of others.
 */
final class Crew {

  /** Messages that a thread sends before it is given back, at most. */
  static final int MOST = 256;

  /** For how long a thread begins further messages. */
  static final long LONGEST_NANOS = 100_000_000;

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger sending = new AtomicInteger();
  private final AtomicReference<@Nullable Slot> kept = new AtomicReference<>();

  void waits() {
    waiting.incrementAndGet();
  }

  void waitsNoMore() {
    waiting.decrementAndGet();
  }

  void begins() {
    sending.incrementAndGet();
  }

  void ends() {
    sending.decrementAndGet();
  }

  /** Keeps a message for the calling thread, which works the pump; false if it must not. */
  boolean keep(Slot slot) {
    boolean othersHaveThreads = waiting.get() - 1 <= sending.get();
    if (othersHaveThreads) {
      kept.set(slot);
    }
    return othersHaveThreads;
  }

  boolean hasKept() {
    return kept.get() != null;
  }

  /** Takes what was kept; whoever gets it sends it or hands it over. */
  @Nullable Slot takeKept() {
    return kept.get() == null ? null : kept.getAndSet(null);
  }
}
