package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.contract.OutboxStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on an SQLite file, whose clock is ours. */
class SqliteOutboxTest extends OutboxStoreContract {

  @TempDir Path folder;

  private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-21T01:30:00Z"));
  private JdbcDatabase database;

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected OutboxStore store() {
    database =
        JdbcDatabase.file(folder.resolve("outbox.db")).clock(clock).ticker(clock.ticker()).build();
    return JdbcOutbox.in(database);
  }

  @Override
  protected Optional<Connection> connection() throws Exception {
    return Optional.of(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db")));
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }
}
