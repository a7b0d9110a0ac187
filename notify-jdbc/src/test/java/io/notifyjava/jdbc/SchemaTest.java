package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables are made once, by whoever comes first, and never over newer ones. */
class SchemaTest {

  static Stream<StoreFixture> databases() {
    List<StoreFixture> all = new ArrayList<>(List.of(StoreFixture.h2(), StoreFixture.postgres()));
    MariaDb.server().map(StoreFixture::mariaDb).ifPresent(all::add);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nodesThatStartTogether_makeOneSetOfTables(StoreFixture fixture) throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try (fixture) {
      List<Future<?>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        JdbcOutbox store = JdbcOutbox.in(fixture.database());
        starts.add(nodes.submit(store::prepare));
      }
      for (Future<?> start : starts) {
        start.get();
      }
      assertThat(JdbcOutbox.in(fixture.database()).counts().open()).isZero();
    } finally {
      nodes.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void startThatWasCutShort_isFinishedByTheNext(StoreFixture fixture) throws Exception {
    try (fixture) {
      List<String> statements = statements(fixture, "outbox");
      for (int cut = 1; cut < statements.size(); cut++) {
        JdbcDatabase database =
            JdbcDatabase.dataSource(fixture.dataSource())
                .tablePrefix(fixture.prefix() + cut + "_")
                .build();
        try (Connection connection = fixture.connection();
            Statement statement = connection.createStatement()) {
          for (String one : statements.subList(0, cut)) {
            statement.execute(one.replace(Names.DEFAULT_PREFIX, fixture.prefix() + cut + "_"));
          }
        }
        JdbcOutbox store = JdbcOutbox.in(database);
        store.prepare();
        store.insert(Drafts.drafts(1, 1));
        assertThat(store.counts().of(OutboxState.PENDING)).as("cut at %s", cut).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void scriptThatWasRunByHand_isEnough(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcDatabase database =
          JdbcDatabase.dataSource(fixture.dataSource())
              .tablePrefix(fixture.prefix())
              .createTables(false)
              .build();
      JdbcOutbox store = JdbcOutbox.in(database);
      String folder = database.dialect().folder();

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(store::prepare)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.SCHEMA))
          .withMessage(
              "The tables of the outbox are missing: run io/notifyjava/jdbc/"
                  + folder
                  + "/outbox-V1.sql of notify-jdbc in the database, or allow createTables");
      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> store.insert(Drafts.drafts(1, 1)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.SCHEMA));
      for (String one : statements(fixture, "outbox")) {
        fixture.execute(one.replace(Names.DEFAULT_PREFIX, fixture.prefix()));
      }
      store.prepare();
      store.insert(Drafts.drafts(1, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void scriptsOfCountsAndKeys_runByHandInAnyOrderAndTwice(StoreFixture fixture) throws Exception {
    try (fixture) {
      for (String component : List.of("idempotency", "limit", "limit", "idempotency")) {
        for (String one : statements(fixture, component)) {
          fixture.execute(one.replace(Names.DEFAULT_PREFIX, fixture.prefix()));
        }
      }
      JdbcDatabase database =
          JdbcDatabase.dataSource(fixture.dataSource())
              .tablePrefix(fixture.prefix())
              .createTables(false)
              .build();
      LimitClaim.Demand demand =
          new LimitClaim.Demand(
              "day", "0".repeat(32), List.of(new LimitBound(1, LimitWindow.day())));

      assertThat(
              JdbcLimitStore.in(database)
                  .reserve(List.of(new LimitClaim("c", Instant.EPOCH, List.of(demand)))))
          .containsExactly(LimitVerdict.granted());
      Duration minute = Duration.ofMinutes(1);
      assertThat(
              JdbcIdempotencyStore.in(database)
                  .claim(new IdempotencyClaim("0".repeat(32), "", "o", minute, minute)))
          .isEqualTo(IdempotencyVerdict.first());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void newerTables_areLeftAlone(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      fixture.execute("UPDATE " + fixture.prefix() + "schema SET version = 3");

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(store::prepare)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.SCHEMA))
          .withMessage(
              "The tables of the outbox are of version 3, but this library knows versions up to 1:"
                  + " update notify-jdbc on this node; the others go on");
    }
  }

  @Test
  void schema_isPutBeforeTablesButNotBeforeIndexes() throws Exception {
    StoreFixture fixture = StoreFixture.postgres();
    fixture.execute("CREATE SCHEMA IF NOT EXISTS messages");
    JdbcDatabase database =
        JdbcDatabase.dataSource(fixture.dataSource()).schema("messages").tablePrefix("x_").build();
    JdbcOutbox store = JdbcOutbox.in(database);
    store.prepare();
    store.insert(Drafts.drafts(1, 1));

    fixture.execute("SELECT count(*) FROM messages.x_outbox");
    assertThat(database.toString()).isEqualTo("JdbcDatabase[DataSource, tables messages.x_*]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1a",
        "a b",
        "a;drop table x",
        "a'",
        "a\"",
        "a.b",
        "a-b",
        "é",
        "a\n",
        "_a",
        "aaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void prefixThatIsNoName_isRefused(String prefix) {
    JdbcDatabase.Builder builder = JdbcDatabase.dataSource(new org.h2.jdbcx.JdbcDataSource());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tablePrefix(prefix))
        .withMessageStartingWith("tablePrefix must be 1 to 24 letters, digits or underscores");
  }

  private static List<String> statements(StoreFixture fixture, String component) throws Exception {
    String folder = fixture.database().dialect().folder();
    String path = "/io/notifyjava/jdbc/" + folder + "/" + component + "-V1.sql";
    try (java.io.InputStream stream = SchemaTest.class.getResourceAsStream(path)) {
      return Schema.statements(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
