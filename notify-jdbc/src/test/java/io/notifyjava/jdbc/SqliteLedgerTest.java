package io.notifyjava.jdbc;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.testkit.contract.BatchLedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of ledgers, on an SQLite file. */
class SqliteLedgerTest extends BatchLedgerContract {

  @TempDir Path folder;

  private JdbcDatabase database;

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected BatchLedger open() {
    if (database == null) {
      database = JdbcDatabase.file(folder.resolve("ledgers.db")).build();
    }
    return JdbcBatchLedger.in(database, "campaign");
  }

  /** A process that dies lets go of the file, and the next opens it; no lease is waited for. */
  @Override
  protected void crash(BatchLedger ledger) {
    database.close();
    database = null;
  }

  @Override
  protected void delete() {
    JdbcBatchLedger.in(database, "campaign").delete();
  }
}
