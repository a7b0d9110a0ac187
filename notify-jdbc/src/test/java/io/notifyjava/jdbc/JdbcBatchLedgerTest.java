package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.message.Message;
import io.notifyjava.message.Secret;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of ledgers leaves open: leases, versions, and a batch whose process died. */
class JdbcBatchLedgerTest {

  @TempDir Path folder;

  static Stream<StoreFixture> databases() {
    List<StoreFixture> all = new ArrayList<>(List.of(StoreFixture.h2(), StoreFixture.postgres()));
    MariaDb.server().map(StoreFixture::mariaDb).ifPresent(all::add);
    return all.stream();
  }

  private static List<LedgerKey> keys(BatchLedger ledger, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> ledger.keys().of("m" + i)).toList();
  }

  private static List<Message> messages(int count) {
    return IntStream.range(0, count)
        .<Message>mapToObj(i -> TestMessage.to("o-" + i).build())
        .toList();
  }

  private static BatchReport send(
      RecordingProvider<TestMessage> provider, BatchLedger ledger, int messages) {
    try (Notifier notifier =
        Notifier.builder().executor(Runnable::run).provider("main", provider).build()) {
      return notifier
          .batch(messages(messages), BatchOptions.builder().concurrency(4).ledger(ledger).build())
          .join();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runThatWasTakenOver_beginsNothingMore_andItsOutcomesStillCount(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      BatchLedger first = JdbcBatchLedger.in(fixture.database(), "campaign");
      BatchLedger second = JdbcBatchLedger.in(fixture.database(), "campaign");
      first.startRun();
      first.begin(keys(first, 0, 4));
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
      second.startRun();
      second.begin(keys(second, 0, 1));
      first.record(keys(first, 0, 1).get(0), LedgerState.ACCEPTED, null);
      first.record(keys(first, 1, 2).get(0), LedgerState.ACCEPTED, null);

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> first.begin(keys(first, 4, 6)))
          .withMessageContaining("was taken over by another batch")
          .withMessageContaining("give withLease(...) a longer one")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.LOST));

      first.endRun();
      // The one that the second run has begun is its own; the other was ours and is told.
      assertThat(second.find("m0").orElseThrow().state()).isEqualTo(LedgerState.BEGUN);
      assertThat(second.find("m1").orElseThrow().state()).isEqualTo(LedgerState.ACCEPTED);
      assertThat(second.find("m4")).isEmpty();
      second.begin(keys(second, 7, 8));
      second.endRun();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leaseOfADeadProcess_isWaitedFor_andTheRefusalSaysHowLong(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      JdbcBatchLedger.in(fixture.database(), "campaign")
          .withLease(Duration.ofSeconds(3))
          .startRun();
      BatchLedger next = JdbcBatchLedger.in(fixture.database(), "campaign");

      assertThatThrownBy(next::startRun)
          .isInstanceOf(LedgerException.class)
          .hasMessageMatching("(?s).*if its process has died, try again in [1-3] s.*");
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = held_until - 3000");
      next.startRun();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void batchWhoseProcessDied_isResumed_andNobodyGetsItTwice(StoreFixture fixture) throws Exception {
    try (fixture) {
      BatchLedger dead = JdbcBatchLedger.in(fixture.database(), "campaign");
      dead.startRun();
      dead.begin(messages(10).stream().map(LedgerKeys::textOf).map(dead.keys()::of).toList());
      dead.record(
          dead.keys().of(LedgerKeys.textOf(messages(1).get(0))), LedgerState.ACCEPTED, null);
      dead.flush();
      fixture.execute("UPDATE " + fixture.prefix() + "ledger SET held_until = 1");
      RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
      BatchLedger ledger = JdbcBatchLedger.in(fixture.database(), "campaign");

      BatchReport report = send(provider, ledger, 500);

      assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
      assertThat(report.accepted()).isEqualTo(490);
      assertThat(report.counts().skippedByState())
          .containsEntry(LedgerState.ACCEPTED, 1L)
          .containsEntry(LedgerState.BEGUN, 9L);
      assertThat(provider.sent()).hasSize(490).doesNotHaveDuplicates();
      assertThat(ledger.summary().accepted()).isEqualTo(491);
      assertThat(send(provider, ledger, 500).skipped()).isEqualTo(500);
    }
  }

  @Test
  void databaseThatCrashesInTheMiddle_endsTheBatch_andTheNextGoesOn() throws Exception {
    try (Postgres server = Postgres.another();
        JdbcDatabase database = JdbcDatabase.dataSource(server.dataSource()).build()) {
      List<String> reached = Collections.synchronizedList(new ArrayList<>());
      Function<TestMessage, SendResult> answer =
          message -> {
            reached.add(message.recipient().value());
            if (reached.size() == 300) {
              crash(server);
            }
            return SendResult.accepted(Receipt.of("id", Instant.EPOCH));
          };

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  send(
                              RecordingProvider.of(TestMessage.class).always(answer),
                              ledgerOf(database),
                              1_000)
                          .end()
                      == BatchEnd.COMPLETED);

      long unknown = ledgerOf(database).summary().unknown();
      assertThat(reached).doesNotHaveDuplicates();
      assertThat((long) reached.size()).isBetween(1_000 - unknown, 1_000L);
      assertThat(ledgerOf(database).summary().accepted() + unknown).isEqualTo(1_000);
      assertThat(unknown).isLessThanOrEqualTo(4 + 2 * 64);
    }
  }

  private static BatchLedger ledgerOf(JdbcDatabase database) {
    return JdbcBatchLedger.in(database, "campaign").withLease(Duration.ofSeconds(3));
  }

  private static void crash(Postgres server) {
    try {
      server.crashAndRestart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fileThatAProcessLeft_isResumedAtOnce() {
    Path file = folder.resolve("ledger.db");
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      BatchLedger dead = JdbcBatchLedger.in(database, "campaign");
      dead.startRun();
      dead.begin(keys(dead, 0, 3));
    }
    try (JdbcDatabase database = JdbcDatabase.file(file).build()) {
      RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
      BatchLedger ledger = JdbcBatchLedger.in(database, "campaign");

      assertThat(send(provider, ledger, 200).accepted()).isEqualTo(200);
      assertThat(ledger.summary().of(LedgerState.BEGUN)).isEqualTo(3);
    }
  }

  @Test
  void leaseInAFile_goesByElapsedTime() {
    ManualClock clock = ManualClock.at(Instant.parse("2026-11-21T01:30:00Z"));
    try (JdbcDatabase database =
        JdbcDatabase.file(folder.resolve("a.db")).clock(clock).ticker(clock.ticker()).build()) {
      JdbcBatchLedger.in(database, "campaign").startRun();
      BatchLedger next = JdbcBatchLedger.in(database, "campaign");
      clock.advance(Duration.ofSeconds(29));
      assertThatThrownBy(next::startRun).hasMessageContaining("try again in 1 s");
      clock.advance(Duration.ofSeconds(1));
      next.startRun();
    }
  }

  @Test
  void ledgersOfOneDatabase_areApart() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      BatchLedger spring = JdbcBatchLedger.in(fixture.database(), "spring");
      BatchLedger autumn = JdbcBatchLedger.in(fixture.database(), "autumn");
      spring.startRun();
      autumn.startRun();
      spring.begin(keys(spring, 0, 5));

      assertThat(autumn.summary().counts()).isEmpty();
      assertThat(autumn.find("m1")).isEmpty();
      assertThat(spring.summary().unknown()).isEqualTo(5);
    }
  }

  @Test
  void tablesOfANewerVersion_areRefused() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcBatchLedger.in(fixture.database(), "campaign").summary();
      fixture.execute("UPDATE " + fixture.prefix() + "schema SET version = 2");

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> JdbcBatchLedger.in(fixture.database(), "campaign").startRun())
          .withMessageContaining("tables of the ledger are of version 2")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.UNREADABLE));
    }
  }

  @Test
  void anotherSecret_isRefused_andKeysAreNoPlainHashes() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      BatchLedger keyed =
          JdbcBatchLedger.in(fixture.database(), "campaign", Secret.of("only ours"));
      keyed.startRun();
      keyed.endRun();

      assertThatThrownBy(() -> JdbcBatchLedger.in(fixture.database(), "campaign").startRun())
          .hasMessageContaining("was begun with another hashSecret")
          .hasMessageNotContaining("only ours");
      assertThat(keyed.keys().of("m"))
          .isNotEqualTo(JdbcBatchLedger.in(fixture.database(), "x").keys().of("m"));
    }
  }

  @Test
  void databaseThatIsDown_endsTheBatchBeforeAnythingIsSent() {
    JdbcDatabase database = JdbcDatabase.file(folder.resolve("a.db")).build();
    database.close();
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);

    BatchReport report = send(provider, JdbcBatchLedger.in(database, "campaign"), 10);

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.cause()).isInstanceOf(LedgerException.class);
    assertThat(report.taken()).isZero();
    assertThat(provider.sent()).isEmpty();
  }

  @Test
  void namesAndLeases_haveBounds() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcDatabase database = fixture.database();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdbcBatchLedger.in(database, " "))
          .withMessage("The name of a ledger must have 1 to 128 characters, but had 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdbcBatchLedger.in(database, "a").withLease(Duration.ofSeconds(2)))
          .withMessage("lease must be 3 s to 1 h, but was PT2S");
    }
  }
}
