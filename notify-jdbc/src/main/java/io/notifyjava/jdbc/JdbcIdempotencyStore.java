package io.notifyjava.jdbc;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys in a {@link JdbcDatabase}, so that all nodes know what any of them has sent.
 *
 * <p>A first send costs one insert and one update, each with its commit; a repetition one insert
 * that finds the key taken and one select. Leases and windows go by the server's clock; in a file
 * by the elapsed time of its process. Rows whose window is over are removed along the way, 256 with
 * every 64th claim. The tables are made, or looked for, at the first use. Thread-safe. Failures are
 * {@link JdbcException}s.
 *
 * @since 0.1.0
 */
public final class JdbcIdempotencyStore implements IdempotencyStore {

  /** A row that is gone or over between two looks is rare; so often in a row it is a mistake. */
  private static final int TRIES = 8;

  private static final String FIND =
      "SELECT content, owner, result, CASE WHEN lease_end <= {clock} THEN 1 ELSE 0 END,"
          + " CASE WHEN window_end <= {clock} THEN 1 ELSE 0 END"
          + " FROM notify_idempotency WHERE idem_key = ?";

  private static final String TAKE =
      "UPDATE notify_idempotency SET content = ?, owner = ?, result = NULL,"
          + " lease_end = {clock} + ?, window_end = {clock} + ? WHERE idem_key = ?"
          + " AND (window_end <= {clock} OR (owner = ? AND result IS NULL))";

  private static final String RECORD =
      "UPDATE notify_idempotency SET content = ?, owner = ?, result = ?, lease_end = {clock},"
          + " window_end = {clock} + ? WHERE idem_key = ?"
          + " AND (window_end <= {clock} OR owner = ?)";

  private static final String RELEASE =
      "DELETE FROM notify_idempotency WHERE idem_key = ? AND owner = ? AND result IS NULL";

  private final JdbcDatabase database;
  private final Tables tables;
  private final Forgetting forgetting;

  private JdbcIdempotencyStore(JdbcDatabase database) {
    this.database = Objects.requireNonNull(database, "database");
    this.tables = new Tables(database, "idempotency", 1);
    this.forgetting = new Forgetting(database, "idempotency", "idem_key", "window_end");
  }

  /** Returns a store that all nodes share which use this database. */
  public static JdbcIdempotencyStore in(JdbcDatabase database) {
    return new JdbcIdempotencyStore(database);
  }

  @Override
  public IdempotencyVerdict claim(IdempotencyClaim claim) {
    IdempotencyVerdict verdict = tables.told(() -> verdict(claim));
    forgetting.called(1);
    return verdict;
  }

  /**
   * In steps that are each one statement, so that no transaction holds one lock while it waits for
   * another. What happened between two of them is seen by the conditions of the next.
   */
  private IdempotencyVerdict verdict(IdempotencyClaim claim) throws DbException {
    for (int i = 0; i < TRIES; i++) {
      if (add(claim, null)) {
        return IdempotencyVerdict.first();
      }
      Row row =
          database
              .read("find an idempotency key", session -> find(session, claim.key()))
              .orElse(null);
      if (row == null) {
        continue;
      }
      boolean free = row.isOver || (row.result == null && row.owner.equals(claim.owner()));
      if (!free) {
        return row.verdict();
      }
      if (take(claim)) {
        return IdempotencyVerdict.first();
      }
    }
    throw DbException.unavailable(
        "An idempotency key changed hands " + TRIES + " times in a row; nothing was taken");
  }

  @Override
  public void record(IdempotencyClaim claim, String result) {
    Objects.requireNonNull(result, "result");
    tables.told(() -> replace(claim, result) || add(claim, result) || replace(claim, result));
  }

  @Override
  public void release(IdempotencyClaim claim) {
    tables.told(
        () ->
            update(
                "free an idempotency key",
                RELEASE,
                statement -> {
                  statement.setString(1, claim.key());
                  statement.setString(2, claim.owner());
                }));
  }

  /** Adds a row if there is none. */
  private boolean add(IdempotencyClaim claim, @Nullable String result) throws DbException {
    Duration lease = result == null ? claim.lease() : Duration.ZERO;
    return database.write(
        "take an idempotency key",
        session -> {
          try (PreparedStatement statement = session.prepare(absent(session.dialect()))) {
            statement.setString(1, claim.key());
            statement.setString(2, claim.content());
            statement.setString(3, claim.owner());
            statement.setString(4, result);
            statement.setLong(5, lease.toMillis());
            statement.setLong(6, lease.plus(window(claim)).toMillis());
            if (session.dialect() == Dialect.H2) {
              statement.setString(7, claim.key());
            }
            return statement.executeUpdate() == 1;
          } catch (SQLException e) {
            if (session.dialect() == Dialect.H2 && SqlStates.isDuplicate(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  private static String absent(Dialect dialect) {
    String into =
        "INSERT INTO notify_idempotency (idem_key, content, owner, result, lease_end, window_end) ";
    String values = "VALUES (?, ?, ?, ?, {clock} + ?, {clock} + ?)";
    return switch (dialect) {
      case POSTGRESQL, SQLITE -> into + values + " ON CONFLICT DO NOTHING";
      case MARIADB, MYSQL -> into.replace("INSERT", "INSERT IGNORE") + values;
      case H2 ->
          into
              + "SELECT ?, ?, ?, CAST(? AS varchar(2000)), {clock} + ?, {clock} + ?"
              + " WHERE NOT EXISTS (SELECT 1 FROM notify_idempotency WHERE idem_key = ?)";
    };
  }

  private static Optional<Row> find(Session session, String key) throws SQLException {
    try (PreparedStatement statement = session.prepare(FIND)) {
      statement.setString(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4) == 1,
                    row.getInt(5) == 1))
            : Optional.empty();
      }
    }
  }

  private boolean take(IdempotencyClaim claim) throws DbException {
    return update(
        "take an idempotency key",
        TAKE,
        statement -> {
          statement.setString(1, claim.content());
          statement.setString(2, claim.owner());
          statement.setLong(3, claim.lease().toMillis());
          statement.setLong(4, claim.lease().plus(window(claim)).toMillis());
          statement.setString(5, claim.key());
          statement.setString(6, claim.owner());
        });
  }

  private boolean replace(IdempotencyClaim claim, String result) throws DbException {
    return update(
        "record what came of an idempotency key",
        RECORD,
        statement -> {
          statement.setString(1, claim.content());
          statement.setString(2, claim.owner());
          statement.setString(3, result);
          statement.setLong(4, window(claim).toMillis());
          statement.setString(5, claim.key());
          statement.setString(6, claim.owner());
        });
  }

  private boolean update(String what, String sql, Binding binding) throws DbException {
    return database.write(
        what,
        session -> {
          try (PreparedStatement statement = session.prepare(sql)) {
            binding.bind(statement);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** Rows count in milliseconds; less than one is no time at all. */
  private static Duration window(IdempotencyClaim claim) {
    Duration least = Duration.ofMillis(1);
    return claim.window().compareTo(least) < 0 ? least : claim.window();
  }

  @Override
  public String toString() {
    return "JdbcIdempotencyStore[" + database + "]";
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private record Row(
      String content, String owner, @Nullable String result, boolean isLost, boolean isOver) {

    IdempotencyVerdict verdict() {
      if (result != null) {
        return new IdempotencyVerdict.Ended(content, result);
      }
      return isLost
          ? new IdempotencyVerdict.Lost(content)
          : new IdempotencyVerdict.InFlight(content);
    }
  }
}
