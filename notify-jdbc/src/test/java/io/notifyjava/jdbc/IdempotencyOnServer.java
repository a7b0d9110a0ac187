package io.notifyjava.jdbc;

import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.testkit.contract.IdempotencyStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract of stores of idempotency keys, on a server. */
abstract class IdempotencyOnServer extends IdempotencyStoreContract {

  private final StoreFixture fixture;

  IdempotencyOnServer(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected IdempotencyStore store() {
    return JdbcIdempotencyStore.in(fixture.database());
  }

  @Override
  protected IdempotencyStore fromAnotherNode(IdempotencyStore here) {
    return store();
  }

  @Override
  protected void letPass(Duration time) throws Exception {
    StoreFixture.letPass(time);
  }
}
