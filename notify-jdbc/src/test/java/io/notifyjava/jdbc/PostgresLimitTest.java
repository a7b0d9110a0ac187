package io.notifyjava.jdbc;

/** The contract of stores of limits, on PostgreSQL. */
class PostgresLimitTest extends LimitsOnServer {

  PostgresLimitTest() {
    super(StoreFixture.postgres());
  }
}
