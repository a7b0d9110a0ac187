package io.notifyjava.sms.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table against the sources, which {@code aliyun-sms-errors.csv} cites row by row. */
class AliyunErrorsTest {

  /** 23:20:30 of the first of December in China. */
  private static final Instant NOW = Instant.parse("2026-12-01T15:20:30Z");

  private final Refusals refusals = new Refusals(Clock.fixed(NOW, ZoneOffset.UTC));

  record Row(
      String source,
      String code,
      int status,
      String kind,
      String reason,
      String treatment,
      String blame) {
    @Override
    public String toString() {
      return "%s: %s with status %d is %s, %s".formatted(source, code, status, kind, reason);
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream file = AliyunErrorsTest.class.getResourceAsStream("/aliyun-sms-errors.csv")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("source"))
          .map(line -> line.split(", "))
          .map(c -> new Row(c[0], c[1], Integer.parseInt(c[2]), c[3], c[4], c[5], c[6]));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void code_meansWhatItsSourceSays(Row row) {
    ErrorRule rule = AliyunErrors.rule(row.code(), row.status());

    assertThat(rule.reason()).hasToString(row.reason());
    assertThat(rule.treatment()).hasToString(row.treatment());
    assertThat(rule.blame()).hasToString(row.blame());
    assertThat(rule.advice()).isNotBlank();
  }

  @Test
  void table_holdsNoCodeThatNoSourceNames() throws IOException {
    Set<String> named = rows().map(Row::code).collect(Collectors.toSet());

    assertThat(named).containsAll(AliyunErrors.codes().keySet());
  }

  @Test
  void classOfANotSentRefusal_isNeverRetryableWithoutAWord() throws IOException {
    assertThat(rows().filter(row -> Set.of("RETRYABLE", "UNKNOWN").contains(row.kind())))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.treatment()).isEqualTo("UNDECIDED"));
  }

  @ParameterizedTest
  @CsvSource({
    "Nobody.Names.This, 200, FINAL",
    "Nobody.Names.This, 400, FINAL",
    "Nobody.Names.This, 500, UNDECIDED",
    "Nobody.Names.This, 503, UNDECIDED"
  })
  void unknownCode_isFinalUnlessTheServerBroke(String code, int status, Treatment treatment) {
    assertThat(AliyunErrors.rule(code, status).treatment()).isEqualTo(treatment);
  }

  @ParameterizedTest
  @CsvSource({
    "触发分钟级流控Permits:1, PT1M",
    "触发小时级流控Permits:5, PT39M30S",
    "触发天级流控Permits:10, PT24H",
    "too fast, PT1M"
  })
  void frequencyLimit_saysWhenItsWindowIsOver(String words, Duration wait) {
    Failure failure = failure("isv.BUSINESS_LIMIT_CONTROL", words);

    assertThat(failure.retryAfter()).contains(wait);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.text()).startsWith(words + "; this number heard of this sign too often");
  }

  @Test
  void dailyLimitOfTheAccount_endsAtMidnightInChina() {
    assertThat(failure("isv.DAY_LIMIT_CONTROL", "").retryAfter())
        .contains(Duration.ofMinutes(39).plusSeconds(30));
  }

  private Failure failure(String code, String words) {
    return refusals.failure(code, AliyunErrors.rule(code, 200), words);
  }
}
