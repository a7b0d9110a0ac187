package io.notifyjava.batch;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of a batch and what came of it.
 *
 * @param index its place in the source, from 0
 * @param message the message; null only if the source gave null there, and then the result is
 *     {@code Rejected} with reason {@code INVALID_MESSAGE}
 * @param result what came of it
 * @param duplicate whether an earlier message of this batch had the same recipient; always false
 *     under {@link DuplicatePolicy#ALLOW}
 * @since 0.1.0
 */
public record BatchItem(
    long index, @Nullable Message message, SendResult result, boolean duplicate) {

  public BatchItem {
    if (index < 0) {
      throw new IllegalArgumentException("index must be 0 or more, but was " + index);
    }
    Objects.requireNonNull(result, "result");
  }

  /** An item that repeats no recipient. */
  public BatchItem(long index, @Nullable Message message, SendResult result) {
    this(index, message, result, false);
  }
}
