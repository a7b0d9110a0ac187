package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.batch.FileBatchLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run with a ledger, and the same command again. */
@Timeout(120)
class LedgerTest {

  private static final int RECIPIENTS = 3_000;

  @TempDir Path folder;

  private List<String> command() {
    return new ArrayList<>(
        List.of(
            "--recipients",
            Integer.toString(RECIPIENTS),
            "--simulator",
            "embedded",
            "--concurrency",
            "4",
            "--ledger",
            folder.resolve("ledger").toString(),
            "--rejected",
            folder.resolve("rejected.csv").toString()));
  }

  private Run again(String... more) {
    List<String> command = command();
    command.addAll(List.of(more));
    return Run.of(command.toArray(String[]::new));
  }

  @Test
  void theSameCommandSendsToNobodyTwice() {
    Run first = again("--closed-windows", "30%");
    Run second = again("--closed-windows", "30%");

    assertThat(first.exitCode()).isZero();
    assertThat(first.json().get("accepted").intValue()).isEqualTo(RECIPIENTS);
    assertThat(first.json().get("earlier")).isEmpty();
    assertThat(second.exitCode()).isZero();
    assertThat(second.json().get("accepted").intValue()).isZero();
    assertThat(second.json().at("/earlier/ACCEPTED").intValue()).isEqualTo(RECIPIENTS);
    assertThat(second.json().at("/sim/customerCalls").intValue()).isZero();
    assertThat(second.err()).contains("All runs with this ledger: " + RECIPIENTS + " accepted");
  }

  @Test
  void aRunThatWasKilledIsGoneOnWith() throws IOException, InterruptedException {
    kill();

    Run rest = again();

    JsonNode line = rest.json();
    long accepted = line.get("accepted").longValue();
    long before = line.at("/earlier/ACCEPTED").longValue();
    long unknown = line.at("/earlier/BEGUN").longValue();
    assertThat(before).isPositive();
    assertThat(accepted).isPositive().isEqualTo(line.at("/sim/customerCalls").longValue());
    assertThat(accepted + before + unknown).isEqualTo(RECIPIENTS);
    // What was in flight, and a block of what is begun together.
    assertThat(unknown).isLessThanOrEqualTo(4 + 64);
    // The ledger holds no open ids, so whoever is to look after them finds them here.
    assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
        .hasSize(1 + (int) unknown)
        .filteredOn(row -> row.contains("UNKNOWN,INTERNAL,earlier-run,An earlier run may have"))
        .hasSize((int) unknown);

    Run all = again("--resend-unknown");
    assertThat(all.exitCode()).isZero();
    assertThat(all.json().get("accepted").longValue()).isEqualTo(unknown);
    assertThat(folder.resolve("rejected.csv")).doesNotExist();
  }

  private void kill() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Broadcast.class.getName(),
                "--latency",
                "10ms"));
    command.addAll(command());
    Process process = new ProcessBuilder(command).start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      while (line != null && !line.contains(" accepted")) {
        line = err.readLine();
      }
      assertThat(line).as("a line of progress").isNotNull();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLedgerThatAnotherHasIsRefusedAndNothingIsSent() {
    try (FileBatchLedger other = FileBatchLedger.open(folder.resolve("ledger"))) {
      Run run = again();

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is in use by this process", "Nothing was sent");
      assertThat(other.summary().counts()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoLedgerIsRefusedAndKept() throws IOException {
    Files.writeString(folder.resolve("ledger"), "openid,name\n");

    Run run = again();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is no ledger of a batch");
    assertThat(Files.readString(folder.resolve("ledger"))).isEqualTo("openid,name\n");
  }

  @Test
  void resendingNeedsALedger() {
    Run run = Run.of("--recipients", "5", "--resend-unknown");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--resend-unknown needs the --ledger");
  }
}
