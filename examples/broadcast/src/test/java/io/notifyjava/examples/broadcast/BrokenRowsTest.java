package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken row is told with its line and skipped; the rest goes on. */
class BrokenRowsTest {

  @TempDir Path folder;

  @Test
  void eachIsToldWithItsLineAndCostsNobodyElse() throws IOException {
    Run run =
        run(
            """
            openid,name
            oFollower1,Ada
            oFollower2
            oFollower3,Bob,extra
              ,Carol
            oFollower5,"Dora
            oFollower6,Emil
            oFollower7,Fa"be
            oFollower8,"Gi"na

            oFollower10,"Hugo ""H."", esq."
            oFollower11,"two
            lines"
            not an open id,Ivo
            oFollower14,Jan
            """);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.counts())
        .startsWith("{\"end\":\"COMPLETED\",\"accepted\":5,")
        .contains("\"skipped\":7,");
    assertThat(run.err().lines().filter(line -> line.startsWith("Line ")))
        .containsExactly(
            "Line 3 was skipped: expected 2 columns, but found 1",
            "Line 4 was skipped: expected 2 columns, but found 3",
            "Line 5 was skipped: the openid is blank",
            "Line 6 was skipped: the quote that opens in column 2 is not closed properly",
            "Line 8 was skipped: a stray quote stands in column 2",
            "Line 9 was skipped: a stray quote stands in column 2",
            "Line 14 was skipped: openId must not hold blanks");
    assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
        .hasSize(8)
        .contains(
            "6,,SKIPPED,INVALID_ROW,,the quote that opens in column 2 is not closed"
                + " properly,");
  }

  @Test
  void aQuoteThatIsNeverClosedDoesNotSwallowTheRest() throws IOException {
    StringBuilder csv = new StringBuilder("openid,name\noFollower0,\"Ada\n");
    for (int i = 1; i <= 500; i++) {
      csv.append("oFollower").append(i).append(",Bob\n");
    }

    Run run = run(csv.toString());

    assertThat(run.counts()).contains("\"accepted\":500,", "\"skipped\":1,");
    assertThat(run.err()).contains("Line 2 was skipped: the quote that opens in column 2");
  }

  @Test
  void aLineThatIsNotUtf8IsSkippedAndNotSentAsGarbage() throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes("openid,name\noFollower1,小明\n".getBytes(StandardCharsets.UTF_8));
    csv.writeBytes("oFollower2,小明\n".getBytes(Charset.forName("GBK")));
    csv.writeBytes("oFollower3,小明\n".getBytes(StandardCharsets.UTF_8));

    Run run = run(csv.toByteArray());

    assertThat(run.counts()).contains("\"accepted\":2,", "\"skipped\":1,");
    assertThat(run.err())
        .contains("Line 3 was skipped: the line is not UTF-8; save the file as CSV in UTF-8");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNoFault() throws IOException {
    Run run = run("\uFEFFopenid,name\r\noFollower1,Ada\r\noFollower2,\"Bob\"");

    assertThat(run.exitCode()).isZero();
    assertThat(run.counts()).contains("\"accepted\":2,", "\"skipped\":0,");
  }

  @Test
  void aLineWithoutEndIsGivenUpWithinBounds() throws IOException {
    Run run = run("openid,name\noFollower1," + "x".repeat(5_000_000) + "\noFollower2,Bob\n");

    assertThat(run.counts()).contains("\"accepted\":1,", "\"skipped\":1,");
    assertThat(run.err()).contains("Line 2 was skipped: the line is longer than 65536 bytes");
  }

  @Test
  void theScreenIsNotFloodedAndTheFileHasThemAll() throws IOException {
    Run run = run("openid,name\n" + "oFollower1\n".repeat(100) + "oFollower2,Bob\n");

    assertThat(run.err().lines().filter(line -> line.startsWith("Line "))).hasSize(20);
    assertThat(run.err()).contains("rejected.csv names them all", "100 rows were skipped");
    assertThat(Files.readAllLines(folder.resolve("rejected.csv"))).hasSize(101);
  }

  private Run run(String csv) throws IOException {
    return run(csv.getBytes(StandardCharsets.UTF_8));
  }

  private Run run(byte[] csv) throws IOException {
    Path file = folder.resolve("recipients.csv");
    Files.write(file, csv);
    return Run.of("--csv", file.toString(), "--concurrency", "4");
  }
}
