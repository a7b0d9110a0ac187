package io.notifyjava.sms.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tables against the sources, which {@code huawei-errors.csv} cites row by row. */
class ErrorsTest {

  /** What the classes of the protocol notes can be in the library's vocabulary. */
  private static final Map<String, Set<FailureReason>> CLASSES =
      Map.of(
          "AUTH", Set.of(FailureReason.AUTHENTICATION),
          "QUOTA", Set.of(FailureReason.QUOTA),
          "QUOTA or AUTH", Set.of(FailureReason.QUOTA, FailureReason.AUTHENTICATION),
          "INVALID_REQUEST", Set.of(FailureReason.INVALID_MESSAGE, FailureReason.TEMPLATE),
          "INVALID_RECIPIENT", Set.of(FailureReason.INVALID_RECIPIENT),
          "RATE_LIMITED", Set.of(FailureReason.THROTTLED));

  record Row(
      String section,
      String source,
      String scope,
      String code,
      String type,
      String reason,
      String how) {

    ErrorRule rule() {
      return scope.equals("CALL") ? Errors.call(code) : Errors.number(code);
    }

    @Override
    public String toString() {
      return "%s (%s): %s of a %s is %s, %s".formatted(section, source, code, scope, reason, how);
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream file = ErrorsTest.class.getResourceAsStream("/huawei-errors.csv")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("section"))
          .map(line -> line.split(", "))
          .map(cell -> new Row(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6]));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void code_meansWhatItsSourceSays(Row row) {
    assertThat(row.rule().reason()).isEqualTo(FailureReason.valueOf(row.reason()));
    assertThat(CLASSES.get(row.type())).contains(row.rule().reason());
    assertThat(row.rule().mayPass()).isEqualTo(row.how().equals("MAY_PASS"));
    assertThat(row.rule().advice()).isNotBlank();
  }

  @Test
  void tables_holdTheCodesOfTheSourcesAndNoOthers() throws IOException {
    Set<String> cited = new TreeSet<>();
    rows().forEach(row -> cited.add(row.scope() + " " + row.code()));
    Set<String> held = new TreeSet<>();
    Errors.callRules().keySet().forEach(code -> held.add("CALL " + code));
    Errors.numberRules().keySet().forEach(code -> held.add("NUMBER " + code));

    assertThat(held).isEqualTo(cited).hasSizeGreaterThan(50);
  }

  @Test
  void codeOfAKnownFamily_isAnInvalidRequest() {
    assertThat(Errors.call("E000041").reason()).isEqualTo(FailureReason.INVALID_MESSAGE);
    assertThat(Errors.call("E000099").mayPass()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"E000513", "E200028", "1", "SVC0001", "isv.X"})
  void undocumentedCode_isFinalAndKeptVerbatim(String code) {
    assertThat(Errors.call(code).failure(code, "brand new"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.PROTOCOL,
                code,
                "brand new; Huawei does not document this code here, so it is final"));
  }

  @Test
  void codesOfCallsAndOfNumbers_areApart() {
    assertThat(Errors.number("E000105").reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(Errors.call("E200041").reason()).isEqualTo(FailureReason.PROTOCOL);
  }

  @Test
  void sameTextTooOften_mayPassAfterItsWindow() {
    Failure failure = Errors.number("E200041").failure("E200041", "");

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(59));
    assertThat(failure.text()).isEqualTo("the number got the same text too often; wait a minute");
  }

  @Test
  void refusedDigest_tellsOfTheOtherForm() {
    assertThat(Errors.call("E000105").failure("E000105", "The PasswordDigest is invalid.").text())
        .isEqualTo(
            "The PasswordDigest is invalid.; check app-secret; if it is right, try authentication"
                + " wsse-raw, wsse-hex or ak-sk");
  }
}
