package io.notifyjava.jdbc;

import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.contract.TokenStoreContract;
import io.notifyjava.token.TokenStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of token stores, on an SQLite file. */
class SqliteTokenTest extends TokenStoreContract {

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();
  private JdbcDatabase database;

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected TokenStore store() {
    database =
        JdbcDatabase.file(folder.resolve("tokens.db")).clock(clock).ticker(clock.ticker()).build();
    return JdbcTokenStore.in(database);
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }
}
