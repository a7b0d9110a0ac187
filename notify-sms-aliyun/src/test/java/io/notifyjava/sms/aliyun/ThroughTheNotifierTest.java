package io.notifyjava.sms.aliyun;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.simulator.AliyunSmsReply;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service sees: messages that walk the whole corridor to a strict Aliyun and back. */
class ThroughTheNotifierTest {

  private final AliyunSmsSimulator aliyun = AliyunSmsSimulator.start();
  private final Notifier notifier =
      Notifier.builder()
          .smsTemplates(Texts.templates())
          .configuration(
              Map.of(
                  "notify.accounts.sms.type",
                  "sms-aliyun",
                  "notify.accounts.sms.access-key-id",
                  aliyun.accessKeyId(),
                  "notify.accounts.sms.access-key-secret",
                  aliyun.accessKeySecret(),
                  "notify.accounts.sms.base-url",
                  aliyun.baseUrl().toString(),
                  "notify.accounts.sms.allow-plain-http",
                  "true",
                  "notify.retry.initial-backoff",
                  "1ms"))
          .build();

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    aliyun.close();
  }

  private BatchReport batch(List<SmsMessage> messages, Map<String, SendResult> results) {
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
    return batch.join();
  }

  @Test
  void fiveThousandNumbersWithOneText_takeFewCalls_andEachHasItsResult() {
    aliyun.poison(Texts.phone(17), "isv.MOBILE_NUMBER_ILLEGAL");
    aliyun.poison(Texts.phone(4999), "isv.CUSTOMER_REFUSED");
    Map<String, SendResult> results = new ConcurrentHashMap<>();

    assertThat(batch(Texts.same(5_000), results).accepted()).isEqualTo(4_998);
    assertThat(results).hasSize(5_000);
    assertThat(results.get(Texts.phone(17)))
        .isRejected()
        .withReason(FailureReason.INVALID_RECIPIENT);
    assertThat(results.get(Texts.phone(4999)))
        .isRejected()
        .withReason(FailureReason.RECIPIENT_REFUSED);
    assertThat(aliyun.counts().accepted()).isEqualTo(4_998);
    assertThat(aliyun.counts().duplicates()).isZero();
    // Five if each is full, and about forty to find the two.
    assertThat(aliyun.counts().sendCalls()).isBetween(5L, 150L);
  }

  @Test
  void lostAnswers_areSettledByAskingAndNothingIsSentTwice() {
    aliyun.onSend().every(2).actThen(Fault.RESET_AFTER_REQUEST);
    Map<String, SendResult> results = new ConcurrentHashMap<>();

    assertThat(batch(Texts.different(300), results).accepted()).isEqualTo(300);
    assertThat(aliyun.counts().accepted()).isEqualTo(300);
    assertThat(aliyun.counts().duplicates()).isZero();
  }

  @Test
  void requestsThatWereLost_areUnknownAndNothingIsSentTwice() {
    aliyun.onSend().every(2).fault(Fault.RESET_AFTER_REQUEST);
    Map<String, SendResult> results = new ConcurrentHashMap<>();
    BatchReport report = batch(Texts.different(300), results);

    assertThat(report.accepted() + report.unknown()).isEqualTo(300);
    assertThat(report.unknown()).isPositive();
    assertThat(aliyun.counts().accepted()).isEqualTo(report.accepted());
    assertThat(aliyun.counts().duplicates()).isZero();
  }

  @Test
  void throttledMessage_isTriedAgain() {
    aliyun.onSend().first(2).answer(AliyunSmsReply.error("Throttling.User"));

    assertThat(notifier.send(Texts.captcha())).isAccepted().hasAttempts(3);
    assertThat(aliyun.counts().accepted()).isEqualTo(1);
  }

  @Test
  void lostAnswerToALoneMessage_isSettled() {
    aliyun.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(Texts.captcha())).isAccepted().hasAttempts(1);
    assertThat(aliyun.counts().accepted()).isEqualTo(1);
  }

  @Test
  void messageThatBreaksARule_makesNoCall() {
    List<SendResult> results = new ArrayList<>();
    results.add(notifier.send(SmsMessage.to("+8613800138000").template("nobodys").build()));
    results.add(notifier.send(SmsMessage.to("+8613800138000").template("captcha").build()));
    results.add(notifier.send(Texts.moved("+8613800138000", "x".repeat(36))));

    assertThat(results)
        .allSatisfy(
            result -> assertThat(result).isRejected().withReason(FailureReason.INVALID_MESSAGE));
    assertThat(aliyun.counts().sendCalls()).isZero();
  }
}
