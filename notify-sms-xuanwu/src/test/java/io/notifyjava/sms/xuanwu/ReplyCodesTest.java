package io.notifyjava.sms.xuanwu;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables against the sources, which {@code xuanwu-errors.csv} cites row by row. */
class ReplyCodesTest {

  /** What the classes of the protocol notes are here: outcome, and whether it may pass. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "INVALID_REQUEST", "REJECTED false",
          "INVALID_RECIPIENT", "REJECTED false",
          "AUTH", "REJECTED false",
          "QUOTA", "REJECTED false",
          "RETRYABLE", "REJECTED true",
          "UNKNOWN", "UNKNOWN true");

  record Row(
      String section,
      String source,
      String wire,
      int code,
      String outcome,
      String reason,
      String treatment) {

    ReplyRule rule() {
      return codes(wire).get(code);
    }

    @Override
    public String toString() {
      return "%s (%s): %d at %s is %s".formatted(section, source, code, wire, outcome);
    }
  }

  private static Map<Integer, ReplyRule> codes(String wire) {
    return wire.equals("MOS") ? ReplyCodes.MOS : ReplyCodes.CGI;
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream file = ReplyCodesTest.class.getResourceAsStream("/xuanwu-errors.csv")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("section"))
          .map(line -> line.split(", "))
          .map(
              cell ->
                  new Row(
                      cell[0],
                      cell[1],
                      cell[2],
                      Integer.parseInt(cell[3]),
                      CLASSES.get(cell[4]),
                      cell[5],
                      cell[6]));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void code_meansWhatItsSourceSays(Row row) {
    ReplyRule rule = row.rule();
    var result = rule.result("" + row.code(), "");
    Failure failure = result.failure().orElseThrow();

    assertThat(rule.reason()).isEqualTo(FailureReason.valueOf(row.reason()));
    assertThat(rule.treatment()).isEqualTo(Treatment.valueOf(row.treatment()));
    assertThat(result.outcome() + " " + failure.retryable()).isEqualTo(row.outcome());
    assertThat(failure.code()).isEqualTo("" + row.code());
    assertThat(failure.text()).isEqualTo(rule.advice()).isNotBlank();
  }

  @Test
  void tables_holdTheCodesOfTheSourcesAndNoOthers() throws IOException {
    Set<String> cited = new TreeSet<>();
    rows().forEach(row -> cited.add(row.wire() + " " + row.code()));
    Set<String> held = new TreeSet<>();
    for (String wire : List.of("MOS", "CGI")) {
      codes(wire).keySet().forEach(code -> held.add(wire + " " + code));
    }

    assertThat(held).isEqualTo(cited).hasSize(20);
  }

  @Test
  void undocumentedCode_isUnknownAndSaysSo() {
    var result = ReplyRule.UNDOCUMENTED.result("-98", "brand new");

    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result)
        .isUnknown()
        .withReason(FailureReason.PROTOCOL)
        .satisfies(
            seen ->
                assertThat(seen.failure().orElseThrow().text())
                    .isEqualTo(
                        "brand new; no source names this code, so nobody can say whether the"
                            + " message was sent"));
  }
}
