package io.notifyjava.sms.huawei;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final PhoneNumber ADA = PhoneNumber.of("+8613800138000");
  private static final PhoneNumber BOB = PhoneNumber.of("+8613900139000");
  private static final String ID = "2ea20735-f856-4376-afbf-570bd70a46ee_11840135";

  private static String item(String number, String status) {
    return "{\"originTo\":\"%s\",\"createTime\":\"2022-09-15T02:20:41Z\",\"from\":\"88\",\"smsMsgId\":\"%s\",\"status\":\"%s\"}"
        .formatted(number, ID, status);
  }

  private static String answer(String code, String... items) {
    return "{\"result\":[%s],\"code\":\"%s\",\"description\":\"d\"}"
        .formatted(String.join(",", items), code);
  }

  private static List<SendResult> read(int status, String body, PhoneNumber... numbers) {
    WireReply reply =
        WireReply.builder().status(status).header("Content-Type", "text/plain").body(body).build();
    try (WireServer server = WireServer.builder().handler(request -> reply).start();
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.baseUrl().toString())
                .allowPlainHttp(true)
                .build()) {
      HttpAnswer answer =
          (HttpAnswer) exchange.execute(HttpCall.post("/x"), Duration.ofSeconds(10));
      return new Answers(new ManualClock()).results(answer, List.of(numbers), text -> text);
    }
  }

  @Test
  void eachNumber_getsItsOwnStatus() {
    List<SendResult> results =
        read(
            200,
            answer("E000510", item("+8613900139000", "E200028"), item("+8613800138000", "000000")),
            ADA,
            BOB);

    assertThat(results.get(0)).isAccepted();
    assertThat(results.get(0).orThrow().receipt().providerMessageId()).contains(ID);
    assertThat(results.get(1))
        .isRejected()
        .withReason(FailureReason.TEMPLATE)
        .withCode("E200028")
        .isFinal();
  }

  /** As observed: numbers without their country, status 400, and the code of older pages. */
  @ParameterizedTest
  @CsvSource({"200, E000510", "400, E000510", "200, E200037", "400, E200037"})
  void statusOfANumber_countsWhateverStandsAround(int status, String code) {
    List<SendResult> results =
        read(
            status,
            answer(code, item("13800138000", "000000"), item("13900139000", "E200041")),
            ADA,
            BOB);

    assertThat(results.get(0)).isAccepted();
    assertThat(results.get(1)).isRejected().withReason(FailureReason.THROTTLED).isRetryable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000", "E000510", "E200037", "E000503"})
  void numberOfWhichNothingIsSaid_isUnknown(String code) {
    assertThat(read(200, answer(code, item("+8613800138000", "000000")), ADA, BOB).get(1))
        .isUnknown()
        .withCode(code)
        .textContains("expected a status for each number, but found none for this one");
  }

  @Test
  void successWithoutResult_isUnknown() {
    assertThat(read(200, "{\"code\":\"000000\",\"description\":\"Success\"}", ADA).get(0))
        .isUnknown();
  }

  /** Both say that each number has a status; without one nobody knows. */
  @ParameterizedTest
  @ValueSource(strings = {"E000510", "E200037"})
  void pointerToNumbersThatAreNotThere_isUnknown(String code) {
    assertThat(read(200, "{\"code\":\"" + code + "\"}", ADA).get(0)).isUnknown().withCode(code);
  }

  @Test
  void takenNumberWithoutId_isUnknown() {
    String body =
        "{\"code\":\"000000\",\"result\":[{\"originTo\":\"+8613800138000\",\"status\":\"000000\"}]}";

    assertThat(read(200, body, ADA).get(0)).isUnknown().textContains("without smsMsgId");
  }

  @Test
  void numberToldTwice_isWhatMayHaveHappened() {
    assertThat(
            read(
                    200,
                    answer(
                        "E000510",
                        item("+8613800138000", "000000"),
                        item("13800138000", "E200041")),
                    ADA)
                .get(0))
        .isAccepted();
  }

  @Test
  void refusedCall_isRefusedForAll() {
    assertThat(read(400, "{\"code\":\"E000105\",\"description\":\"bad\"}", ADA, BOB))
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(result)
                    .isRejected()
                    .withReason(FailureReason.AUTHENTICATION)
                    .withCode("E000105")
                    .isFinal());
    assertThat(read(403, "{\"code\":\"E000620\"}", ADA).get(0))
        .isRejected()
        .withReason(FailureReason.AUTHENTICATION);
  }

  @Test
  void systemError_isARefusalBelow500AndUnknownFromThere() {
    String body = "{\"code\":\"E000000\",\"description\":\"System error.\"}";

    assertThat(read(400, body, ADA).get(0)).isRejected().isFinal();
    assertThat(read(500, body, ADA).get(0)).isUnknown().withCode("E000000");
    assertThat(read(503, "{\"code\":\"E999999\"}", ADA).get(0)).isUnknown();
    assertThat(read(503, "{\"code\":\"E000623\"}", ADA).get(0))
        .isRejected()
        .withReason(FailureReason.QUOTA);
  }

  @Test
  void tooManyRequests_areThrottledWhateverTheBody() {
    assertThat(read(429, "{\"code\":\"APIG.0308\"}", ADA).get(0))
        .isRejected()
        .withReason(FailureReason.THROTTLED)
        .isRetryable();
    assertThat(read(429, "slow down", ADA).get(0)).isRejected().isRetryable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html></html>",
        "[]",
        "{\"code\":0}",
        "{\"code\":\"000000\",\"code\":\"E000105\"}",
        "{\"code\":\"000000\",\"result\":[{\"originTo\":\"+861380",
        "{\"code\":\"\"}",
        "{\"code\":null}",
        "{\"code\":\"000000\",\"result\":\"none\"}",
        "{\"code\":\"000000\",\"result\":[1,null,\"x\",{}]}",
        "{\"code\":\"000000\",\"result\":[{\"originTo\":\"+8613800138000\",\"status\":0}]}"
      })
  void answerThatIsNotTheProtocol_isUnknown(String body) {
    assertThat(read(200, body, ADA).get(0)).isUnknown();
  }

  @Test
  void codeThatIsNoWord_reachesNoFailure() {
    assertThat(read(200, "{\"code\":\"13800138000\"}", ADA).get(0))
        .isUnknown()
        .withCode("bad-answer");
    assertThat(read(200, "{\"code\":\"+86 138\\nforged\"}", ADA).get(0))
        .isUnknown()
        .withCode("bad-answer");
  }

  @Test
  void descriptionOfSeveralLines_becomesOne() {
    assertThat(
            read(400, "{\"code\":\"E000503\",\"description\":\"bad\\r\\nERROR forged\"}", ADA)
                .get(0))
        .isRejected()
        .textContains("bad ERROR forged; a parameter has not the form that Huawei wants");
  }

  @Test
  void documentedCode_saysMoreThanTooManyRequests() {
    assertThat(read(429, "{\"code\":\"E000623\"}", ADA).get(0))
        .isRejected()
        .withReason(FailureReason.QUOTA)
        .isFinal();
  }

  /** Somebody else redirects, not Huawei; what a page there says is not a refusal of its. */
  @Test
  void codeOfARedirect_isNotBelieved() {
    assertThat(read(302, "{\"code\":\"E000105\"}", ADA).get(0).failure().orElseThrow().code())
        .isNotEqualTo("E000105");
  }

  @Test
  void numberToldTwice_isUnknown_ifOneTellingIs() {
    String taken = "{\"originTo\":\"13800138000\",\"status\":\"000000\"}";
    String refused = item("+8613800138000", "E200041");

    assertThat(read(200, answer("E000510", taken, refused), ADA).get(0)).isUnknown();
    assertThat(read(200, answer("E000510", refused, taken), ADA).get(0)).isUnknown();
    assertThat(read(200, answer("E000510", taken, item("+8613800138000", "000000")), ADA).get(0))
        .isAccepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\\nb", "号"})
  void idThatIsNone_isUnknown(String id) {
    String body = answer("000000", item("+8613800138000", "000000").replace(ID, id));

    assertThat(read(200, body, ADA).get(0)).isUnknown().textContains("without smsMsgId");
    assertThat(
            read(
                    200,
                    answer("000000", item("+8613800138000", "000000").replace(ID, "i".repeat(257))),
                    ADA)
                .get(0))
        .isUnknown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "E200 041", "E200041\\nforged", "+8613800138000", "13800138000"})
  void statusThatIsNoWord_isUnknown_andNotRepeated(String status) {
    SendResult result = read(200, answer("E000510", item("13800138000", status)), ADA).get(0);

    assertThat(result).isUnknown().withCode("bad-answer").textContains("a number without status");
    assertThat(result.toString()).doesNotContain("13800138000");
  }

  @Test
  void undocumentedStatus_isFinal_andKept() {
    assertThat(read(200, answer("E000510", item("13800138000", "MK:0012")), ADA).get(0))
        .isRejected()
        .withReason(FailureReason.PROTOCOL)
        .withCode("MK:0012")
        .isFinal();
  }
}
