package io.notifyjava.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the module from rotting; the figures of such short runs say nothing. */
class BenchmarksTest {

  private static final List<String> EXACT =
      List.of(
          "socket",
          "okhttp",
          "batch",
          "send",
          "aliyun-okhttp",
          "aliyun",
          "aliyun-bulk",
          "huawei-okhttp",
          "huawei",
          "huawei-bulk",
          "mail-transport",
          "mail",
          "mail-batch");

  private static final List<String> NO_DELAY =
      List.of("0ms/64", "aliyun-0ms/64", "huawei-0ms/64", "mail-0ms/8");

  @Test
  void everyContender_isInTheTableAndAllItsMessagesWereTaken(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("results.jsonl");
    String table =
        Benchmarks.run(
            List.of(
                "--file",
                file.toString(),
                "--only",
                String.join(",", Benchmarks.CONTENDERS),
                "--rounds",
                "1",
                "--seconds",
                "0.1",
                "--warm-up",
                "0.1",
                "--scenario",
                String.join(",", NO_DELAY),
                "--jdk",
                Integer.toString(Runtime.version().feature())));

    assertThat(table).startsWith("| JDK | scenario | who | messages/s |");
    for (String contender : Benchmarks.CONTENDERS) {
      assertThat(table).containsPattern("\\| [a-z-]*0ms/[0-9]+ \\| " + contender + " \\|");
    }
    assertThat(table).doesNotContain("jmh");
    for (String line : Files.readAllLines(file)) {
      JsonNode run = new ObjectMapper().readTree(line);
      assertThat(run.path("accepted").asLong()).as(line).isPositive();
      // On a busy machine a peer may give up on a message; ours and the yardsticks must not.
      if (EXACT.contains(run.path("contender").asText())) {
        assertThat(run.path("failed").asLong()).as(line).isZero();
        assertThat(run.path("stub").asLong()).as(line).isEqualTo(run.path("sent").asLong());
      }
    }
  }

  @Test
  void jmh_measuresEveryBenchmarkOfItsPackage() throws Exception {
    List<String> lines =
        new Processes(false)
            .run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                List.of(),
                "io.notifyjava.benchmarks.jmh.Jmh",
                List.of("10", "1"));

    assertThat(lines.stream().filter(line -> line.startsWith("{")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("{\"name\":\"corridor pass\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"rendering commonstext\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"rendering ours\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing bareascii\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing barechinese\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing barehmac\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing handascii\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing handchinese\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing hmacv2\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing legacyascii\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"signing legacychinese\",\"nanos\":"),
            line -> assertThat(line).startsWith("{\"name\":\"token hit\",\"nanos\":"));
  }

  @Test
  void report_isMadeOfTheMediansOfTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("results.jsonl");
    Files.write(
        file,
        List.of(
            run("okhttp", 1_000, 10_000),
            run("batch", 800, 11_000),
            run("batch", 2_000, 12_000),
            run("batch", 900, 20_000),
            run("aliyun-0ms/64", "aliyun-okhttp", 2_000, 10_000),
            run("aliyun-0ms/64", "aliyun", 1_000, 15_000),
            "{\"jdk\":17,\"scenario\":\"jmh\",\"contender\":\"token hit\",\"nanos\":12.34,\"bytes\":0}"));
    String table = Benchmarks.run(List.of("--report", "--file", file.toString()));

    assertThat(table)
        .contains("| 17 | 0ms/64 | okhttp | 1,000 | 1.00 | 0.50 | 10,000 | 1.00 |")
        .contains("| 17 | 0ms/64 | batch | 900 | 0.90 | 0.50 | 12,000 | 1.20 |")
        .contains("| 17 | aliyun-0ms/64 | aliyun | 1,000 | 0.50 | 0.50 | 15,000 | 1.50 |")
        .contains("| 17 | token hit | 12.3 | 0 | 1 |");
  }

  @Test
  void unknownOption_isRefusedWithTheUsage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--fast")))
        .withMessageStartingWith("Expected an option, but found '--fast'\nUsage: benchmarks/run");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--rounds", "no")))
        .withMessage("--rounds: expected a number above 0 and below 3600, but found 'no'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--only", "nobody")))
        .withMessageStartingWith("--only: expected some of [socket, ");
  }

  private static String run(String contender, int perSecond, int bytes) {
    return run("0ms/64", contender, perSecond, bytes);
  }

  private static String run(String scenario, String contender, int perSecond, int bytes) {
    return "{\"jdk\":17,\"scenario\":\"%s\",\"contender\":\"%s\",\"perSecond\":%d,\"cpuSecondsPer10k\":0.5,\"bytesPerMessage\":%d}"
        .formatted(scenario, contender, perSecond, bytes);
  }
}
