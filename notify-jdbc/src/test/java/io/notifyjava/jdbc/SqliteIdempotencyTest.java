package io.notifyjava.jdbc;

import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.contract.IdempotencyStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores of idempotency keys, on an SQLite file. */
class SqliteIdempotencyTest extends IdempotencyStoreContract {

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();
  private JdbcDatabase database;

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected IdempotencyStore store() {
    database =
        JdbcDatabase.file(folder.resolve("keys.db")).clock(clock).ticker(clock.ticker()).build();
    return JdbcIdempotencyStore.in(database);
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }
}
