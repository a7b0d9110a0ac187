package io.notifyjava.internal.corridor;

import io.notifyjava.result.Unknown;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that comes from the outbox.
 *
 * @param id of its entry, which becomes the message's id, so that it is the same after a crash
 * @param earlier what an earlier node left behind, if it may have sent the message; null if it
 *     certainly was not sent
 * @param since how long ago that was at most; zero if there is no {@code earlier}
 */
public record Parcel(String id, @Nullable Unknown earlier, Duration since) {

  public Parcel {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(since, "since");
  }
}
