package io.notifyjava.jdbc;

import io.notifyjava.limit.LimitStore;
import io.notifyjava.testkit.contract.LimitStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores of limits, on an SQLite file. */
class SqliteLimitTest extends LimitStoreContract {

  @TempDir Path folder;

  private JdbcDatabase database;

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected LimitStore store() {
    database = JdbcDatabase.file(folder.resolve("limits.db")).build();
    return JdbcLimitStore.in(database);
  }

  @Override
  protected int threads() {
    return 50;
  }
}
