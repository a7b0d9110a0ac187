package io.notifyjava.internal.batch;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;

/** Walks the messages of one batch through the corridor. */
@FunctionalInterface
public interface MessageSender {

  /**
   * Sends in the calling thread, which is one of the batch's executor.
   *
   * <p>What it throws counts as an unknown outcome, because the request may have left: so whoever
   * knows that nothing was sent, as after the notifier was closed, tells the ear instead.
   *
   * @param ear to be told the result exactly once: in this thread before the method returns, or
   *     later in any other. It does not run the batch's sink or source in that other thread.
   */
  void send(Message message, Ear ear);

  /** Returns how many groups of messages wait for more of their kind to share a call with. */
  default int gathering() {
    return 0;
  }

  /** Returns how many shared calls have been let go and have not ended. */
  default int underWay() {
    return 0;
  }

  /** Lets the oldest groups that gather go, at most so many: nobody comes to join them. */
  default void depart(int groups) {}

  /** Ends what gathers, or begins to gather, as not sent. What is under way runs to its end. */
  default void cancel(Failure why) {}
}
