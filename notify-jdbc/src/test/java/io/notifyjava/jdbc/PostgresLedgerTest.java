package io.notifyjava.jdbc;

/** The contract of ledgers, on PostgreSQL. */
class PostgresLedgerTest extends LedgersOnServer {

  PostgresLedgerTest() {
    super(StoreFixture.postgres());
  }
}
