package io.notifyjava.wechat.wecom;

import static io.notifyjava.wechat.wecom.WeComEndpoint.RECALL;
import static io.notifyjava.wechat.wecom.WeComEndpoint.ROBOT_SEND;
import static io.notifyjava.wechat.wecom.WeComEndpoint.SEND;
import static io.notifyjava.wechat.wecom.WeComEndpoint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.wechat.internal.ErrorRule;
import io.notifyjava.wechat.internal.Treatment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table against the sources, which {@code wecom-errors.csv} cites row by row. */
class WeComErrorsTest {

  private static final String HINT =
      ", hint: [1643081286638942886787198], from ip: 1.2.3.4, more info at"
          + " https://open.work.weixin.qq.com/devtool/query?e=";

  record Row(
      String section, String source, WeComEndpoint endpoint, int code, String reason, String how) {
    @Override
    public String toString() {
      return "%s (%s): %s at %s is %s, %s".formatted(section, source, code, endpoint, reason, how);
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream file = WeComErrorsTest.class.getResourceAsStream("/wecom-errors.csv")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("section"))
          .map(line -> line.split(", "))
          .map(
              cell ->
                  new Row(
                      cell[0],
                      cell[1],
                      WeComEndpoint.valueOf(cell[2]),
                      Integer.parseInt(cell[3]),
                      cell[4],
                      cell[5]));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void code_meansWhatItsSourceSays(Row row) {
    ErrorRule rule = WeComErrors.rule(row.endpoint(), row.code());

    assertThat(rule.reason()).isEqualTo(FailureReason.valueOf(row.reason()));
    assertThat(rule.treatment()).isEqualTo(Treatment.valueOf(row.how()));
    assertThat(rule.advice()).isNotBlank();
  }

  @Test
  void table_holdsTheCodesOfTheSourcesAndNoOthers() throws IOException {
    Set<String> cited = new TreeSet<>();
    rows().forEach(row -> cited.add(row.endpoint() + " " + row.code()));
    Set<String> held = new TreeSet<>();
    for (WeComEndpoint endpoint : WeComEndpoint.values()) {
      WeComErrors.rules(endpoint).keySet().forEach(code -> held.add(endpoint + " " + code));
    }

    assertThat(held).isEqualTo(cited).hasSizeGreaterThan(100);
  }

  @Test
  void secret_thatIsWrong_isFinalAtTheTokenAndRenewsElsewhere() {
    assertThat(WeComErrors.failure(TOKEN, 40001, "invalid credential"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.AUTHENTICATION, "40001", "invalid credential; check corp-secret"));
    assertThat(WeComErrors.rule(SEND, 40001).treatment()).isEqualTo(Treatment.RENEW_TOKEN);
    assertThat(WeComErrors.rule(RECALL, 40014).treatment()).isEqualTo(Treatment.RENEW_TOKEN);
  }

  @Test
  void numbersOfTheOfficialAccount_meanOtherThings() {
    assertThat(WeComErrors.rule(SEND, 48002).reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(WeComErrors.rule(SEND, 45009).reason()).isEqualTo(FailureReason.THROTTLED);
    assertThat(WeComErrors.rule(SEND, 45027).reason()).isEqualTo(FailureReason.QUOTA);
    assertThat(WeComErrors.rule(SEND, 45015).reason()).isEqualTo(FailureReason.PROTOCOL);
  }

  @Test
  void refusedAddress_isNamedAndTheHintKept() {
    String errmsg = "not allow to access from your ip" + HINT + "60020";

    assertThat(WeComErrors.failure(SEND, 60020, errmsg).text())
        .isEqualTo(errmsg + "; add 1.2.3.4 to the application's trusted IP addresses");
    assertThat(WeComErrors.failure(TOKEN, 60020, "not allow to access from your ip").text())
        .isEqualTo(
            "not allow to access from your ip; add this machine's address to the application's"
                + " trusted IP addresses");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 45015, 47003, 99999, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void undocumentedCode_isFinalAndKeptVerbatim(int code) {
    assertThat(WeComErrors.failure(SEND, code, "brand new"))
        .isEqualTo(
            Failure.permanent(
                FailureReason.PROTOCOL,
                Integer.toString(code),
                "brand new; WeCom does not document this code here, so it is final"));
  }

  @Test
  void waits_areThoseThatWeComStates() {
    assertThat(WeComErrors.failure(SEND, 45009, "").retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(WeComErrors.failure(ROBOT_SEND, 45009, "").retryAfter())
        .contains(Duration.ofMinutes(1));
    assertThat(WeComErrors.failure(TOKEN, 45009, "").retryAfter()).contains(Duration.ofHours(1));
    assertThat(WeComErrors.failure(SEND, 45033, "").retryAfter()).isEmpty();
  }

  @Test
  void robotThatIsGone_isFinalWithAdvice() {
    assertThat(WeComErrors.failure(ROBOT_SEND, 93000, "invalid webhook url").text())
        .isEqualTo(
            "invalid webhook url; no robot has this key; was it deleted? Copy its webhook from the"
                + " group again");
    assertThat(WeComErrors.failure(ROBOT_SEND, 93000, "").retryable()).isFalse();
    assertThat(WeComErrors.failure(ROBOT_SEND, 93004, "").retryable()).isFalse();
    assertThat(WeComErrors.failure(ROBOT_SEND, 93008, "").retryable()).isFalse();
  }

  @Test
  void textOfSeveralLines_becomesOne() {
    assertThat(WeComErrors.failure(TOKEN, 40013, "invalid\r\nERROR forged\u0007").text())
        .isEqualTo("invalid ERROR forged ; check corp-id");
  }
}
