package io.notifyjava.jdbc;

/** The contract of stores of limits, on H2. */
class H2LimitTest extends LimitsOnServer {

  H2LimitTest() {
    super(StoreFixture.h2());
  }
}
