package io.notifyjava.sms.huawei;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.testkit.simulator.HuaweiSmsApi;
import io.notifyjava.testkit.simulator.HuaweiSmsReply;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.simulator.HuaweiVariable;
import io.notifyjava.testkit.wire.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service sees: messages that walk the whole corridor to a strict Huawei and back. */
class HuaweiSmsThroughTheNotifierTest {

  private static final String CAPTCHA = "8ff55eac1d0b478ab3c06c3c6a492300";
  private static final String PARCEL = "9ff55eac1d0b478ab3c06c3c6a492300";

  private final HuaweiSmsSimulator huawei =
      HuaweiSmsSimulator.builder()
          .template(CAPTCHA, HuaweiVariable.CHARDIGIT)
          .universalTemplate(PARCEL, HuaweiVariable.TEXT, HuaweiVariable.CHARDIGIT)
          .sign("华为云")
          .start();
  private final Notifier notifier = notifier("ak-sk");

  private Notifier notifier(String authentication) {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("captcha")
                    .variable("code")
                    .mapping("sms-huawei", SmsMapping.builder().templateId(CAPTCHA)))
            .template(
                SmsTemplate.named("parcel")
                    .variable("count")
                    .variable("place")
                    .mapping(
                        "sms-huawei",
                        SmsMapping.builder()
                            .templateId(PARCEL)
                            .signName("【华为云】")
                            .order("place", "count")
                            .setting("from", "8824110606")
                            .setting("variable-types", "TEXT,CHARDIGIT")))
            .build();
    return Notifier.builder()
        .smsTemplates(templates)
        .configuration(
            Map.ofEntries(
                Map.entry("notify.accounts.sms.type", "sms-huawei"),
                Map.entry("notify.accounts.sms.app-key", huawei.appKey()),
                Map.entry("notify.accounts.sms.app-secret", huawei.appSecret()),
                Map.entry("notify.accounts.sms.from", "8824110605"),
                Map.entry("notify.accounts.sms.authentication", authentication),
                Map.entry("notify.accounts.sms.extend", "correlation-id"),
                Map.entry("notify.accounts.sms.status-callback", "https://app.example/cb?a=b"),
                Map.entry("notify.accounts.sms.base-url", huawei.baseUrl().toString()),
                Map.entry("notify.accounts.sms.allow-plain-http", "true"),
                Map.entry("notify.retry.initial-backoff", "1ms")))
        .build();
  }

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    huawei.close();
  }

  private static SmsMessage.Builder captcha(String number, String code) {
    return SmsMessage.to(number).template("captcha").with("code", code);
  }

  private static SmsMessage parcel(String place) {
    return SmsMessage.to("+8613800138000")
        .template("parcel")
        .with("count", "3")
        .with("place", place)
        .build();
  }

  private String lastBody() {
    return new String(huawei.lastBody(HuaweiSmsApi.SEND), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ak-sk", "wsse-hex", "wsse-raw"})
  void oneMessage_arrives_however_itIsSigned(String authentication) {
    try (Notifier signed = notifier(authentication)) {
      for (int i = 0; i < 20; i++) {
        SendResult result = signed.send(captcha("1380013800" + i % 10, "A" + i).build());

        assertThat(result).isAccepted();
        assertThat(result.orThrow().receipt().providerMessageId().orElseThrow())
            .matches("[0-9a-f-]{36}_[0-9]+");
      }
    }
    assertThat(huawei.counts().accepted()).isEqualTo(20);
    assertThat(huawei.counts().errors()).isEmpty();
  }

  @Test
  void values_goByTheOrderOfTheMapping_withSignChannelCallbackAndMark() {
    assertThat(notifier.send(parcel("人民公园 & Co"))).isAccepted();
    assertThat(lastBody())
        .contains("from=8824110606&")
        .contains(
            "&templateParas=%5B%22%E4%BA%BA%E6%B0%91%E5%85%AC%E5%9B%AD%20%26%20Co%22%2C%223%22%5D")
        .contains("&statusCallback=https%3A%2F%2Fapp.example%2Fcb%3Fa%3Db")
        .endsWith("&signature=%E5%8D%8E%E4%B8%BA%E4%BA%91")
        .doesNotContain("extend");
    assertThat(notifier.send(captcha("13800138000", "1").correlationId("order-17").build()))
        .isAccepted();
    assertThat(lastBody()).contains("from=8824110605&").endsWith("&extend=order-17");
  }

  @Test
  void fiveThousandNumbersWithOneText_takeFewCalls_andEachHasItsResult() {
    huawei.status("+8613810000017", "E200041");
    huawei.status("+8613810004999", "E000632");
    Map<String, SendResult> results =
        batch(
            IntStream.range(0, 5_000)
                .mapToObj(i -> captcha("138" + (10_000_000 + i), "123456").build())
                .toList());

    assertThat(results.values()).filteredOn(SendResult::isAccepted).hasSize(4_998);
    assertThat(results.get("+8613810000017"))
        .isRejected()
        .withReason(FailureReason.THROTTLED)
        .withCode("E200041");
    assertThat(results.get("+8613810004999"))
        .isRejected()
        .withReason(FailureReason.INVALID_RECIPIENT);
    assertThat(huawei.counts().calls(HuaweiSmsApi.SEND)).isBetween(10L, 100L);
    assertThat(huawei.counts().accepted()).isEqualTo(4_998);
    assertThat(huawei.counts().duplicates()).isZero();
  }

  @Test
  void numbersWithTextsOfTheirOwn_shareCallsToo() {
    Map<String, SendResult> results =
        batch(
            IntStream.range(0, 2_000)
                .mapToObj(i -> captcha("138" + (10_000_000 + i), "c" + i).build())
                .toList());

    assertThat(results.values()).hasSize(2_000).allMatch(SendResult::isAccepted);
    assertThat(huawei.counts().calls(HuaweiSmsApi.SEND_DIFFERENT)).isBetween(1L, 100L);
    assertThat(huawei.counts().numbers()).isEqualTo(2_000);
    assertThat(huawei.counts().duplicates()).isZero();
  }

  private Map<String, SendResult> batch(List<SmsMessage> messages) {
    Map<String, SendResult> results = new ConcurrentHashMap<>();
    Batch batch =
        notifier.batch(
            messages,
            BatchOptions.builder()
                .linger(Duration.ofSeconds(5))
                .onResult(
                    item ->
                        results.put(
                            Objects.requireNonNull(item.message()).recipient().value(),
                            item.result()))
                .build());
    batch.join();
    return results;
  }

  /** A call that Huawei refuses because of one message is tried in halves, and nobody twice. */
  @Test
  void messageThatSpoilsACall_isFound_andTheOthersGoOut() {
    huawei
        .onSendDifferent()
        .whenRequest(request -> request.text().contains("SPOILT"))
        .answer(HuaweiSmsReply.error("E000503"));
    huawei
        .onSend()
        .whenRequest(request -> request.text().contains("SPOILT"))
        .answer(HuaweiSmsReply.error("E000503"));
    Map<String, SendResult> results =
        batch(
            IntStream.range(0, 100)
                .mapToObj(
                    i -> captcha("138" + (10_000_000 + i), i == 37 ? "SPOILT" : "c" + i).build())
                .toList());

    assertThat(results.values()).filteredOn(SendResult::isAccepted).hasSize(99);
    assertThat(results.get("+8613810000037")).isRejected().withCode("E000503").isFinal();
    assertThat(huawei.counts().accepted()).isEqualTo(99);
    assertThat(huawei.counts().duplicates()).isZero();
  }

  @Test
  void lostAnswer_isUnknown_andNotResent() {
    huawei.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(captcha("13800138000", "123456").idempotencyKey("k").build()))
        .isUnknown()
        .hasAttempts(1);
    assertThat(huawei.counts().accepted()).isEqualTo(1);
  }

  @Test
  void badInput_isRejectedWithoutACall() {
    assertThat(notifier.send(captcha("13800138000", " ").build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE);
    assertThat(notifier.send(parcel("192.168.0.1")))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("a value of type TEXT must hold none of");
    assertThat(notifier.send(captcha("13800138000", "1").template("captchas").build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE);
    assertThat(notifier.send(captcha("13800138000", "1").extendCode("12").build()))
        .isRejected()
        .textContains("extendCode: Huawei adds no digits to a channel's number");
    assertThat(huawei.counts().connections()).isZero();
  }

  @Test
  void wrongSecret_saysWhatToCheck() {
    try (Notifier wrong =
        Notifier.builder()
            .smsTemplates(HuaweiFixture.TEMPLATES)
            .provider(
                "sms",
                HuaweiSms.account()
                    .appKey(huawei.appKey())
                    .appSecret("another")
                    .baseUrl(huawei.baseUrl().toString())
                    .allowPlainHttp(true)
                    .build())
            .build()) {
      assertThat(wrong.send(captcha("13800138000", "123456").build()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("E000045")
          .textContains("check app-secret")
          .hasAttempts(1);
    }
  }

  @Test
  void explain_showsTheRequestAndNoSecret() {
    assertThat(notifier.explain(captcha("13800138000", "123456").build()).toString())
        .contains("/sms/batchSendSms/v1")
        .doesNotContain(huawei.appSecret());
    assertThat(huawei.counts().connections()).isZero();
  }
}
