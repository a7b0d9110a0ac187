package io.notifyjava.idempotency;

import java.time.Duration;
import java.util.Objects;

/**
 * One message that asks whether it is the first with its key.
 *
 * <p>Holds no address, no key and no content in the clear.
 *
 * @param key of message and recipient: 32 hexadecimal digits of a hash
 * @param content by which another message with the same key is told from the same one; at most 64
 *     printable ASCII characters, empty if this node cannot tell
 * @param owner who asks; unique for each send over all that share the store; at most 64 printable
 *     ASCII characters
 * @param lease how long the owner has to say what came of it; more than zero
 * @param window how long the key is remembered after that; more than zero
 * @since 0.1.0
 */
public record IdempotencyClaim(
    String key, String content, String owner, Duration lease, Duration window) {

  public IdempotencyClaim {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(owner, "owner");
    positive("lease", lease);
    positive("window", window);
  }

  private static void positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, but was " + time);
    }
  }
}
