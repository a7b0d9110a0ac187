package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ledgers that are deleted, and those that must not be. */
class LedgerRemovalTest {

  @TempDir Path folder;

  static Stream<StoreFixture> databases() {
    return JdbcBatchLedgerTest.databases();
  }

  private static List<LedgerKey> keys(BatchLedger ledger, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> ledger.keys().of("m" + i)).toList();
  }

  private static JdbcBatchLedger ended(JdbcDatabase database, String name, int messages) {
    JdbcBatchLedger ledger = JdbcBatchLedger.in(database, name);
    ledger.startRun();
    for (int from = 0; from < messages; from += 500) {
      ledger.begin(keys(ledger, from, Math.min(messages, from + 500)));
    }
    ledger.endRun();
    return ledger;
  }

  private static long rows(StoreFixture fixture, String table) throws SQLException {
    try (Connection connection = fixture.connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM " + fixture.prefix() + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ledgerIsDeleted_howeverMuchItKnows_andTheOthersAreKept(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger kept = ended(database, "autumn", 30);
      for (int messages : new int[] {0, 1, 999, 1_000, 1_001, 2_500}) {
        JdbcBatchLedger ledger = ended(database, "spring", messages);

        assertThat(ledger.delete()).isTrue();

        assertThat(rows(fixture, "ledger_entry")).as("of %s", messages).isEqualTo(30);
        assertThat(rows(fixture, "ledger")).isEqualTo(1);
        assertThat(ledger.delete()).isFalse();
        assertThat(ledger.summary().counts()).isEmpty();
      }
      assertThat(kept.summary().unknown()).isEqualTo(30);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ledgerThatARunHas_isNotDeleted_norPurged(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger running = JdbcBatchLedger.in(database, "campaign");
      running.startRun();
      running.begin(keys(running, 0, 3));

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> JdbcBatchLedger.in(database, "campaign").delete())
          .withMessageContaining("is in use by another batch")
          .withMessageMatching("(?s).*if its process has died, try again in [0-9]+ s.*")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(running::delete)
          .withMessageContaining("by another batch of this process")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
      assertThat(JdbcBatchLedger.purge(database, Duration.ZERO)).isZero();

      running.begin(keys(running, 3, 4));
      running.endRun();
      assertThat(running.summary().unknown()).isEqualTo(4);
      assertThat(running.delete()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runThatSleptWhileItsLedgerWasDeleted_beginsNothingMore(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger slept = JdbcBatchLedger.in(database, "campaign");
      slept.startRun();
      slept.begin(keys(slept, 0, 3));
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
      assertThat(JdbcBatchLedger.in(database, "campaign").delete()).isTrue();
      BatchLedger next = JdbcBatchLedger.in(database, "campaign");
      next.startRun();
      next.begin(keys(next, 0, 1));

      slept.record(slept.keys().of("m0"), LedgerState.ACCEPTED, null);
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> slept.begin(keys(slept, 3, 6)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.LOST));
      slept.endRun();

      assertThat(next.summary().of(LedgerState.BEGUN)).isEqualTo(1);
      assertThat(slept.summary()).isEqualTo(next.summary());
      assertThat(slept.find("m0").orElseThrow().currentRun()).isFalse();
      next.endRun();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatADeletionLeftThatWasCutShort_isTakenAwayByTheNext(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      JdbcBatchLedger kept = ended(database, "autumn", 10);
      ended(database, "spring", 1_200);
      fixture.execute("DELETE FROM " + fixture.prefix() + "ledger WHERE name = 'spring'");
      assertThat(JdbcBatchLedger.in(database, "spring").summary().counts()).isEmpty();

      assertThat(JdbcBatchLedger.in(database, "spring").delete()).isFalse();

      assertThat(rows(fixture, "ledger_entry")).isEqualTo(10);
      assertThat(kept.summary().unknown()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void oldLedgersArePurged_alsoThoseWhoseProcessDied_andYoungOnesAreKept(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      JdbcDatabase database = fixture.database();
      for (int i = 0; i < 205; i++) {
        ended(database, "old " + i, i % 3);
      }
      JdbcBatchLedger.in(database, "old and dead").startRun();
      fixture.execute(
          "UPDATE " + fixture.prefix() + "ledger SET held_until = held_until - 31 * 86400000.0");
      JdbcBatchLedger young = ended(database, "young", 3);
      JdbcBatchLedger resumed = ended(database, "old 7", 3);

      assertThat(JdbcBatchLedger.purge(database, Duration.ofDays(30))).isEqualTo(205);

      assertThat(rows(fixture, "ledger")).isEqualTo(2);
      assertThat(rows(fixture, "ledger_entry")).isEqualTo(6);
      assertThat(young.summary().unknown()).isEqualTo(3);
      assertThat(resumed.summary().unknown()).isEqualTo(3);
      assertThat(JdbcBatchLedger.purge(database, Duration.ofDays(30))).isZero();
    }
  }

  @Test
  void ledgerInAFile_isDeletedToo_alsoWhenItsProcessJustDied() {
    Path file = folder.resolve("ledgers.db");
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      ended(database, "other", 5);
      JdbcBatchLedger dead = JdbcBatchLedger.in(database, "campaign");
      dead.startRun();
      dead.begin(keys(dead, 0, 1_500));
    }
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      assertThat(JdbcBatchLedger.in(database, "campaign").delete()).isTrue();
      assertThat(JdbcBatchLedger.in(database, "campaign").summary().counts()).isEmpty();
      assertThat(JdbcBatchLedger.in(database, "other").summary().unknown()).isEqualTo(5);
      assertThat(JdbcBatchLedger.purge(database, Duration.ZERO)).isEqualTo(1);
    }
  }

  @Test
  void purge_needsAnAge() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdbcBatchLedger.purge(fixture.database(), Duration.ofMillis(-1)))
          .withMessage("age must not be negative, but was PT-0.001S");
    }
  }
}
