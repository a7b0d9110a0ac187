package io.notifyjava.wechat;

import static io.notifyjava.wechat.Endpoint.BIZ_SEND;
import static io.notifyjava.wechat.Endpoint.CUSTOM_SEND;
import static io.notifyjava.wechat.Endpoint.ONE_TIME_SEND;
import static io.notifyjava.wechat.Endpoint.SUBSCRIBE_SEND;
import static io.notifyjava.wechat.Endpoint.TEMPLATE_SEND;
import static io.notifyjava.wechat.Endpoint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.wechat.internal.ErrorRule;
import io.notifyjava.wechat.internal.Treatment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table against the sources, which {@code wechat-errors.csv} cites row by row. */
class WeChatErrorsTest {

  record Row(
      String section, String source, Endpoint endpoint, int code, String reason, String how) {
    @Override
    public String toString() {
      return "%s (%s): %s at %s is %s, %s".formatted(section, source, code, endpoint, reason, how);
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream file = WeChatErrorsTest.class.getResourceAsStream("/wechat-errors.csv")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("section"))
          .flatMap(WeChatErrorsTest::rows);
    }
  }

  private static Stream<Row> rows(String line) {
    String[] cell = line.split(", ");
    return endpoints(cell[2]).stream()
        .map(
            endpoint ->
                new Row(cell[0], cell[1], endpoint, Integer.parseInt(cell[3]), cell[4], cell[5]));
  }

  private static Set<Endpoint> endpoints(String cell) {
    return switch (cell) {
      case "both" -> EnumSet.of(TEMPLATE_SEND, CUSTOM_SEND);
      case "subscriptions" -> EnumSet.of(SUBSCRIBE_SEND, BIZ_SEND, ONE_TIME_SEND);
      case "sends" -> EnumSet.range(TEMPLATE_SEND, ONE_TIME_SEND);
      case "calls" -> EnumSet.complementOf(EnumSet.of(TOKEN));
      default -> EnumSet.of(Endpoint.valueOf(cell));
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void code_meansWhatItsSourceSays(Row row) {
    ErrorRule rule = WeChatErrors.rule(row.endpoint(), row.code());

    assertThat(rule.reason()).isEqualTo(FailureReason.valueOf(row.reason()));
    assertThat(rule.treatment()).isEqualTo(Treatment.valueOf(row.how()));
    assertThat(rule.advice()).isNotBlank();
  }

  @Test
  void table_holdsTheCodesOfTheSourcesAndNoOthers() throws IOException {
    Set<String> cited = new TreeSet<>();
    rows().forEach(row -> cited.add(row.endpoint() + " " + row.code()));
    Set<String> held = new TreeSet<>();
    for (Endpoint endpoint : Endpoint.values()) {
      WeChatErrors.rules(endpoint).keySet().forEach(code -> held.add(endpoint + " " + code));
    }

    assertThat(held).isEqualTo(cited).hasSizeGreaterThan(500);
  }

  @Test
  void oneNumber_meansAnotherThingElsewhere() {
    assertThat(WeChatErrors.failure(TOKEN, 40013, "invalid appid"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.AUTHENTICATION, "40013", "invalid appid; check app-id"));
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 40013, "invalid appid"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.INVALID_MESSAGE,
                "40013",
                "invalid appid; miniprogram.appid must be a mini program that is bound to this"
                    + " account"));
    assertThat(WeChatErrors.rule(TOKEN, 40001).treatment()).isEqualTo(Treatment.FINAL);
    assertThat(WeChatErrors.rule(CUSTOM_SEND, 40001).treatment()).isEqualTo(Treatment.RENEW_TOKEN);
  }

  @ParameterizedTest
  @CsvSource({"45015", "45047"})
  void closedWindow_isKnownToCustomerMessagesOnly(int code) {
    assertThat(WeChatErrors.rule(CUSTOM_SEND, code).reason())
        .isEqualTo(FailureReason.WINDOW_CLOSED);
    assertThat(WeChatErrors.rule(TEMPLATE_SEND, code).reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(WeChatErrors.rule(TOKEN, code).reason()).isEqualTo(FailureReason.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 45048, 45072, 99999, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void undocumentedCode_isFinalAndKeptVerbatim(int code) {
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, code, "brand new rid: 65f8-1"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.PROTOCOL,
                Integer.toString(code),
                "brand new rid: 65f8-1; WeChat does not document this code here, so it is final"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "argument invalid! data.phrase1.value invalid rid: 6545fba2-1 | phrase1",
        "argument invalid! data.thing3.value is emtpy rid: 6545fba2-1 | thing3",
        "argument invalid! data.character_string12.value invalid | character_string12"
      })
  void refusedValue_isNamedByItsKey(String errmsg, String key) {
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 47003, errmsg).text())
        .startsWith(errmsg + "; mend the value of data key " + key + ": each kind of value");
  }

  @Test
  void refusedValue_withoutAKeyInTheText_isStillExplained() {
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 47003, "thing01.DATA is invalid").text())
        .isEqualTo(
            "thing01.DATA is invalid; each kind of value (thing, time, phrase, …) has its own"
                + " limits");
  }

  @Test
  void refusedAddress_isNamedSoThatItCanBeAllowed() {
    String errmsg = "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 654df33c-6";

    assertThat(WeChatErrors.failure(TOKEN, 40164, errmsg).text())
        .isEqualTo(errmsg + "; add 1.2.3.4 to the account's IP allow-list");
    assertThat(WeChatErrors.failure(TOKEN, 40164, "not in whitelist").text())
        .isEqualTo("not in whitelist; add this machine's address to the IP allow-list");
  }

  @Test
  void emptyText_leavesTheAdvice() {
    assertThat(WeChatErrors.failure(TOKEN, 40125, " ").text()).isEqualTo("check app-secret");
  }

  @Test
  void textOfSeveralLines_becomesOne() {
    assertThat(WeChatErrors.failure(TOKEN, 40013, "invalid\r\nERROR forged\u0007").text())
        .isEqualTo("invalid ERROR forged ; check app-id");
  }

  @Test
  void waits_areThoseThatWeChatStates() {
    assertThat(WeChatErrors.failure(CUSTOM_SEND, 45011, "").retryAfter())
        .contains(Duration.ofMinutes(1));
    assertThat(WeChatErrors.failure(TOKEN, 89506, "").retryAfter()).contains(Duration.ofHours(24));
    assertThat(WeChatErrors.failure(TOKEN, 89507, "").retryAfter()).contains(Duration.ofHours(1));
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 43117, "").retryAfter()).isEmpty();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 45009, "").retryAfter()).isEmpty();
  }

  @Test
  void onlyWhatMayPass_isRetryable() {
    assertThat(WeChatErrors.failure(TOKEN, -1, "").retryable()).isTrue();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, -1, "").retryable()).isTrue();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 43117, "").retryable()).isTrue();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 45009, "").retryable()).isFalse();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 40037, "").retryable()).isFalse();
    assertThat(WeChatErrors.failure(TEMPLATE_SEND, 40241, "").retryable()).isFalse();
  }
}
