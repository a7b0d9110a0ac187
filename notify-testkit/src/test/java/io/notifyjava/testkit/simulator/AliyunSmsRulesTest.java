package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.simulator.AliyunSmsClient.Answer;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message must be, and what is told of it afterwards. */
class AliyunSmsRulesTest {

  /** 11:04:05 in China. */
  private final MovingTime time = new MovingTime(Instant.parse("2026-01-02T03:04:05Z"));

  private final AliyunSmsSimulator aliyun =
      AliyunSmsSimulator.builder()
          .clock(time)
          .ticker(time::ticker)
          .sign("衣云")
          .sign("衣云2")
          .template("SMS_1", "开会")
          .template("SMS_2", "${where}见，${when}")
          .codeTemplate("SMS_3", "您的验证码为${code}")
          .start();
  private final AliyunSmsClient client = new AliyunSmsClient(aliyun, "2026-01-02T03:04:05Z");

  @AfterEach
  void close() {
    aliyun.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13800138000",
        "+8613800138000",
        "8613800138000",
        "008613800138000",
        "+13800138000",
        "85260000000",
        "13800138000,13900139000"
      })
  void number_isTaken(String numbers) {
    assertThat(client.send("PhoneNumbers", numbers).code()).isEqualTo("OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12800138000",
        "1380013800",
        "138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        "13800138000,",
        "13800138000, 13900139000",
        "13800138000,x",
        "+86",
        "8612345678901"
      })
  void oneNumberThatIsNone_failsTheWholeCall(String numbers) {
    Answer answer = client.send("PhoneNumbers", numbers);

    assertThat(answer.code()).isEqualTo("isv.MOBILE_NUMBER_ILLEGAL");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(aliyun.counts().accepted()).isZero();
  }

  @Test
  void poisonedNumber_failsTheWholeCall() {
    aliyun.poison("+8613900139000", "isv.CUSTOMER_REFUSED");

    assertThat(client.send("PhoneNumbers", "13800138000,13900139000").code())
        .isEqualTo("isv.CUSTOMER_REFUSED");
    assertThat(client.send().code()).isEqualTo("OK");
    assertThat(aliyun.counts().errors("isv.CUSTOMER_REFUSED")).isEqualTo(1);
  }

  @Test
  void thousandNumbers_areTheMost() {
    assertThat(client.send("PhoneNumbers", numbers(1000)).code()).isEqualTo("OK");
    assertThat(client.send("PhoneNumbers", numbers(1001)).code())
        .isEqualTo("isv.MOBILE_COUNT_OVER_LIMIT");
    assertThat(aliyun.counts().accepted()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SignName | 【衣云】 | isv.SMS_SIGNATURE_ILLEGAL",
        "SignName | 别人 | isv.SMS_SIGNATURE_ILLEGAL",
        "TemplateCode | SMS_9 | isv.SMS_TEMPLATE_ILLEGAL",
        "PhoneNumbers | '' | MissingParameter",
        "SmsUpExtendCode | 12a | isv.EXTEND_CODE_ERROR",
        "SmsUpExtendCode | 12345678 | isv.EXTEND_CODE_ERROR",
      })
  void parameter_isRefused(String name, String value, String code) {
    assertThat(client.send(name, value).code()).isEqualTo(code);
  }

  @Test
  void extendCode_belongsToOneSign() {
    assertThat(client.send("SmsUpExtendCode", "7").code()).isEqualTo("OK");
    assertThat(client.send("SmsUpExtendCode", "7", "SignName", "衣云2").code())
        .isEqualTo("isv.EXTEND_CODE_ERROR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SMS_2 | {\"where\":\"a\",\"when\":\"b\"} | OK",
        "SMS_2 | {\"where\":\"a\",\"when\":\"b\",\"more\":\"c\"} | OK",
        "SMS_2 | {\"where\":\"a\"} | isv.TEMPLATE_MISSING_PARAMETERS",
        "SMS_2 | {\"where\":\"a\",\"when\":\" \"} | isv.TEMPLATE_MISSING_PARAMETERS",
        "SMS_2 | {\"where\":\"a\",\"when\":7} | isv.INVALID_JSON_PARAM",
        "SMS_2 | [\"a\",\"b\"] | isv.INVALID_JSON_PARAM",
        "SMS_2 | {\"where\":\"a\", | isv.INVALID_JSON_PARAM",
        "SMS_2 | {\"where\":\"a\",\"when\":\"b\"} x | isv.INVALID_JSON_PARAM",
        "SMS_2 | {\"where\":\"https://a.b\",\"when\":\"b\"} | isv.PARAM_NOT_SUPPORT_URL",
        "SMS_2 | {\"where\":\"10.0.0.1\",\"when\":\"b\"} | isv.PARAM_NOT_SUPPORT_URL",
        "SMS_2 | {\"where\":\"example.com\",\"when\":\"b\"} | isv.PARAM_NOT_SUPPORT_URL",
        "SMS_2 | {\"where\":\"123456789012345678901234567890123456\",\"when\":\"b\"} |"
            + " isv.PARAM_LENGTH_LIMIT",
        "SMS_3 | {\"code\":\"1234\"} | OK",
        "SMS_3 | {\"code\":\"a1b2c3\"} | OK",
        "SMS_3 | {\"code\":\"12\"} | isv.INVALID_PARAMETERS",
        "SMS_3 | {\"code\":\"12-34\"} | isv.INVALID_PARAMETERS",
      })
  void values_areJudged(String template, String values, String code) {
    assertThat(client.send("TemplateCode", template, "TemplateParam", values).code())
        .isEqualTo(code);
  }

  @Test
  void rawLineBreakInAValue_isNoJson() {
    assertThat(
            client
                .send(
                    "TemplateCode", "SMS_2", "TemplateParam", "{\"where\":\"a\nb\",\"when\":\"\"}")
                .code())
        .isEqualTo("isv.INVALID_JSON_PARAM");
  }

  @Test
  void codes_areOneAMinuteFiveAnHourAndTenADay() {
    assertThat(code("2026-01-02T03:04:05Z")).isEqualTo("触发分钟级流控Permits:1 after 1");
    for (int minute = 0; minute < 4; minute++) {
      time.pass(Duration.ofMinutes(1));
      assertThat(code(time.instant().toString())).endsWith("after 1");
    }
    time.pass(Duration.ofMinutes(1));
    assertThat(code(time.instant().toString())).isEqualTo("触发小时级流控Permits:5 after 0");
    time.pass(Duration.ofHours(1));
    for (int minute = 0; minute < 5; minute++) {
      time.pass(Duration.ofMinutes(1));
      assertThat(code(time.instant().toString())).endsWith("after 1");
    }
    time.pass(Duration.ofHours(2));
    assertThat(code(time.instant().toString())).isEqualTo("触发天级流控Permits:10 after 0");
  }

  /** How many codes go out at once, and what the next one is told. */
  private String code(String now) {
    client.timestamp = now;
    int sent = 0;
    while (true) {
      Answer answer = client.send("TemplateCode", "SMS_3", "TemplateParam", "{\"code\":\"1234\"}");
      if (!answer.code().equals("OK")) {
        return answer.body().path("Message").asText() + " after " + sent;
      }
      sent++;
    }
  }

  @Test
  void oneNumberThatHadTooMuch_failsTheWholeCallAndCountsNothing() {
    client.send("TemplateCode", "SMS_3", "TemplateParam", "{\"code\":\"1234\"}");
    Answer both =
        client.send(
            "TemplateCode",
            "SMS_3",
            "TemplateParam",
            "{\"code\":\"1234\"}",
            "PhoneNumbers",
            "13900139000,13800138000");
    assertThat(both.code()).isEqualTo("isv.BUSINESS_LIMIT_CONTROL");

    assertThat(
            client
                .send(
                    "TemplateCode",
                    "SMS_3",
                    "TemplateParam",
                    "{\"code\":\"1234\"}",
                    "PhoneNumbers",
                    "13900139000")
                .code())
        .isEqualTo("OK");
  }

  @Test
  void batch_takesAHundredOfEqualLength() {
    assertThat(batch(100, 100, 100).code()).isEqualTo("OK");
    assertThat(batch(101, 101, 101).code()).isEqualTo("isv.MOBILE_COUNT_OVER_LIMIT");
    assertThat(batch(2, 1, 2).code()).isEqualTo("isv.INVALID_JSON_PARAM");
    assertThat(batch(2, 2, 1).code()).isEqualTo("isv.INVALID_JSON_PARAM");
    assertThat(aliyun.counts().accepted()).isEqualTo(100);
  }

  private Answer batch(int numbers, int signs, int values) {
    return client.v1(
        "SendBatchSms",
        Map.of(
            "PhoneNumberJson",
            list(numbers, "\"139%08d\""),
            "SignNameJson",
            list(signs, "\"衣云\""),
            "TemplateCode",
            "SMS_2",
            "TemplateParamJson",
            list(values, "{\"where\":\"a%d\",\"when\":\"b\"}")));
  }

  private static String list(int count, String one) {
    return IntStream.range(0, count)
        .mapToObj(i -> one.formatted(i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj("139%08d"::formatted)
        .collect(Collectors.joining(","));
  }

  @Test
  void details_tellWhatANumberWasSentOnADay() {
    client.send("OutId", "order-1");
    client.send(
        "OutId",
        "order-2",
        "TemplateCode",
        "SMS_2",
        "TemplateParam",
        "{\"where\":\"a\",\"when\":\"b\"}");
    JsonNode found = query("13800138000", "20260102", "1", "1").body();

    assertThat(found.path("TotalCount").asText()).isEqualTo("2");
    JsonNode row = found.at("/SmsSendDetailDTOs/SmsSendDetailDTO/0");
    assertThat(row.path("OutId").asText()).isEqualTo("order-2");
    assertThat(row.path("SendDate").asText()).isEqualTo("2026-01-02 11:04:05");
    assertThat(query("13800138000", "20260102", "1", "2").body().toString()).contains("order-1");
    assertThat(query("13800138000", "20260101", "50", "1").body().toString())
        .doesNotContain("order");
  }

  @ParameterizedTest
  @CsvSource({
    "20251201, 50, 1, isv.INVALID_PARAMETERS",
    "2026-01-02, 50, 1, isv.INVALID_PARAMETERS",
    "20260102, 51, 1, isv.INVALID_PARAMETERS",
    "20260102, 50, 0, isv.INVALID_PARAMETERS",
    "20260102, '', 1, MissingParameter",
    "20260102, 50, 1, OK",
  })
  void query_isJudged(String date, String size, String page, String code) {
    assertThat(query("13800138000", date, size, page).code()).isEqualTo(code);
  }

  private Answer query(String number, String date, String size, String page) {
    return client.v1(
        "QuerySendDetails",
        Map.of("PhoneNumber", number, "SendDate", date, "PageSize", size, "CurrentPage", page));
  }

  @Test
  void duplicates_areCountedByNumberAndContent() {
    client.send();
    client.send();
    client.send("PhoneNumbers", "13900139000");

    assertThat(aliyun.counts().accepted()).isEqualTo(3);
    assertThat(aliyun.counts().duplicates()).isEqualTo(1);
    assertThat(aliyun.accepted("+8613800138000")).isEqualTo(2);
    assertThat(aliyun.counts().sendCalls()).isEqualTo(3);
  }

  @Test
  void scripts_tellStories() {
    aliyun
        .onSend()
        .first(2)
        .answer(AliyunSmsReply.error("isp.SYSTEM_ERROR"))
        .then()
        .to("13800138000")
        .once()
        .answer(AliyunSmsReply.hourLimit());

    assertThat(client.send().code()).isEqualTo("isp.SYSTEM_ERROR");
    assertThat(client.send().code()).isEqualTo("isp.SYSTEM_ERROR");
    assertThat(client.send("PhoneNumbers", "13900139000").code()).isEqualTo("OK");
    assertThat(client.send().body().path("Message").asText()).contains("小时级");
    assertThat(client.send().code()).isEqualTo("OK");
  }

  @Test
  void brokenAnswer_isOneOfASuccess() {
    aliyun.onSend().once().fault(Fault.RESET_AFTER_REQUEST);

    org.assertj.core.api.Assertions.assertThatThrownBy(client::send)
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(aliyun.counts().accepted()).isZero();
  }

  @Test
  void reset_forgetsEverything() {
    aliyun.poison("13800138000", "isv.CUSTOMER_REFUSED");
    aliyun.disable(aliyun.accessKeyId());
    client.send();
    aliyun.reset();

    assertThat(client.send().code()).isEqualTo("OK");
    assertThat(aliyun.counts().errors()).isEmpty();
    assertThat(aliyun.counts().sendCalls()).isEqualTo(1);
  }
}
