package io.notifyjava.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an entry is treated beside what its message says. The message's own options give lane,
 * deadline, key, account and delivery mode.
 *
 * @param notBefore from when it may be sent; null for at once
 * @param ordered whether it waits for earlier ordered entries to the same recipient to be finished
 * @since 0.1.0
 */
public record EnqueueOptions(@Nullable Instant notBefore, boolean ordered) {

  private static final EnqueueOptions DEFAULTS = new EnqueueOptions(null, false);

  /** Returns the defaults: at once, in no particular order. */
  public static EnqueueOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with a time before which the message is not sent. */
  public EnqueueOptions notBefore(Instant time) {
    return new EnqueueOptions(Objects.requireNonNull(time, "time"), ordered);
  }

  /**
   * Returns these options for a message that must not overtake, nor be overtaken by, another
   * ordered one to the same recipient. An earlier one that ends without being sent holds up nobody.
   */
  public EnqueueOptions inOrder() {
    return new EnqueueOptions(notBefore, true);
  }

  /** Returns the time before which it is not sent, if there is one. */
  public Optional<Instant> scheduled() {
    return Optional.ofNullable(notBefore);
  }
}
