package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.message.Message;
import org.jspecify.annotations.Nullable;

/** The duplicate policy of a batch at work. Used by one thread at a time. */
final class Duplicates {

  private final DuplicatePolicy policy;
  private final @Nullable SeenRecipients seen;

  Duplicates(BatchOptions options) {
    policy = options.duplicates();
    seen = policy == DuplicatePolicy.ALLOW ? null : new SeenRecipients(options.duplicateMemory());
  }

  boolean isDuplicate(Message message) {
    try {
      return seen != null && seen.isRepeat(message);
    } catch (Throwable t) {
      // A message type of somebody's own that cannot name its recipient: the corridor refuses it.
      return false;
    }
  }

  boolean areSkipped() {
    return policy == DuplicatePolicy.SKIP;
  }

  /** Returns how many recipients could not be remembered. */
  long unchecked() {
    return seen == null ? 0 : seen.unchecked();
  }
}
