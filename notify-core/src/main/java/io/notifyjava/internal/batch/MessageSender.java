package io.notifyjava.internal.batch;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.util.function.Consumer;

/** Walks one message through the corridor. */
@FunctionalInterface
public interface MessageSender {

  /**
   * Sends in the calling thread, which is one of the batch's executor.
   *
   * <p>What it throws counts as an unknown outcome, because the request may have left: so whoever
   * knows that nothing was sent, as after the notifier was closed, tells {@code done} instead.
   *
   * @param done to be told the result exactly once: in this thread before the method returns, or
   *     later in any other. It does not run the batch's sink or source in that other thread.
   */
  void send(Message message, Consumer<SendResult> done);
}
