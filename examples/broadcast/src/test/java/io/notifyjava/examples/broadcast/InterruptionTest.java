package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is told to end does before it does. */
@Timeout(120)
class InterruptionTest {

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS) // There, a process is not told to end; it is ended.
  void theReportIsPrintedBeforeTheProcessEnds() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Broadcast.class.getName(),
                "--recipients",
                "200000",
                "--simulator",
                "embedded",
                "--latency",
                "20ms",
                "--concurrency",
                "4",
                "--rejected",
                folder.resolve("rejected.csv").toString())
            .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      while (line != null && !line.contains(" accepted")) {
        line = err.readLine();
      }
      assertThat(line).as("a line of progress").isNotNull();

      // Not through the process itself, which would close its pipes too.
      process.toHandle().destroy();

      JsonNode report = Run.json(out.readLine());
      assertThat(report.get("end").textValue()).isEqualTo("CANCELLED");
      assertThat(report.get("accepted").intValue()).isPositive();
      assertThat(report.get("unknown").intValue()).isZero();
      assertThat(report.get("firstLineNotTaken").longValue())
          .isEqualTo(2 + report.get("accepted").longValue() + report.get("rejected").longValue());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
