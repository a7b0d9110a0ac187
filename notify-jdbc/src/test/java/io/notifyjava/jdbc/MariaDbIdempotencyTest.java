package io.notifyjava.jdbc;

import org.junit.jupiter.api.condition.EnabledIf;

/** The contract of stores of idempotency keys, on MariaDB. */
@EnabledIf(
    value = "io.notifyjava.jdbc.MariaDbOutboxTest#isInstalled",
    disabledReason = "no MariaDB: apt-get install --no-install-recommends mariadb-server")
class MariaDbIdempotencyTest extends IdempotencyOnServer {

  MariaDbIdempotencyTest() {
    super(StoreFixture.mariaDb(MariaDb.server().orElseThrow()));
  }
}
