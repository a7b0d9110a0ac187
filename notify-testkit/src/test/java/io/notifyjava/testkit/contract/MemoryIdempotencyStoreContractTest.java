package io.notifyjava.testkit.contract;

import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.MemoryIdempotencyStore;
import io.notifyjava.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store of idempotency keys in memory")
class MemoryIdempotencyStoreContractTest extends IdempotencyStoreContract {

  private final ManualClock clock = new ManualClock();

  @Override
  protected IdempotencyStore store() {
    return new MemoryIdempotencyStore(1_000, clock.ticker());
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }
}
