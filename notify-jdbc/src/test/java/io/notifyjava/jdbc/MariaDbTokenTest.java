package io.notifyjava.jdbc;

import org.junit.jupiter.api.condition.EnabledIf;

/** The contract of token stores, on MariaDB. */
@EnabledIf(
    value = "io.notifyjava.jdbc.MariaDbOutboxTest#isInstalled",
    disabledReason = "no MariaDB: apt-get install --no-install-recommends mariadb-server")
class MariaDbTokenTest extends TokensOnServer {

  MariaDbTokenTest() {
    super(StoreFixture.mariaDb(MariaDb.server().orElseThrow()));
  }
}
