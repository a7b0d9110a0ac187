package io.notifyjava.sms.aliyun;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsReply;
import io.notifyjava.testkit.wire.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCallsTest {

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void rebuild(Bench other) {
    bench.close();
    bench = other;
  }

  @Test
  void thousandWithEqualValues_goInOneCall() {
    List<SendResult> results = bench.sendAll(Texts.same(1000));

    assertThat(results).hasSize(1000).allMatch(SendResult::isAccepted);
    assertThat(bench.aliyun.counts().calls(AliyunSmsApi.SEND)).isEqualTo(1);
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
    assertEachGotOne(1000);
  }

  @Test
  void differentValues_goInCallsOfAHundred() {
    List<SendResult> results = bench.sendAll(Texts.different(250));

    assertThat(results).hasSize(250).allMatch(SendResult::isAccepted);
    assertThat(bench.aliyun.counts().calls(AliyunSmsApi.SEND_BATCH)).isEqualTo(3);
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(3);
    assertEachGotOne(250);
  }

  @Test
  void mixedValues_goByWhatEachCallCarries() {
    List<SmsMessage> mixed = new ArrayList<>(Texts.same(150));
    for (int i = 150; i < 180; i++) {
      mixed.add(i % 31, Texts.moved(Texts.phone(i), "Hall " + i));
    }
    List<SendResult> results = bench.sendAll(mixed);

    assertThat(results).hasSize(180).allMatch(SendResult::isAccepted);
    assertThat(bench.aliyun.counts().calls(AliyunSmsApi.SEND)).isEqualTo(1);
    assertThat(bench.aliyun.counts().calls(AliyunSmsApi.SEND_BATCH)).isEqualTo(1);
    assertEachGotOne(180);
  }

  @Test
  void eachOfDifferentValues_reachesItsOwnNumber() {
    bench.sendAll(
        List.of(
            Texts.moved("+8613800000001", "Hall 1"),
            Texts.moved("+85260000000", "Hall 2").toBuilder().build()));
    String body =
        new String(bench.aliyun.lastBody(AliyunSmsApi.SEND_BATCH), StandardCharsets.UTF_8);

    assertThat(URLDecoder.decode(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "OutId="
                + OutIds.of(List.of("message-1", "message-2"))
                + "&PhoneNumberJson=[\"13800000001\",\"85260000000\"]"
                + "&SignNameJson=[\"衣云\",\"衣云\"]&TemplateCode=SMS_1000002&TemplateParamJson="
                + "[{\"where\":\"Hall 1\",\"when\":\"9:30\"},{\"where\":\"Hall 2\",\"when\":\"9:30\"}]");
  }

  @Test
  void numberThatPoisonsACall_isFoundAndTheOthersGoOutOnce() {
    bench.aliyun.poison(Texts.phone(777), "isv.MOBILE_NUMBER_ILLEGAL");
    List<SendResult> results = bench.sendAll(Texts.same(1000));

    assertOnlyRefused(results, Set.of(777), FailureReason.INVALID_RECIPIENT);
    assertThat(bench.aliyun.counts().sendCalls()).isLessThanOrEqualTo(21);
  }

  @Test
  void severalPoisonedNumbers_areFoundEachForItsOwnReason() {
    bench.aliyun.poison(Texts.phone(0), "isv.CUSTOMER_REFUSED");
    bench.aliyun.poison(Texts.phone(499), "isv.CUSTOMER_REFUSED");
    bench.aliyun.poison(Texts.phone(999), "isv.CUSTOMER_REFUSED");
    List<SendResult> results = bench.sendAll(Texts.same(1000));

    assertOnlyRefused(results, Set.of(0, 499, 999), FailureReason.RECIPIENT_REFUSED);
  }

  @Test
  void valuesThatPoisonACall_areFoundToo() {
    rebuild(new Bench(simulator -> simulator, account -> account.maxValueLength(0)));
    List<SmsMessage> messages = new ArrayList<>(Texts.different(100));
    messages.set(42, Texts.moved(Texts.phone(42), "https://example.com"));
    List<SendResult> results = bench.sendAll(messages);

    assertOnlyRefused(results, Set.of(42), FailureReason.TEMPLATE);
  }

  @Test
  void valuesThatAreTheSameForAll_areNotTriedAgainInHalves() {
    bench.aliyun.onSend().answer(AliyunSmsReply.error("isv.PARAM_NOT_SUPPORT_URL"));

    assertThat(bench.sendAll(Texts.same(100)))
        .allSatisfy(result -> assertThat(result).isRejected().isFinal());
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
  }

  @Test
  void numberThatHeardTooMuch_waitsAloneForItsTime() {
    rebuild(
        new Bench(
            simulator ->
                simulator
                    .codeTemplate("SMS_1000001", "您的验证码为${code}")
                    .template("SMS_1000002", "${where} ${when}"),
            account -> {}));
    assertThat(bench.send(Texts.captcha(Texts.phone(3)))).isAccepted();
    List<SmsMessage> captchas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      captchas.add(Texts.captcha(Texts.phone(i)));
    }
    List<SendResult> results = bench.sendAll(captchas);

    for (int i = 0; i < 8; i++) {
      if (i == 3) {
        assertThat(results.get(i)).isRejected().isRetryable().withReason(FailureReason.THROTTLED);
        assertThat(results.get(i).failure().orElseThrow().retryAfter())
            .contains(Duration.ofMinutes(1));
      } else {
        assertThat(results.get(i)).isAccepted();
      }
    }
  }

  @Test
  void refusalOfEverybody_endsAfterFortyCalls() {
    bench.aliyun.onSend().answer(AliyunSmsReply.error("isv.BLACK_KEY_CONTROL_LIMIT"));
    List<SendResult> results = bench.sendAll(Texts.same(1000));

    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(40);
    assertThat(results).noneMatch(SendResult::isAccepted);
    assertThat(results.get(0)).isRejected().isFinal();
    assertThat(results.get(999)).isRejected().isRetryable().withReason(FailureReason.TIMEOUT);
    assertThat(results.get(999).failure().orElseThrow().text()).contains("nothing was sent to it");
  }

  @Test
  void refusalOfTheWholeAccount_isNotTriedAgainInHalves() {
    bench.aliyun.onSend().answer(AliyunSmsReply.error("isv.AMOUNT_NOT_ENOUGH"));

    assertThat(bench.sendAll(Texts.same(100)))
        .allSatisfy(result -> assertThat(result).isRejected().withReason(FailureReason.QUOTA));
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
  }

  @Test
  void halfThatWasTakenWithoutAnAnswer_isUnknownAndSentToNobodyAgain() {
    bench.aliyun.poison(Texts.phone(0), "isv.MOBILE_NUMBER_ILLEGAL");
    // The first call is refused, then halves of the left half; the right one is last.
    bench.aliyun.onSend().to("13900000007").after(1).once().actThen(Fault.RESET_AFTER_REQUEST);
    List<SendResult> results = bench.sendAll(Texts.same(8));

    assertThat(results.get(0)).isRejected();
    assertThat(results.subList(1, 4)).allMatch(SendResult::isAccepted);
    assertThat(results.subList(4, 8)).allSatisfy(result -> assertThat(result).isUnknown());
    for (int i = 1; i < 8; i++) {
      assertThat(bench.aliyun.accepted(Texts.phone(i))).isEqualTo(1);
    }
    assertThat(bench.aliyun.counts().duplicates()).isZero();
  }

  @Test
  void messagesOfALostCall_areSettledByTheIdOfTheirCall() {
    bench.aliyun.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);
    List<SmsMessage> messages = Texts.same(3);
    List<SendResult> results = bench.sendAll(messages);

    assertThat(results).allSatisfy(result -> assertThat(result).isUnknown());
    for (SmsMessage message : messages) {
      assertThat(bench.provider.settle(message, bench.context(Duration.ofSeconds(5))))
          .hasValueSatisfying(result -> assertThat(result).isAccepted());
    }
    assertThat(bench.provider.settle(Texts.same(1).get(0), bench.context(Duration.ofSeconds(5))))
        .as("an equal message that is another one")
        .isEmpty();
  }

  @Test
  void whenTimeIsOver_therestIsCertainlyNotSent() {
    bench.aliyun.onSend().delay(Duration.ofMillis(400));
    List<SendResult> results = bench.sendAll(Texts.different(300), Duration.ofMillis(600));

    assertThat(results.subList(0, 100)).allMatch(SendResult::isAccepted);
    assertThat(results.subList(100, 200)).allSatisfy(result -> assertThat(result).isUnknown());
    assertThat(results.subList(200, 300))
        .allSatisfy(
            result ->
                assertThat(result).isRejected().isRetryable().withReason(FailureReason.TIMEOUT));
  }

  @Test
  void withoutSplitting_aRefusedCallIsUnknownForAll() {
    rebuild(new Bench(account -> account.splitRefusedCalls(false)));
    bench.aliyun.poison(Texts.phone(1), "isv.MOBILE_NUMBER_ILLEGAL");

    assertThat(bench.sendAll(Texts.same(4)))
        .allSatisfy(result -> assertThat(result).isUnknown().withReason(FailureReason.PROTOCOL));
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
    assertThat(bench.send(Texts.same(2).get(1))).isRejected();
  }

  @Test
  void bulkKey_standsForTemplateSignAndExtendCode() {
    Object key = bench.provider.bulkKey(Texts.moved(Texts.phone(1), "Hall 1")).orElseThrow();

    assertThat(bench.provider.bulkKey(Texts.moved(Texts.phone(2), "Hall 2"))).contains(key);
    assertThat(bench.provider.bulkKey(Texts.captcha()).orElseThrow()).isNotEqualTo(key);
    assertThat(
            bench.provider.bulkKey(
                Texts.moved(Texts.phone(2), "Hall 2").toBuilder().extendCode("1").build()))
        .isPresent()
        .isNotEqualTo(Optional.of(key));
    assertThat(key.toString()).doesNotContain("Hall");
  }

  @Test
  void withAMaximumOfOne_noCallIsShared() {
    rebuild(new Bench(account -> account.maxBulk(1)));

    assertThat(bench.provider.bulkKey(Texts.captcha())).isEmpty();
    assertThat(bench.provider.capabilities().of(Texts.captcha()).map(Support::maxBulk)).contains(1);
  }

  private void assertOnlyRefused(
      List<SendResult> results, Set<Integer> refused, FailureReason reason) {
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isAccepted()) {
        assertThat(bench.aliyun.accepted(Texts.phone(i))).isEqualTo(1);
      } else {
        assertThat(results.get(i)).isRejected().isFinal().withReason(reason);
        assertThat(bench.aliyun.accepted(Texts.phone(i))).isZero();
        found.add(i);
      }
    }
    assertThat(found).isEqualTo(new TreeSet<>(refused));
    assertThat(bench.aliyun.counts().duplicates()).isZero();
    assertThat(bench.aliyun.counts().accepted()).isEqualTo(results.size() - refused.size());
  }

  private void assertEachGotOne(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(bench.aliyun.accepted(Texts.phone(i))).isEqualTo(1);
    }
    assertThat(bench.aliyun.counts().duplicates()).isZero();
  }
}
