package io.notifyjava.testkit.contract;

import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.MemoryLimitStore;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The limit store in memory")
class MemoryLimitStoreContractTest extends LimitStoreContract {

  @Override
  protected LimitStore store() {
    return new MemoryLimitStore();
  }
}
