package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStatusTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, INVALID_MESSAGE, false",
    "401, REJECTED, AUTHENTICATION, false",
    "403, REJECTED, AUTHENTICATION, false",
    "404, REJECTED, INVALID_MESSAGE, false",
    "405, REJECTED, INVALID_MESSAGE, false",
    "407, REJECTED, AUTHENTICATION, false",
    "408, UNKNOWN, TIMEOUT, true",
    "413, REJECTED, INVALID_MESSAGE, false",
    "418, REJECTED, INVALID_MESSAGE, false",
    "421, REJECTED, UNAVAILABLE, true",
    "425, REJECTED, UNAVAILABLE, true",
    "429, REJECTED, THROTTLED, true",
    "500, UNKNOWN, UNAVAILABLE, true",
    "502, UNKNOWN, UNAVAILABLE, true",
    "503, UNKNOWN, UNAVAILABLE, true",
    "504, UNKNOWN, UNAVAILABLE, true",
    "520, UNKNOWN, UNAVAILABLE, true",
    "301, UNKNOWN, PROTOCOL, true",
    "302, UNKNOWN, PROTOCOL, true",
    "307, UNKNOWN, PROTOCOL, true",
    "308, UNKNOWN, PROTOCOL, true",
    "101, UNKNOWN, PROTOCOL, true",
    "600, UNKNOWN, PROTOCOL, true",
    "999, UNKNOWN, PROTOCOL, true",
    "0, UNKNOWN, PROTOCOL, true"
  })
  void status_hasItsMeaning(int status, Outcome outcome, FailureReason reason, boolean retryable) {
    SendResult result = HttpStatus.unsuccessful(answer(status), CLOCK);

    assertThat(result.outcome()).isEqualTo(outcome);
    Failure failure = result.failure().orElseThrow();
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.code()).isEqualTo("http-" + status);
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure.text())
        .startsWith("expected an answer with status 200, but found " + status + "; ");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "2, PT2S",
    "3600, PT1H",
    "3601, PT1H",
    "99999999, PT1H",
    "99999999999999999999999999, PT1H",
    "0000000000002, PT2S",
    "' 2 ', PT2S",
    "'Sat, 21 Nov 2026 08:00:30 GMT', PT30S",
    "'Sat, 21 Nov 2026 07:59:00 GMT', PT0S",
    "'Sat, 21 Nov 2099 08:00:00 GMT', PT1H"
  })
  void retryAfter_isReadAndCapped(String value, Duration wait) {
    SendResult throttled = HttpStatus.unsuccessful(answer(429, "Retry-After", value), CLOCK);
    SendResult busy = HttpStatus.unsuccessful(answer(503, "retry-after", value), CLOCK);

    assertThat(throttled.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(throttled.failure().orElseThrow().retryAfter()).contains(wait);
    assertThat(busy.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(busy.failure().orElseThrow().reason()).isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(busy.failure().orElseThrow().retryAfter()).contains(wait);
    assertThat(busy.failure().orElseThrow().text()).endsWith("try again after " + wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "+2", "soon", "", "2.5", "Sat, 99 Nov 2026 08:00:00 GMT", "0x10", "1e3"})
  void retryAfter_thatCannotBeRead_isIgnored(String value) {
    SendResult throttled = HttpStatus.unsuccessful(answer(429, "Retry-After", value), CLOCK);
    SendResult busy = HttpStatus.unsuccessful(answer(503, "Retry-After", value), CLOCK);

    assertThat(throttled.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(throttled.failure().orElseThrow().retryAfter()).isEmpty();
    assertThat(busy.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void retryAfter_doesNotDependOnTheLocale() {
    java.util.Locale before = java.util.Locale.getDefault();
    try {
      for (String tag : new String[] {"th-TH-u-nu-thai", "ar-EG", "zh-CN", "tr-TR"}) {
        java.util.Locale.setDefault(java.util.Locale.forLanguageTag(tag));
        SendResult result =
            HttpStatus.unsuccessful(
                answer(429, "Retry-After", "Sat, 21 Nov 2026 08:00:30 GMT"), CLOCK);

        assertThat(result.failure().orElseThrow().retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(result.failure().orElseThrow().code()).isEqualTo("http-429");
      }
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @Test
  void body_isNotRepeated() {
    HttpAnswer echo =
        new HttpAnswer(
            500, HttpHeadersView.of(), "access_token=c4n4ry".getBytes(StandardCharsets.UTF_8));

    assertThat(HttpStatus.unsuccessful(echo, CLOCK).toString()).doesNotContain("c4n4ry");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void success_isNoneOfItsBusiness(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpStatus.unsuccessful(answer(status), CLOCK))
        .withMessage("Status " + status + " is a success; read the body instead");
  }

  private static HttpAnswer answer(int status, String... headers) {
    return new HttpAnswer(status, HttpHeadersView.of(headers), new byte[0]);
  }
}
