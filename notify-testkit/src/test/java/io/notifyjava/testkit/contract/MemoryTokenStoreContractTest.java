package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.ManualClock;
import io.notifyjava.token.MemoryTokenStore;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The token store in memory")
class MemoryTokenStoreContractTest extends TokenStoreContract {

  private final ManualClock clock = new ManualClock();

  @Override
  protected TokenStore store() {
    return new MemoryTokenStore(clock.ticker());
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }
}
