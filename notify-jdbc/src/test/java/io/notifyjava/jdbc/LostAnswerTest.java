package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry is put by one statement that commits by itself, and its answer does not come. */
class LostAnswerTest {

  /** What is thrown once the next insert has happened. */
  private final AtomicReference<@Nullable SQLException> lost = new AtomicReference<>();

  @Test
  void connectionLostBehindTheInsert_mayHaveHappened_andTheSameEntryIsPutOnce() throws Exception {
    try (StoreFixture fixture = StoreFixture.postgres();
        JdbcDatabase database =
            JdbcDatabase.dataSource(losing(fixture.dataSource()))
                .tablePrefix(fixture.prefix())
                .build()) {
      JdbcOutbox store = JdbcOutbox.in(database);
      store.prepare();
      List<OutboxDraft> one = Drafts.drafts(1, 1);
      lost.set(new SQLException("An I/O error occurred while sending to the backend.", "08006"));

      OutboxException thrown = catchThrowableOfType(OutboxException.class, () -> store.insert(one));
      assertThat(thrown.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE);
      assertThat(thrown.mayHaveHappened()).isTrue();

      assertThat(store.insert(one).get(0).id()).isEqualTo(one.get(0).id());
      assertThat(store.counts().of(OutboxState.PENDING)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, 08006, 0, false",
    "POSTGRESQL, 57P01, 0, false",
    "POSTGRESQL, , 0, false",
    "POSTGRESQL, 22001, 0, true",
    "POSTGRESQL, 23505, 0, true",
    "POSTGRESQL, 42P01, 0, true",
    "POSTGRESQL, 53100, 0, true",
    "POSTGRESQL, 54000, 0, true",
    "POSTGRESQL, 57014, 0, true",
    "POSTGRESQL, 40001, 0, true",
    "MARIADB, HY000, 1205, true",
    "MARIADB, HY000, 1020, true",
    "MARIADB, HY000, 1105, false",
    "MARIADB, 08S01, 0, false",
    "SQLITE, , 13, true",
    "SQLITE, , 5, true",
    "SQLITE, , 10, false",
    "SQLITE, , 11, false"
  })
  void onlyAnAnswerThatSaysNo_isTakenForANo(
      Dialect dialect, @Nullable String state, int code, boolean refused) {
    assertThat(SqlStates.isRefused(new SQLException("text", state, code), dialect))
        .isEqualTo(refused);
  }

  private DataSource losing(DataSource source) {
    return proxy(
        DataSource.class, source, answer -> answer instanceof Connection c ? losing(c) : answer);
  }

  private Connection losing(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        answer -> answer instanceof PreparedStatement s ? losing(s) : answer);
  }

  private PreparedStatement losing(PreparedStatement statement) {
    boolean insert = statement.toString().contains("INSERT INTO");
    return proxy(
        PreparedStatement.class,
        statement,
        answer -> {
          SQLException failure = insert && answer instanceof Integer ? lost.getAndSet(null) : null;
          if (failure != null) {
            throw failure;
          }
          return answer;
        });
  }

  private interface Change {
    @Nullable Object of(@Nullable Object answer) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T real, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) -> {
              try {
                return change.of(method.invoke(real, given));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
