package io.notifyjava.internal.batch;

import org.jspecify.annotations.Nullable;

/** Gives a batch its messages. Used by one thread at a time. */
interface Supply extends AutoCloseable {

  /**
   * Returns the next one; null if there is none.
   *
   * @throws LedgerFailed if the ledger failed
   * @throws Throwable whatever the caller's source threw
   */
  @Nullable Candidate next() throws Throwable;

  /** Hands back what was not asked for, and closes the source. */
  @Override
  void close();

  /** Gives what the source has, as it is asked. */
  static Supply of(Source source) {
    return new Supply() {
      @Override
      public @Nullable Candidate next() {
        return source.hasNext() ? Candidate.of(source.next()) : null;
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }
}
