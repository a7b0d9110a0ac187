package io.notifyjava.internal.batch;

/** Carries what a ledger threw, so that nobody takes it for a fault of the source. */
final class LedgerFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LedgerFailed(Throwable cause) {
    super(null, cause, false, false);
  }
}
