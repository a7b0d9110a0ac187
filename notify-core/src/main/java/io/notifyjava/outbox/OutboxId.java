package io.notifyjava.outbox;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names an entry of an outbox; unique over all outboxes, and sorted by the time of enqueueing.
 *
 * @param value 32 lower-case hexadecimal digits: 48 bits of milliseconds since 1970, then 80 bits
 *     that grow within one process and are random between processes
 * @since 0.1.0
 */
public record OutboxId(String value) implements Comparable<OutboxId> {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  public OutboxId {
    Objects.requireNonNull(value, "value");
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "An outbox id is 32 lower-case hexadecimal digits, but this one has "
              + value.length()
              + " characters; use the id that enqueue returned");
    }
  }

  @Override
  public int compareTo(OutboxId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
