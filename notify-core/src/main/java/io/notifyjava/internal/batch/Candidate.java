package io.notifyjava.internal.batch;

import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.message.Message;
import io.notifyjava.result.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a source.
 *
 * @param message null if the source gave null
 * @param key in the ledger; null if there is none, or the message has none
 * @param before what the ledger had of it; null for nothing
 * @param skipped how it stands in the ledger if it is not to be sent again; else null
 * @param refused why it cannot be sent; null if it can
 */
record Candidate(
    @Nullable Message message,
    @Nullable LedgerKey key,
    @Nullable LedgerEntry before,
    @Nullable LedgerState skipped,
    @Nullable Rejected refused) {

  static Candidate of(@Nullable Message message) {
    return new Candidate(message, null, null, null, null);
  }

  Candidate refused(Rejected why) {
    return new Candidate(message, null, null, null, why);
  }

  Candidate with(LedgerEntry before, boolean sent) {
    return new Candidate(message, key, before, sent ? null : before.state(), null);
  }

  /** Returns the key if the message is written down as begun. */
  @Nullable LedgerKey begunKey() {
    return skipped == null && refused == null ? key : null;
  }
}
