package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.FileBatchLedger;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of a batch, several times over, and goes on with the rest. */
@Timeout(120)
class LedgerCrashTest {

  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void everybody_is_reached_once_or_unknown_and_the_unknown_are_few() throws Exception {
    Path file = folder.resolve("ledger");
    Path provider = folder.resolve("reached");
    Files.createFile(provider);
    for (int kill = 1; kill <= KILLS; kill++) {
      killAfter(file, provider, kill * LedgerVictim.MESSAGES / (KILLS + 1));
    }

    BatchReport report = LedgerVictim.send(file, provider);

    List<String> reached = Files.readAllLines(provider);
    Set<LedgerKey> unknown = new HashSet<>();
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      ledger.forEach(
          Set.of(LedgerState.BEGUN, LedgerState.UNKNOWN), entry -> unknown.add(entry.key()));
      assertThat(ledger.summary().accepted() + unknown.size()).isEqualTo(LedgerVictim.MESSAGES);
      assertThat(Bench.notes(LedgerVictim.MESSAGES).stream().map(LedgerKeys::textOf))
          .allMatch(text -> ledger.find(text).map(LedgerEntry::state).isPresent());
    }
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.taken()).isEqualTo(LedgerVictim.MESSAGES);
    assertThat(reached).doesNotHaveDuplicates();
    assertThat(unreached(reached)).isSubsetOf(unknown);
    assertThat(unknown.size())
        .isLessThanOrEqualTo(KILLS * (LedgerVictim.CONCURRENCY + LedgerVictim.BLOCK));
  }

  private static Set<LedgerKey> unreached(List<String> reached) {
    Set<String> names = new HashSet<>(reached);
    Set<LedgerKey> rest = new HashSet<>();
    for (Message message : Bench.notes(LedgerVictim.MESSAGES)) {
      if (!names.contains(message.recipient().value())) {
        rest.add(LedgerKeys.plain().of(LedgerKeys.textOf(message)));
      }
    }
    return rest;
  }

  private static void killAfter(Path file, Path provider, int messages) throws Exception {
    Process process = start(file, provider);
    try {
      awaitReached(process, provider, messages);
      assertThatThrownBy(() -> FileBatchLedger.open(file))
          .hasMessageContaining("is in use by process " + process.pid())
          .hasMessageContaining("wait until the other is done");
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("killed, and not done before").isNotZero();
  }

  private static Process start(Path file, Path provider) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LedgerVictim.class.getName(),
            file.toString(),
            provider.toString())
        .redirectErrorStream(true)
        .redirectOutput(file.resolveSibling("victim.log").toFile())
        .start();
  }

  private static void awaitReached(Process process, Path provider, int messages) {
    // At least 14 bytes for each.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !process.isAlive() || Files.size(provider) >= 14L * messages);
  }
}
