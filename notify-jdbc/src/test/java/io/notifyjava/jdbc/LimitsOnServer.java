package io.notifyjava.jdbc;

import io.notifyjava.limit.LimitStore;
import io.notifyjava.testkit.contract.LimitStoreContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of stores of limits, on a server. */
abstract class LimitsOnServer extends LimitStoreContract {

  private final StoreFixture fixture;

  LimitsOnServer(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected LimitStore store() {
    return JdbcLimitStore.in(fixture.database());
  }

  @Override
  protected LimitStore fromAnotherNode(LimitStore here) {
    return store();
  }

  @Override
  protected int threads() {
    return 50;
  }
}
