package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.MemoryOutboxStore;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryOutboxStoreContractTest extends OutboxStoreContract {

  private final ManualClock clock = new ManualClock();

  @Override
  protected OutboxStore store() {
    return new MemoryOutboxStore(clock);
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Test
  void insert_intoATransaction_saysWhatToUseInstead() {
    Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("must not be touched");
                });

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> here().insert(connection, List.of(draft().build())))
        .withMessageContaining("notify-jdbc");
  }

  @Test
  void toString_showsHowMany() {
    put();

    assertThat(here()).hasToString("MemoryOutboxStore[entries=1]");
  }
}
