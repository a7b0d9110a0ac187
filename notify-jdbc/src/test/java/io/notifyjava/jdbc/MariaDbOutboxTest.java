package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.testkit.contract.OutboxStoreContract;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract, on MariaDB. */
@EnabledIf(
    value = "io.notifyjava.jdbc.MariaDbOutboxTest#isInstalled",
    disabledReason = "no MariaDB: apt-get install --no-install-recommends mariadb-server")
class MariaDbOutboxTest extends OutboxStoreContract {

  private final StoreFixture fixture = StoreFixture.mariaDb(MariaDb.server().orElseThrow());

  static boolean isInstalled() {
    return MariaDb.server().isPresent();
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Override
  protected OutboxStore store() {
    return fixture.store();
  }

  @Override
  protected OutboxStore fromAnotherNode(OutboxStore here) {
    return fixture.store();
  }

  @Override
  protected Optional<Connection> connection() throws Exception {
    return Optional.of(fixture.connection());
  }

  @Override
  protected void letPass(Duration time) throws Exception {
    StoreFixture.letPass(time);
  }

  @Override
  protected Instant now() throws Exception {
    return fixture.now();
  }
}
