package io.notifyjava.jdbc;

/** The contract of ledgers, on H2. */
class H2LedgerTest extends LedgersOnServer {

  H2LedgerTest() {
    super(StoreFixture.h2());
  }
}
