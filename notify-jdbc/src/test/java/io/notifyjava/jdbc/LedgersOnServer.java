package io.notifyjava.jdbc;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.testkit.contract.BatchLedgerContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of ledgers, on a server. */
abstract class LedgersOnServer extends BatchLedgerContract {

  private final StoreFixture fixture;

  LedgersOnServer(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected BatchLedger open() {
    return JdbcBatchLedger.in(fixture.database(), "campaign");
  }

  @Override
  protected void crash(BatchLedger ledger) throws Exception {
    // As if the lease had ended, for which nobody wants to wait.
    fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
  }

  @Override
  protected void delete() {
    JdbcBatchLedger.in(fixture.database(), "campaign").delete();
  }
}
