package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both calls take and refuse, and what is counted. */
class HuaweiSmsCallsTest extends HuaweiSmsTestBase {

  private String with(String field, String value) {
    Map<String, String> fields = HuaweiSmsClient.fields(ADA);
    fields.put(field, value);
    return code(client.send(fields));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "+86138" + (10_000_000 + i))
        .collect(Collectors.joining(","));
  }

  @Test
  void goodCall_isAnsweredInTheDocumentedForm() {
    JsonNode reply = client.send(HuaweiSmsClient.fields(ADA + ",13900139000"));

    assertThat(code(reply)).isEqualTo("000000");
    assertThat(reply.path("description").asText()).isEqualTo("Success");
    JsonNode item = reply.path("result").get(0);
    assertThat(item.path("originTo").asText()).isEqualTo(ADA);
    assertThat(item.path("createTime").asText()).isEqualTo("2024-01-02T03:04:05Z");
    assertThat(item.path("from").asText()).isEqualTo("8824110605");
    assertThat(item.path("total").asInt()).isEqualTo(1);
    assertThat(item.path("countryId").asText()).isEqualTo("CN");
    assertThat(item.path("smsMsgId").asText()).matches("[0-9a-f-]{36}_1");
    assertThat(reply.path("result").get(1).path("originTo").asText()).isEqualTo("13900139000");
    assertThat(huawei.counts().accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+86 13800138000",
        "+8613800138000, +8613900139000",
        "+8613800138000;+8613900139000",
        "138-0013-8000",
        "１３８００１３８０００",
        "+8613800138000,",
        ",+8613800138000",
        "+8613800138000,,+8613900139000",
        "++8613800138000",
        "+",
        "",
        "+123456789012345678901"
      })
  void oneBadCharacterInTheList_refusesTheWholeCall(String to) {
    assertThat(with("to", to)).isEqualTo("E000503");
    assertThat(huawei.counts().accepted()).isZero();
  }

  @Test
  void plusThatIsNotEscaped_isABlank() {
    String body = HuaweiSmsClient.form(HuaweiSmsClient.fields(ADA));

    assertThat(code(client.send(body.replace("%2B86", "+86")))).isEqualTo("E000503");
  }

  @Test
  void fiveHundredNumbers_andNoMore() {
    assertThat(with("to", numbers(500))).isEqualTo("000000");
    JsonNode reply = client.send(HuaweiSmsClient.fields(numbers(501)));
    assertThat(code(reply)).isEqualTo("E000510");
    assertThat(statuses(reply)).hasSize(501).containsOnly("E200015");
    assertThat(with("to", numbers(1_600))).isEqualTo("E000503");
    assertThat(huawei.counts().accepted()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from | ''",
        "from | 1234567890123456789012",
        "templateId | ''",
        "templateId | 123456789012345678901234567890123",
        "extend | ''",
        "extend | {order}",
        "statusCallback | ftp://app.example/cb",
        "statusCallback | app.example",
        "signature | 【华为】"
      })
  void parameterInAnotherForm_isRefused(String field, String value) {
    assertThat(with(field, value)).isEqualTo("E000503");
  }

  @Test
  void limitsOfExtras_areKept() {
    assertThat(with("extend", "e".repeat(128))).isEqualTo("000000");
    assertThat(with("extend", "e".repeat(129))).isEqualTo("E000503");
    assertThat(with("statusCallback", ""))
        .as("as the vendor's samples send it")
        .isEqualTo("000000");
    assertThat(with("statusCallback", "https://a.b/" + "c".repeat(1_013))).isEqualTo("E000503");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"123456", "[123456]", "{\"1\":\"123456\"}", "[\"123456\"", "[null]", "\"a\""})
  void valuesThatAreNoListOfTexts_areASystemError(String values) {
    assertThat(with("templateParas", values)).isEqualTo("E000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=1&to=%2B8613800138000&templateId=t&templateParas=[\"1\"]",
        "from=1&to=%2B8613800138000&templateId=t&templateParas=%5B%22中%22%5D",
        "from=1&to=%2B8613800138000&templateId=t&templateParas=%5B%22%D6%D0%22%5D",
        "from=1&from=2&to=%2B8613800138000&templateId=t",
        "from=1&to=%2B8613800138000&templateId=t&",
        "from=1&to=%2G8613800138000&templateId=t",
        "{\"from\":\"1\",\"to\":\"+8613800138000\",\"templateId\":\"t\"}"
      })
  void bodyThatIsNoForm_isASystemError(String body) {
    assertThat(code(client.send(body))).isEqualTo("E000000");
  }

  @Test
  void otherContentTypes_areRefused() {
    String body = HuaweiSmsClient.form(HuaweiSmsClient.fields(ADA));
    for (String type :
        List.of(
            "application/json", "text/plain", "application/x-www-form-urlencoded;charset=gbk")) {
      assertThat(
              code(
                  client.call(
                      "/sms/batchSendSms/v1",
                      type,
                      body,
                      HuaweiSmsClient.AUTHORIZATION,
                      client.wsse())))
          .as(type)
          .isEqualTo("E000040");
    }
  }

  @Test
  void severalTexts_areReal_lists() {
    String content = "{\"to\":[\"%s\"],\"templateId\":\"t\",\"templateParas\":%s}";
    String body = "{\"from\":\"88\",\"smsContent\":[%s,%s]}";

    assertThat(
            statuses(
                client.sendDifferent(
                    body.formatted(
                        content.formatted(ADA, "[\"1\"]"), content.formatted(BOB, "[\"2\"]")))))
        .containsExactly("000000", "000000");
    assertThat(
            code(
                client.sendDifferent(
                    "{\"from\":\"88\",\"smsContent\":[%s]}"
                        .formatted(content.formatted(ADA, "\"[\\\"1\\\"]\"")))))
        .isEqualTo("E000000");
    assertThat(code(client.sendDifferent("{\"from\":\"88\",\"smsContent\":[]}")))
        .isEqualTo("E000503");
    assertThat(code(client.sendDifferent("{\"smsContent\":[]}"))).isEqualTo("E000503");
    assertThat(code(client.sendDifferent("[]"))).isEqualTo("E000000");
    assertThat(
            code(
                client.sendDifferent(
                    "{\"from\":\"88\",\"smsContent\":[{\"to\":\"+8613800138000\",\"templateId\":\"t\"}]}")))
        .isEqualTo("E000000");
  }

  @Test
  void templatesSignsAndValues_areJudgedOnceTheyAreNamed() {
    start(
        HuaweiSmsSimulator.builder()
            .template("t1", HuaweiVariable.PHONE, HuaweiVariable.TEXT)
            .universalTemplate("t2")
            .sign("华为"));

    assertThat(status("t1", "[\"123456789012345\",\"Park Gate\"]")).isEqualTo("000000");
    assertThat(status("t1", "[\"1234567890123456\",\"Park\"]")).isEqualTo("E200028");
    assertThat(status("t1", "[\"1\",\"192.168.0.1\"]")).isEqualTo("E200028");
    assertThat(status("t1", "[\"1\",\"\"]")).isEqualTo("E200028");
    assertThat(status("t1", "[\"1\"]")).isEqualTo("E200028");
    assertThat(status("t1", "")).isEqualTo("E200028");
    assertThat(status("t9", "[\"1\"]")).isEqualTo("E200030");
    Map<String, String> fields = HuaweiSmsClient.fields(ADA);
    fields.put("templateId", "t2");
    fields.remove("templateParas");
    assertThat(code(client.send(fields))).as("no sign").isEqualTo("E000503");
    fields.put("signature", "别人");
    assertThat(code(client.send(fields))).as("foreign sign").isEqualTo("E000503");
    fields.put("signature", "华为");
    assertThat(code(client.send(fields))).isEqualTo("000000");
  }

  private String status(String templateId, String values) {
    Map<String, String> fields = HuaweiSmsClient.fields(ADA);
    fields.put("templateId", templateId);
    fields.put("templateParas", values);
    return statuses(client.send(fields)).get(0);
  }

  @Test
  void sameTextToANumber_isTakenTwiceAMinuteAndFiveTimesAnHour() {
    assertThat(again()).isEqualTo("000000");
    assertThat(again()).isEqualTo("000000");
    assertThat(again()).isEqualTo("E200041");
    assertThat(with("templateParas", "[\"another\"]")).isEqualTo("000000");
    time.pass(Duration.ofSeconds(60));
    assertThat(again()).isEqualTo("000000");
    assertThat(again()).isEqualTo("000000");
    time.pass(Duration.ofSeconds(60));
    assertThat(again()).isEqualTo("000000");
    assertThat(again()).as("the sixth in an hour").isEqualTo("E200041");
    time.pass(Duration.ofHours(1));
    assertThat(again()).isEqualTo("000000");
    assertThat(huawei.counts().duplicates()).isEqualTo(5);
    assertThat(huawei.counts().numbers()).isEqualTo(1);
    assertThat(huawei.counts().errors("E200041")).isEqualTo(2);
  }

  private String again() {
    return statuses(client.send(HuaweiSmsClient.fields(ADA))).get(0);
  }

  @Test
  void numberWithAStatus_isToldApart_howeverItIsWritten() {
    huawei.status("13900139000", "E200041");
    JsonNode reply = client.send(HuaweiSmsClient.fields(ADA + "," + BOB));

    assertThat(code(reply)).isEqualTo("E000510");
    assertThat(statuses(reply)).containsExactly("000000", "E200041");
    assertThat(huawei.counts().accepted()).isEqualTo(1);
    assertThat(huawei.counts().refused()).isEqualTo(1);
    huawei.status(BOB, "000000");
    assertThat(code(client.send(HuaweiSmsClient.fields(BOB)))).isEqualTo("000000");
  }

  @Test
  void scripts_standInForTheService_andAreCounted() {
    huawei
        .onSend()
        .first(1)
        .answer(HuaweiSmsReply.error("E000623"))
        .then()
        .once()
        .answer(HuaweiSmsReply.numbers(Map.of(ADA, "E200030")))
        .then()
        .once()
        .fault(Fault.EMPTY_BODY);
    Map<String, String> fields = HuaweiSmsClient.fields(ADA);

    assertThat(code(client.send(fields))).isEqualTo("E000623");
    assertThat(statuses(client.send(fields))).containsExactly("E200030");
    assertThat(client.send(fields).isMissingNode()).isTrue();
    huawei.onAny().to(BOB).once().answer(HuaweiSmsReply.error("E999999", "new").withStatus(503));
    assertThat(code(client.send(fields))).isEqualTo("000000");
    assertThat(code(client.send(HuaweiSmsClient.fields(BOB)))).isEqualTo("E999999");
    assertThat(huawei.counts().errors())
        .isEqualTo(Map.of("E000623", 1L, "E000510", 1L, "E200030", 1L, "E999999", 1L));
    assertThat(huawei.counts().calls(HuaweiSmsApi.SEND)).isEqualTo(5);
    huawei.reset();
    assertThat(huawei.counts().calls()).isEmpty();
    assertThat(huawei.counts().errors()).isEmpty();
  }

  @Test
  void each_number_can_be_asked_for_how_many_messages_it_was_sent() throws Exception {
    client.send(HuaweiSmsClient.fields(ADA + "," + BOB));
    client.send(HuaweiSmsClient.fields(BOB));

    assertThat(huawei.accepted(ADA)).isEqualTo(1);
    assertThat(huawei.accepted(BOB)).isEqualTo(2);
    assertThat(huawei.accepted(BOB.substring("+86".length()))).as("without +86").isEqualTo(2);
    assertThat(huawei.accepted("+8613900000000")).isZero();

    huawei.reset();
    assertThat(huawei.accepted(BOB)).isZero();
  }

  /** 2,000 calls of 500 numbers would take long here; the ledger is what grows. */
  @Test
  void aMillionNumbers_takeLessThanAHundredBytesEach() {
    HuaweiSmsLedger ledger = new HuaweiSmsLedger(time::ticker, true, true);
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    for (int i = 0; i < 1_000_000; i++) {
      ledger.take("+86138" + (10_000_000 + i), 7);
    }
    runtime.gc();
    long used = runtime.totalMemory() - runtime.freeMemory() - before;

    assertThat(ledger.accepted.sum()).isEqualTo(1_000_000);
    assertThat(ledger.numbers()).isEqualTo(1_000_000);
    assertThat(ledger.duplicates.sum()).isZero();
    assertThat(used).isLessThan(130_000_000);
  }
}
