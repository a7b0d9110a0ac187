package io.notifyjava.jdbc;

/** The contract of token stores, on PostgreSQL. */
class PostgresTokenTest extends TokensOnServer {

  PostgresTokenTest() {
    super(StoreFixture.postgres());
  }
}
