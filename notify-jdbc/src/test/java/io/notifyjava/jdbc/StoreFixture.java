package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Makes outboxes in one database, each with tables of its own, and closes them. */
final class StoreFixture implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final DataSource dataSource;
  private final String now;
  private final String prefix = "t" + NUMBERS.incrementAndGet() + "_";
  private final List<AutoCloseable> open = new ArrayList<>();

  StoreFixture(DataSource dataSource, String now) {
    this.dataSource = dataSource;
    this.now = now;
  }

  static StoreFixture postgres() {
    return new StoreFixture(
        Postgres.server().dataSource(), "SELECT extract(epoch from clock_timestamp()) * 1000");
  }

  static StoreFixture mariaDb(MariaDb server) {
    return new StoreFixture(
        server.dataSource(),
        "SELECT timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(3)) / 1000");
  }

  static StoreFixture h2() {
    org.h2.jdbcx.JdbcDataSource source = new org.h2.jdbcx.JdbcDataSource();
    source.setURL("jdbc:h2:mem:t" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    return new StoreFixture(source, "SELECT EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000");
  }

  String prefix() {
    return prefix;
  }

  DataSource dataSource() {
    return dataSource;
  }

  JdbcDatabase database() {
    // Behind a pool, as services have it.
    com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
    config.setDataSource(dataSource);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource(config);
    JdbcDatabase database = JdbcDatabase.dataSource(pool).tablePrefix(prefix).build();
    open.add(database);
    open.add(pool);
    return database;
  }

  OutboxStore store() {
    OutboxStore store = JdbcOutbox.in(database());
    open.add(0, store);
    return store;
  }

  Connection connection() throws SQLException {
    return dataSource.getConnection();
  }

  Instant now() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(now)) {
      row.next();
      return Instant.ofEpochMilli(row.getBigDecimal(1).longValue());
    }
  }

  /** Lets real time pass: the clock is the server's. */
  static void letPass(Duration time) throws InterruptedException {
    boolean early = new CountDownLatch(1).await(time.toMillis() + 20, TimeUnit.MILLISECONDS);
    if (early) {
      throw new IllegalStateException("nobody counts down");
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
