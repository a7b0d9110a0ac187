package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What the contract of outbox stores leaves open. */
class JdbcOutboxTest {

  static Stream<StoreFixture> databases() {
    List<StoreFixture> all = new ArrayList<>(List.of(StoreFixture.h2(), StoreFixture.postgres()));
    MariaDb.server().map(StoreFixture::mariaDb).ifPresent(all::add);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void providersText_isKeptHoweverOddItIs(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      store.insert(Drafts.drafts(1, 2));
      List<OutboxLease> leases = store.turn(List.of(), Drafts.claim("n1", 2)).leases();
      String odd = "a\u0000b\ud800c\ud83d\ude00" + "z".repeat(600);

      store.turn(List.of(Drafts.verdict(leases.get(0), odd), Drafts.accepted(leases.get(1))), null);
      assertThat(store.counts().of(OutboxState.ACCEPTED)).isEqualTo(2);
      assertThat(store.find(leases.get(0).id()).orElseThrow().providerId())
          .startsWith("a?b?c\ud83d\ude00zzz")
          .hasSize(512);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void textThatCannotBeKept_isRefusedBeforeAnythingIsPut(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      List<OutboxDraft> drafts = List.of(Drafts.draft(1), Drafts.draft(2, 10, "a\u0000b"));

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> store.insert(drafts))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNSTORABLE))
          .withMessageStartingWith("correlationId must be valid Unicode")
          .withMessageNotContaining("a\u0000b");
      assertThat(store.counts().open()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void connectionInAutoCommitMode_isRefused(StoreFixture fixture) throws Exception {
    try (fixture;
        Connection connection = fixture.connection()) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.insert(connection, Drafts.drafts(1, 1)))
          .withMessageStartingWith("The connection is in auto-commit mode");
      assertThat(store.counts().open()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void connections_comeBackAsTheyWere(StoreFixture fixture) throws Exception {
    try (fixture;
        Connection connection = fixture.connection()) {
      int isolation = connection.getTransactionIsolation();
      connection.setAutoCommit(false);
      JdbcDatabase database =
          JdbcDatabase.dataSource(new OneConnection(connection))
              .tablePrefix(fixture.prefix())
              .build();
      JdbcOutbox store = JdbcOutbox.in(database);
      store.prepare();
      store.insert(Drafts.drafts(1, 1));
      store.turn(List.of(), Drafts.claim("n1", 1));

      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @Test
  @Timeout(30)
  void retry_isOfThoseThatHadEndedWhenItBegan() throws Exception {
    int entries = 2 * Lists.MOST + 10;
    AtomicBoolean refusing = new AtomicBoolean();
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcOutbox others = JdbcOutbox.in(fixture.database());
      others.prepare();
      others.insert(Drafts.drafts(1, entries));
      killAll(others);
      StoreFixture.letPass(Duration.ofMillis(5));
      // A provider that refuses whatever it gets: what is retried is dead again at once.
      JdbcOutbox store =
          JdbcOutbox.in(
              JdbcDatabase.dataSource(
                      new OneConnection(fixture.connection()) {
                        @Override
                        public Connection getConnection() {
                          if (refusing.get()) {
                            killAll(others);
                          }
                          return super.getConnection();
                        }
                      })
                  .tablePrefix(fixture.prefix())
                  .build());
      store.prepare();
      refusing.set(true);

      assertThat(store.retry(List.of(), Set.of(OutboxState.DEAD))).isEqualTo(entries);
    }
  }

  @Test
  void purge_forgetsNothingThatIsRetriedMeanwhile() throws Exception {
    AtomicInteger lent = new AtomicInteger();
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcOutbox others = JdbcOutbox.in(fixture.database());
      others.prepare();
      others.insert(Drafts.drafts(1, 1));
      killAll(others);
      JdbcOutbox store =
          JdbcOutbox.in(
              JdbcDatabase.dataSource(
                      new OneConnection(fixture.connection()) {
                        @Override
                        public Connection getConnection() {
                          // Between the look for what is old and its end.
                          if (lent.decrementAndGet() == 0) {
                            others.retry(List.of(), Set.of(OutboxState.DEAD));
                          }
                          return super.getConnection();
                        }
                      })
                  .tablePrefix(fixture.prefix())
                  .build());
      store.prepare();
      lent.set(2);

      assertThat(store.purge(Duration.ZERO, Set.of(OutboxState.DEAD), 10)).isZero();
      assertThat(lent).hasValue(0);
      assertThat(store.counts().of(OutboxState.PENDING)).isEqualTo(1);
    }
  }

  private static void killAll(JdbcOutbox store) {
    List<OutboxVerdict> verdicts =
        store.turn(List.of(), Drafts.claim("n1", 1_000)).leases().stream()
            .map(Drafts::dead)
            .toList();
    try {
      StoreFixture.letPass(Duration.ofMillis(2));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    store.turn(verdicts, null);
  }

  static Stream<StoreFixture> databasesInTheFarEast() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:east;DB_CLOSE_DELAY=-1;TIME ZONE=Pacific/Auckland");
    PGSimpleDataSource postgres = Postgres.server().dataSource();
    postgres.setOptions("-c TimeZone=Pacific/Auckland");
    List<StoreFixture> all =
        new ArrayList<>(List.of(new StoreFixture(h2, "-"), new StoreFixture(postgres, "-")));
    if (MariaDb.server().isPresent()) {
      String url = MariaDb.server().get().url() + "?user=root";
      all.add(
          new StoreFixture(
              new MariaDbDataSource(url + "&sessionVariables=time_zone='+13:00'"), "-"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("databasesInTheFarEast")
  void timeZoneOfTheSession_changesNothing(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      Instant now = Instant.now();
      store.insert(
          List.of(
              Drafts.scheduled(1, now.plusSeconds(600)),
              Drafts.scheduled(2, now.minusSeconds(600))));

      assertThat(store.turn(List.of(), Drafts.claim("n1", 5)).leases())
          .extracting(OutboxLease::id)
          .containsExactly(Drafts.id(2));
      assertThat(store.untilNextDue().orElseThrow())
          .isBetween(Duration.ofSeconds(200), Duration.ofSeconds(600));
      assertThat(store.find(Drafts.id(2)).orElseThrow().updatedAt())
          .isBetween(now.minusSeconds(60), now.plusSeconds(60));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void poolWithoutAFreeConnection_failsInTimeAndIsUsedAgain(StoreFixture fixture) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(fixture.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(500);
    try (fixture;
        HikariDataSource pool = new HikariDataSource(config)) {
      JdbcOutbox store =
          JdbcOutbox.in(JdbcDatabase.dataSource(pool).tablePrefix(fixture.prefix()).build());
      store.prepare();
      try (Connection taken = pool.getConnection()) {
        assertThat(taken).isNotNull();
        for (Runnable work :
            List.<Runnable>of(
                () -> store.insert(Drafts.drafts(1, 1)),
                () -> store.turn(List.of(), Drafts.claim("n1", 1)),
                store::counts)) {
          assertThatExceptionOfType(OutboxException.class)
              .isThrownBy(work::run)
              .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
              .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse());
        }
      }
      store.insert(Drafts.drafts(1, 1));
      assertThat(store.counts().open()).isEqualTo(1);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void poolWhoseTransactionsAreSerializable_isDrainedByMany(StoreFixture fixture) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(fixture.dataSource());
    config.setMaximumPoolSize(8);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    ExecutorService nodes = Executors.newFixedThreadPool(6);
    try (fixture;
        HikariDataSource pool = new HikariDataSource(config)) {
      JdbcOutbox store =
          JdbcOutbox.in(JdbcDatabase.dataSource(pool).tablePrefix(fixture.prefix()).build());
      store.prepare();
      store.insert(Drafts.drafts(1, 600));
      List<Future<Integer>> got = new ArrayList<>();
      for (int node = 0; node < 6; node++) {
        String name = "n" + node;
        got.add(nodes.submit(() -> drain(store, name)));
      }
      int all = 0;
      for (Future<Integer> one : got) {
        all += one.get();
      }
      assertThat(all).isEqualTo(600);
      assertThat(store.counts().of(OutboxState.ACCEPTED)).isEqualTo(600);
    } finally {
      nodes.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void rowThatSomebodyElseHasLocked_isPassedOverAtOnce(StoreFixture fixture) throws Exception {
    try (fixture;
        Connection other = fixture.connection();
        Statement statement = other.createStatement()) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      assumeThat(fixture.database().dialect().skipsLocked()).isTrue();
      store.insert(Drafts.drafts(1, 3));
      other.setAutoCommit(false);
      statement.execute(
          "SELECT id FROM %soutbox WHERE id = '%s' FOR UPDATE"
              .formatted(fixture.prefix(), Drafts.id(1)));

      assertThat(store.turn(List.of(), Drafts.claim("n1", 3)).leases())
          .extracting(OutboxLease::id)
          .containsExactly(Drafts.id(2), Drafts.id(3));
      other.rollback();
      assertThat(store.turn(List.of(), Drafts.claim("n1", 3)).leases())
          .extracting(OutboxLease::id)
          .containsExactly(Drafts.id(1));
    }
  }

  private static int drain(JdbcOutbox store, String node) {
    int got = 0;
    List<OutboxVerdict> verdicts = List.of();
    do {
      verdicts =
          store.turn(verdicts, Drafts.claim(node, 5)).leases().stream()
              .map(Drafts::accepted)
              .toList();
      got += verdicts.size();
    } while (!verdicts.isEmpty() || store.counts().of(OutboxState.PENDING) > 0);
    return got;
  }

  @Test
  void databaseThatIsNotKnown_isRefused() {
    JdbcOutbox store =
        JdbcOutbox.in(JdbcDatabase.dataSource(OneConnection.to("jdbc:sqlite::memory:")).build());

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(store::prepare)
        .withMessageContaining("use JdbcDatabase.file(path)");
  }

  @Test
  void settings_areHeldAgainstTheirRanges() {
    JdbcDatabase.Builder builder = JdbcDatabase.url("jdbc:postgresql://localhost/x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ofMillis(999)))
        .withMessage("timeout must be 1 s to 5 min, but was PT0.999S");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(0));
    assertThatIllegalArgumentException().isThrownBy(() -> JdbcDatabase.url("postgresql://x"));
    assertThatIllegalArgumentException().isThrownBy(() -> JdbcDatabase.url("jdbc:sqlite:x"));
  }
}
