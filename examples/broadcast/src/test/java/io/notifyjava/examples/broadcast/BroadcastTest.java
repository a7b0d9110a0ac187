package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program against the simulator, from its command line to its last line. */
class BroadcastTest {

  @TempDir Path folder;

  @Test
  void everybodyIsReachedByOneWayOrTheOther() {
    Run run =
        Run.of(
            "--recipients",
            "300",
            "--closed-windows",
            "30%",
            "--latency",
            "1ms",
            "--concurrency",
            "20");

    assertThat(run.counts())
        .isEqualTo(
            "{\"end\":\"COMPLETED\",\"accepted\":300,\"fellBack\":90,\"rejected\":0,\"unknown\":0,"
                + "\"skipped\":0,\"rejectedByReason\":{},"
                + "\"sim\":{\"customerCalls\":300,\"templateCalls\":90,\"tokenCalls\":1,"
                + "\"duplicates\":0}}");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(1);
  }

  @Test
  void theReportTellsTimeRateMemoryAndConnections() {
    JsonNode report = Run.of("--recipients", "10000", "--concurrency", "8").json();

    assertThat(report.get("seconds").doubleValue()).isPositive();
    assertThat(report.get("perSecond").doubleValue()).isPositive();
    assertThat(report.get("peakHeapMb").intValue()).isPositive();
    assertThat(report.get("peakLiveHeapMb").intValue())
        .isBetween(1, report.get("peakHeapMb").intValue());
    // One more may be opened for the token.
    assertThat(report.at("/sim/connections").intValue()).isBetween(1, 9);
  }

  @Test
  void killedTokensCostOneTokenCallEachAndNoMessage() {
    Run run = Run.of("--recipients", "400", "--concurrency", "8", "--kill-tokens", "3");

    JsonNode report = run.json();
    assertThat(run.exitCode()).isZero();
    assertThat(report.get("accepted").intValue()).isEqualTo(400);
    assertThat(report.at("/sim/tokenCalls").intValue()).isEqualTo(4);
    assertThat(report.at("/sim/customerCalls").intValue()).isBetween(403, 424);
    assertThat(report.at("/sim/duplicates").intValue()).isZero();
  }

  @Test
  void aSimulatorInAProcessOfItsOwnCountsTheSameAndEndsWithTheRun() {
    Run run =
        Run.of(
            "--recipients",
            "300",
            "--closed-windows",
            "0.3",
            "--latency",
            "lognormal:2ms,0.5",
            "--concurrency",
            "20",
            "--simulator",
            "process",
            "--kill-tokens",
            "1");

    JsonNode report = run.json();
    assertThat(run.exitCode()).isZero();
    assertThat(report.get("fellBack").intValue()).isEqualTo(90);
    assertThat(report.at("/sim/tokenCalls").intValue()).isEqualTo(2);
    String pid = run.err().replaceAll("(?s).*a simulator in process (\\d+).*", "$1");
    assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void stopsWhenTheQuotaIsSpentAndSaysWhereToGoOn() throws IOException {
    Path csv = recipients(50);
    Run run =
        Run.of("--csv", csv.toString(), "--concurrency", "1", "--quota", "20", "--stop-on-quota");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.counts())
        .startsWith(
            "{\"end\":\"STOPPED\",\"accepted\":20,\"fellBack\":0,\"rejected\":1,\"unknown\":0,"
                + "\"skipped\":0,\"rejectedByReason\":{\"QUOTA\":1},\"firstLineNotTaken\":23,");
    assertThat(run.err())
        .contains("STOPPED (the quota is spent", "To go on from there: --start-line 23");
    assertThat(Files.readString(folder.resolve("rejected.csv")))
        .contains("22,oExampleFollower000000000020,REJECTED,QUOTA,45009,");

    Run rest = Run.of("--csv", csv.toString(), "--start-line", "23", "--concurrency", "1");
    assertThat(rest.json().get("accepted").intValue()).isEqualTo(29);
  }

  @Test
  void goesOnWithoutTheOptionWhenTheQuotaIsSpent() {
    Run run = Run.of("--recipients", "50", "--quota", "20", "--rejected", rejected());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().get("rejectedByReason").toString()).isEqualTo("{\"QUOTA\":30}");
  }

  @Test
  void theFileOfRejectedMessagesCanBeSentAgainAsItIs() throws IOException {
    Run first = Run.of("--recipients", "50", "--quota", "20", "--rejected", rejected());
    assertThat(Files.readAllLines(Path.of(rejected())))
        .hasSize(31)
        .first()
        .isEqualTo("line,openid,outcome,reason,code,text,thing1,amount2");

    Run second = Run.of("--csv", rejected(), "--rejected", folder.resolve("second.csv").toString());

    assertThat(first.json().get("rejected").intValue()).isEqualTo(30);
    assertThat(second.exitCode()).isZero();
    assertThat(second.json().get("accepted").intValue()).isEqualTo(30);
    assertThat(folder.resolve("second.csv")).doesNotExist();
  }

  @Test
  void aFileOfAnEarlierRunDoesNotSurviveARunWithoutRejections() throws IOException {
    Files.writeString(Path.of(rejected()), "what an earlier run left\n");

    Run.of("--recipients", "5", "--rejected", rejected());

    assertThat(Path.of(rejected())).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadTheFileOfRejectedMessages() throws IOException {
    Run.of("--recipients", "5", "--quota", "1", "--rejected", rejected());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(rejected()))))
        .isEqualTo("rw-------");
  }

  @Test
  void theTextAndTheDataMayBeSaidOnTheCommandLine() throws IOException {
    Path csv = folder.resolve("plain.csv");
    Files.writeString(csv, "openid\noExampleFollower000000000000\n");

    Run run =
        Run.of(
            "--csv",
            csv.toString(),
            "--text",
            "Good day, ${OPENID}",
            "--data",
            "thing1=Good day",
            "--closed-windows",
            "100%");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("fellBack").intValue()).isEqualTo(1);
  }

  @Test
  void aPlaceholderWithoutColumnIsARejectionThatSaysSo() throws IOException {
    Run run =
        Run.of("--csv", recipients(3).toString(), "--text", "Hello ${name}", "--concurrency", "1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().get("rejectedByReason").toString()).isEqualTo("{\"TEMPLATE\":3}");
    assertThat(Files.readString(folder.resolve("rejected.csv"))).contains("name");
  }

  @Test
  void inventedRecipientsAreDeletedAgain() throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    long before = folders(temp);

    Run.of("--recipients", "5");

    assertThat(folders(temp)).isEqualTo(before);
  }

  @Test
  void noOpenIdStandsOnTheScreen() {
    Run run = Run.of("--recipients", "50", "--quota", "20", "--rejected", rejected());

    assertThat(run.err() + run.out()).doesNotContain("oExampleFollower");
  }

  private static long folders(Path temp) throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.filter(f -> f.getFileName().toString().startsWith("notify-broadcast-")).count();
    }
  }

  private Path recipients(int count) throws IOException {
    Path csv = folder.resolve("recipients.csv");
    SampleCsv.write(csv, count);
    return csv;
  }

  private String rejected() {
    return folder.resolve("not-sent.csv").toString();
  }
}
