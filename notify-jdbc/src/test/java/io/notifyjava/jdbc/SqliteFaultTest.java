package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may befall a file: killed processes, a second process, a full disk, a damaged file. */
class SqliteFaultTest {

  private static final int ENOUGH = 300;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("outbox.db");
  }

  private Process writer(String mode, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SqliteWriter.class.getName(), file().toString(), mode));
    return new ProcessBuilder(command).redirectError(folder.resolve("writer.err").toFile()).start();
  }

  @Test
  void killedWriter_losesNothingThatItAcknowledged() throws Exception {
    long acknowledged = 0;
    for (int round = 0; round < 2; round++) {
      Process writer = writer(Long.toString(acknowledged));
      try (BufferedReader lines = writer.inputReader()) {
        long last = acknowledged;
        while (last < acknowledged + ENOUGH) {
          last = Long.parseLong(lines.readLine());
        }
        // Of the handle, since that of the process closes its output, where acknowledgements wait.
        writer.toHandle().destroyForcibly();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = Math.max(last, Long.parseLong(line));
        }
        acknowledged = last;
      }
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
      try (JdbcOutbox store = JdbcOutbox.file(file())) {
        store.prepare();
        assertThat(store.counts().open()).isGreaterThanOrEqualTo(acknowledged);
        for (long i = 1; i <= acknowledged; i++) {
          assertThat(store.find(Drafts.id(i))).as("entry %s", i).isPresent();
        }
      }
    }
  }

  @Test
  void killedSender_isTakenOverAtOnce() throws Exception {
    Process writer = writer("claim");
    try (BufferedReader lines = writer.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("claimed");
      writer.destroyForcibly().waitFor();
    }

    try (JdbcOutbox store = JdbcOutbox.file(file())) {
      store.prepare();
      List<OutboxLease> leases = store.turn(List.of(), Drafts.claim("n2", 5)).leases();
      assertThat(leases).hasSize(2).allMatch(OutboxLease::lost);
      assertThat(leases).extracting(OutboxLease::lostBy).containsOnly("n1");
    }
  }

  @Test
  void secondProcess_isRefusedWithinTwoSeconds() throws Exception {
    Process writer = writer("claim");
    try (BufferedReader lines = writer.inputReader();
        JdbcOutbox store = JdbcOutbox.file(file())) {
      assertThat(lines.readLine()).isEqualTo("claimed");
      long begin = System.nanoTime();

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(store::prepare)
          .withMessageContaining("is in use by process " + writer.pid())
          .withMessageContaining("A file belongs to one process at a time")
          .withMessageContaining("use PostgreSQL or MariaDB");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));

      writer.destroyForcibly().waitFor();
      store.prepare();
      assertThat(store.counts().open()).isEqualTo(2);
    }
  }

  @Test
  void secondDatabaseOfOneProcess_isRefusedAndTakesNoLockAway() throws Exception {
    try (JdbcOutbox first = JdbcOutbox.file(file());
        JdbcOutbox second = JdbcOutbox.file(file())) {
      first.prepare();

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(second::prepare)
          .withMessageContaining("this process, by another JdbcDatabase: share that one");
      Process other = writer("0");
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(folder.resolve("writer.err"))).contains("is in use by process");
    }
  }

  @Test
  void file_isItsOwnersOnly() throws IOException {
    try (JdbcOutbox store = JdbcOutbox.file(file())) {
      store.prepare();
      store.insert(Drafts.drafts(1, 1));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      Path log = folder.resolve("outbox.db-wal");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void file_isSyncedAtEveryCommit() throws Exception {
    JdbcDatabase database = JdbcDatabase.file(file()).build();
    try (database) {
      String modes =
          database.write(
              "look",
              session -> {
                try (Statement statement = session.connection().createStatement()) {
                  return value(statement, "PRAGMA journal_mode")
                      + value(statement, "PRAGMA synchronous");
                }
              });
      // 2 is FULL.
      assertThat(modes).isEqualTo("wal2");
    }
  }

  private static String value(Statement statement, String sql) throws java.sql.SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void fullDisk_failsLoudlyAndIsWellAgainWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString())
            .redirectErrorStream(true)
            .start();
    assumeThat(mount.waitFor()).as("a tmpfs can be mounted, which takes root").isZero();
    try {
      Path ballast = Files.write(disk.resolve("ballast"), new byte[2 << 20]);
      try (JdbcOutbox store = JdbcOutbox.file(disk.resolve("outbox.db"))) {
        store.prepare();
        List<Long> acknowledged = new ArrayList<>();
        assertThatExceptionOfType(OutboxException.class)
            .isThrownBy(
                () -> {
                  for (long i = 1; i < 10_000; i++) {
                    store.insert(List.of(Drafts.draft(i, 10_000, null)));
                    acknowledged.add(i);
                  }
                })
            .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
            .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse())
            .withMessageContaining("SQLITE_FULL");
        // Nor is anything sent that could not be told of.
        assertThatExceptionOfType(OutboxException.class)
            .isThrownBy(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    store.turn(List.of(), Drafts.claim("n1", 1));
                  }
                })
            .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE));
        final int leased = store.held("n1").size();

        Files.delete(ballast);
        Awaitility.await()
            .atMost(Duration.ofSeconds(5))
            .ignoreExceptions()
            .until(() -> !store.insert(List.of(Drafts.draft(10_000))).isEmpty());
        assertThat(acknowledged).allMatch(i -> store.find(Drafts.id(i)).isPresent());
        assertThat(store.counts().of(OutboxState.LEASED)).isEqualTo(leased);
        assertThat(store.counts().open()).isEqualTo(acknowledged.size() + 1L);
        assertThat(store.turn(List.of(), Drafts.claim("n1", 1)).leases()).hasSize(1);
      }
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  @Test
  void fileThatIsRemovedOrReplacedWhileItIsOpen_takesNothingMore() throws Exception {
    Path elsewhere = folder.resolve("elsewhere.db");
    try (JdbcOutbox store = JdbcOutbox.file(file())) {
      store.prepare();
      store.insert(Drafts.drafts(1, 1));
      Files.move(file(), elsewhere);
      refusesAll(store, " was removed while it was open");

      Files.copy(elsewhere, file());
      refusesAll(store, " was replaced while it was open");

      Files.move(elsewhere, file(), StandardCopyOption.REPLACE_EXISTING);
      store.insert(Drafts.drafts(2, 1));
      assertThat(store.counts().open()).isEqualTo(2);
    }
  }

  private void refusesAll(JdbcOutbox store, String reason) {
    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> store.insert(Drafts.drafts(2, 1)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
        .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse())
        .withMessageContaining(file() + reason)
        .withMessageContaining("stop this process, put the file back or give it another");
    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> store.turn(List.of(), Drafts.claim("n1", 1)));
    assertThatExceptionOfType(OutboxException.class).isThrownBy(store::counts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "th-TH-u-nu-thai"})
  void languageOfTheMachine_changesNothing(String language) throws Exception {
    Process writer = writer("claim", "-Dtest.language=" + language);
    try (BufferedReader lines = writer.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("claimed");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void damagedFile_isNamed() throws IOException {
    Files.write(
        file(), "this is no database, but long enough to look like one".repeat(40).getBytes());
    try (JdbcOutbox store = JdbcOutbox.file(file())) {
      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(store::prepare)
          .withMessageContaining("file is not a database");
    }
  }

  @Test
  void callersLongTransaction_isWaitedForButNotForEver() throws Exception {
    JdbcDatabase database = JdbcDatabase.file(file()).timeout(Duration.ofSeconds(1)).build();
    try (JdbcOutbox store = JdbcOutbox.owning(database);
        Connection caller = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      store.prepare();
      caller.setAutoCommit(false);
      store.insert(caller, Drafts.drafts(1, 1));

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> store.insert(Drafts.drafts(2, 1)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
          .withMessageContaining("SQLITE_BUSY");
      caller.commit();
      store.insert(Drafts.drafts(2, 1));
      assertThat(store.counts().open()).isEqualTo(2);
    }
  }

  @Test
  void clockThatJumps_neitherStealsNorKeepsALease() {
    ManualClock clock = new ManualClock();
    JdbcDatabase database = JdbcDatabase.file(file()).clock(clock).ticker(clock.ticker()).build();
    try (JdbcOutbox store = JdbcOutbox.owning(database)) {
      store.prepare();
      store.insert(Drafts.drafts(1, 1));
      OutboxLease lease = store.turn(List.of(), Drafts.claim("n1", 1)).leases().get(0);

      clock.jump(Duration.ofDays(1));
      assertThat(store.turn(List.of(), Drafts.claim("n2", 1)).leases()).isEmpty();
      clock.advance(Duration.ofMinutes(6));
      assertThat(store.turn(List.of(), Drafts.claim("n2", 1)).leases())
          .singleElement()
          .satisfies(next -> assertThat(next.number()).isEqualTo(lease.number() + 1));
    }
  }

  @Test
  void closedStore_saysSo() {
    JdbcOutbox store = JdbcOutbox.file(file());
    store.prepare();
    store.close();
    store.close();

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> store.retry(List.of(), Set.of(OutboxState.DEAD)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.CLOSED));
  }
}
