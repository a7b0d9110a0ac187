package io.notifyjava.jdbc;

/** The contract of stores of idempotency keys, on PostgreSQL. */
class PostgresIdempotencyTest extends IdempotencyOnServer {

  PostgresIdempotencyTest() {
    super(StoreFixture.postgres());
  }
}
