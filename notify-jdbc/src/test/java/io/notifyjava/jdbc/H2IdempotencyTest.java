package io.notifyjava.jdbc;

/** The contract of stores of idempotency keys, on H2. */
class H2IdempotencyTest extends IdempotencyOnServer {

  H2IdempotencyTest() {
    super(StoreFixture.h2());
  }
}
