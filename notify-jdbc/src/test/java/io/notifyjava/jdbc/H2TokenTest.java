package io.notifyjava.jdbc;

/** The contract of token stores, on H2. */
class H2TokenTest extends TokensOnServer {

  H2TokenTest() {
    super(StoreFixture.h2());
  }
}
