package io.notifyjava.internal.batch;

import io.notifyjava.result.SendResult;
import java.util.function.Consumer;

/**
 * Who waits for the result of a message: is told it once, and how the message fares until then.
 *
 * <p>The methods come one after the other, in any thread, and do not block.
 */
@FunctionalInterface
public interface Ear extends Consumer<SendResult> {

  /**
   * The message needs no thread and no place now: it waits for a shared call. Comes under a lock,
   * so nothing is done but counting.
   */
  default void waits() {}

  /** The same once more without the lock, so that its batch may look what to do next. */
  default void isParked() {}

  /** It goes on by itself. Comes without {@link #waits()} too. */
  default void goesOn() {}
}
