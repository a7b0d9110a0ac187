package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who has a ledger of a database, when nodes, clocks and databases misbehave. */
class LedgerRunsTest {

  @TempDir Path folder;

  static Stream<StoreFixture> databases() {
    return JdbcBatchLedgerTest.databases();
  }

  private static List<LedgerKey> keys(BatchLedger ledger, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> ledger.keys().of("m" + i)).toList();
  }

  private static LedgerKey key(BatchLedger ledger, int number) {
    return ledger.keys().of("m" + number);
  }

  private static LedgerState state(BatchLedger ledger, int number) {
    return ledger.find("m" + number).orElseThrow().state();
  }

  private static void assertInUse(BatchLedger ledger) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(ledger::startRun)
        .withMessageContaining("is in use by another batch")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nodesThatBeginOneNewLedgerTogether_getOneHolder_andTheOthersAreTold(StoreFixture fixture)
      throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(6);
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger.in(database, "tables are there").summary();
      for (int round = 0; round < 10; round++) {
        String name = "campaign " + round;
        CyclicBarrier together = new CyclicBarrier(6);
        List<Future<LedgerException.Kind>> refusals = new ArrayList<>();
        for (int node = 0; node < 6; node++) {
          refusals.add(
              nodes.submit(
                  () -> {
                    together.await();
                    try {
                      JdbcBatchLedger.in(database, name).startRun();
                      return null;
                    } catch (LedgerException e) {
                      return e.kind();
                    }
                  }));
        }
        List<LedgerException.Kind> kinds = new ArrayList<>();
        for (Future<LedgerException.Kind> refusal : refusals) {
          kinds.add(refusal.get());
        }

        assertThat(kinds).containsOnlyOnce((LedgerException.Kind) null);
        kinds.remove(null);
        assertThat(kinds).hasSize(5).containsOnly(LedgerException.Kind.IN_USE);
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anotherRunOfTheSameObject_isRefused_alsoWhenTheLeaseHasEnded(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      BatchLedger ledger = JdbcBatchLedger.in(fixture.database(), "campaign");
      ledger.startRun();
      ledger.begin(keys(ledger, 0, 2));
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(ledger::startRun)
          .withMessageContaining("is in use by another batch of this process")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));

      ledger.record(key(ledger, 0), LedgerState.ACCEPTED, null);
      ledger.begin(keys(ledger, 2, 3));
      ledger.endRun();
      assertThat(ledger.summary().accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runThatSleptThroughItsLease_andThatOfItsSuccessor_stillBeginsNothing(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      BatchLedger slept = JdbcBatchLedger.in(fixture.database(), "campaign");
      slept.startRun();
      slept.begin(keys(slept, 0, 2));
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
      BatchLedger next = JdbcBatchLedger.in(fixture.database(), "campaign");
      next.startRun();
      next.begin(keys(next, 1, 3));
      next.endRun();

      slept.record(key(slept, 0), LedgerState.ACCEPTED, null);
      slept.record(key(slept, 1), LedgerState.ACCEPTED, null);
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> slept.begin(keys(slept, 3, 4)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.LOST));
      slept.endRun();

      assertThat(state(next, 0)).isEqualTo(LedgerState.ACCEPTED);
      assertThat(state(next, 1)).isEqualTo(LedgerState.BEGUN);
      assertThat(next.find("m3")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runThatWasTakenOver_isToldAtItsNextFlush_alsoWhenItBeginsNothing(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      BatchLedger slept = JdbcBatchLedger.in(fixture.database(), "campaign");
      slept.startRun();
      slept.begin(keys(slept, 0, 1));
      slept.flush();
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
      JdbcBatchLedger.in(fixture.database(), "campaign").startRun();

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(slept::flush)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.LOST));
    }
  }

  @Test
  void outcomesDoNotPileUp_whileNothingIsBegun() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      BatchLedger ledger = JdbcBatchLedger.in(fixture.database(), "campaign");
      ledger.startRun();
      ledger.begin(keys(ledger, 0, 2));
      ledger.begin(keys(ledger, 2, 4));
      for (int i = 0; i < 3; i++) {
        ledger.record(key(ledger, i), LedgerState.ACCEPTED, null);
      }

      // One more than was begun last; nobody has called flush().
      assertThat(JdbcBatchLedger.in(fixture.database(), "campaign").summary().accepted())
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void outcomesThatFoundNoDatabaseAtTheEnd_areWrittenBeforeTheNextRun(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      BatchLedger ledger = JdbcBatchLedger.in(fixture.database(), "campaign");
      ledger.startRun();
      ledger.begin(keys(ledger, 0, 4));
      ledger.record(key(ledger, 0), LedgerState.ACCEPTED, null);
      String table = fixture.prefix() + "ledger_entry";
      fixture.execute("ALTER TABLE " + table + " RENAME TO " + fixture.prefix() + "away");
      assertThatThrownBy(ledger::endRun).isInstanceOf(LedgerException.class);
      fixture.execute("ALTER TABLE " + fixture.prefix() + "away RENAME TO " + table);
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");

      ledger.startRun();

      // Else who asks to resend what is unknown would send it twice.
      assertThat(state(ledger, 0)).isEqualTo(LedgerState.ACCEPTED);
      assertThat(state(ledger, 1)).isEqualTo(LedgerState.BEGUN);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void clockOfTheServerThatWasSetBack_keepsNobodyWaiting(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger.in(database, "campaign").startRun();
      String update = "UPDATE " + fixture.prefix() + "ledger SET held_until = held_until + ";
      fixture.execute(update + Duration.ofMinutes(50).toMillis());
      assertInUse(JdbcBatchLedger.in(database, "campaign"));

      fixture.execute(update + Duration.ofDays(400).toMillis());

      JdbcBatchLedger.in(database, "campaign").startRun();
    }
  }

  @Test
  void fileWhoseFirstTakingFailed_isStillTakenAtOnce() throws Exception {
    Path file = folder.resolve("ledger.db");
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      JdbcBatchLedger.in(database, "campaign").startRun();
    }
    String url = "jdbc:sqlite:" + file;
    sqlite(
        url,
        "CREATE TRIGGER broken BEFORE UPDATE ON notify_ledger"
            + " BEGIN SELECT RAISE(ABORT, 'disk'); END");
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      BatchLedger first = JdbcBatchLedger.in(database, "campaign");
      assertThatThrownBy(first::startRun).isInstanceOf(LedgerException.class);
    }
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      BatchLedger first = JdbcBatchLedger.in(database, "campaign");
      assertThatThrownBy(first::startRun).isInstanceOf(LedgerException.class);
      sqlite(url, "DROP TRIGGER broken");

      JdbcBatchLedger.in(database, "campaign").startRun();

      assertInUse(JdbcBatchLedger.in(database, "campaign"));
    }
  }

  private static void sqlite(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void wallClockThatJumps_doesNotMoveTheLeaseInAFile() {
    ManualClock wall = ManualClock.at(Instant.parse("2026-11-21T01:30:00Z"));
    ManualClock elapsed = ManualClock.at(Instant.EPOCH);
    try (JdbcDatabase database =
        JdbcDatabase.file(folder.resolve("a.db")).clock(wall).ticker(elapsed.ticker()).build()) {
      BatchLedger ledger = JdbcBatchLedger.in(database, "campaign");
      ledger.startRun();
      wall.advance(Duration.ofDays(3));

      assertInUse(JdbcBatchLedger.in(database, "campaign"));
      ledger.begin(keys(ledger, 0, 1));
    }
  }

  @Test
  void namesThatDifferInBlanksOnly_wouldBeOneOnSomeServers() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcDatabase database = fixture.database();
      for (String name : List.of("campaign ", " campaign", "campaign\t", "campaign\u3000")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> JdbcBatchLedger.in(database, name))
            .withMessage(
                "The name of a ledger must not begin or end with a blank, since some databases take"
                    + " no notice of it; leave it out");
      }
    }
  }
}
