package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComReply;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service sees: messages that walk the whole corridor to a strict WeCom and back. */
class WeComThroughTheNotifierTest {

  private final WeComSimulator wecom = WeComSimulator.start();
  private final Notifier notifier =
      Notifier.builder()
          .configuration(
              Map.ofEntries(
                  Map.entry("notify.accounts.work.type", "wecom"),
                  Map.entry("notify.accounts.work.corp-id", wecom.corpId()),
                  Map.entry("notify.accounts.work.corp-secret", wecom.application().secret()),
                  Map.entry(
                      "notify.accounts.work.agent-id",
                      Long.toString(wecom.application().agentId())),
                  Map.entry("notify.accounts.work.base-url", wecom.baseUrl().toString()),
                  Map.entry("notify.accounts.work.allow-plain-http", "true"),
                  Map.entry("notify.accounts.room.type", "wecom-robot"),
                  Map.entry(
                      "notify.accounts.room.key",
                      "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="
                          + wecom.robot().key()),
                  Map.entry("notify.accounts.room.base-url", wecom.baseUrl().toString()),
                  Map.entry("notify.accounts.room.allow-plain-http", "true"),
                  Map.entry("notify.retry.initial-backoff", "1ms")))
          .build();

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    wecom.close();
  }

  private static WeComMessage.Builder zhangsan() {
    return WeComMessage.toUser("zhangsan").text("Your parcel is here");
  }

  @Test
  void fiveThousandMembersWithOneText_takeFewCalls_andEachHasItsResult() {
    wecom.person("user17").isInvisible();
    wecom.person("user4999").isUnlicensed();
    Map<String, SendResult> results = new ConcurrentHashMap<>();
    List<WeComMessage> messages =
        IntStream.range(0, 5_000)
            .mapToObj(i -> WeComMessage.toUser("user" + i).text("The canteen is open").build())
            .toList();

    Batch batch =
        notifier.batch(
            messages,
            BatchOptions.builder()
                .linger(Duration.ofSeconds(10))
                .onResult(
                    item ->
                        results.put(
                            Objects.requireNonNull(item.message()).recipient().value(),
                            item.result()))
                .build());

    assertThat(batch.join().accepted()).isEqualTo(4_998);
    assertThat(results).hasSize(5_000);
    assertThat(results.get("user17"))
        .isRejected()
        .withReason(FailureReason.INVALID_RECIPIENT)
        .hasAttempts(1);
    assertThat(results.get("user4999")).isRejected().withReason(FailureReason.RECIPIENT_REFUSED);
    assertThat(wecom.counts().calls(WeComApi.MESSAGE)).as("calls, each full").isEqualTo(5);
    assertThat(wecom.counts().people()).isEqualTo(4_998);
  }

  @Test
  void lostAnswer_toAMessageWithAKey_isResentAndDeliveredOnce() {
    wecom.onMessage().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(zhangsan().idempotencyKey("order-1").build()))
        .isAccepted()
        .hasAttempts(2);
    assertThat(wecom.counts().messages()).isEqualTo(1);
    assertThat(wecom.counts().suppressed()).isEqualTo(1);
  }

  @Test
  void lostAnswer_toAMessageWithoutAKey_isNotResent() {
    wecom.onMessage().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(zhangsan().duplicateCheck(Duration.ofMinutes(1)).build()))
        .isUnknown()
        .hasAttempts(1);
  }

  @Test
  void lostAnswer_toARobotsMessage_isNeverResent() {
    wecom.onRobot().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(
            notifier.send(
                WeComRobotMessage.to("ops").text("x").idempotencyKey("k").account("room").build()))
        .isUnknown()
        .hasAttempts(1);
  }

  @Test
  void overLongText_isRejectedWithoutACall() {
    assertThat(notifier.send(zhangsan().text("好".repeat(683)).build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("text.content must have at most 2048 bytes in UTF-8, but had 2049");
    assertThat(
            notifier.send(
                WeComRobotMessage.builder().markdown("x".repeat(4_097)).account("room").build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE);
    assertThat(wecom.counts().connections()).isZero();
  }

  @Test
  void expiredMedia_areRejectedWithoutACall() {
    assertThat(notifier.send(zhangsan().file(Media.until("M1", ManualClock.START)).build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("it refers to media that WeCom has forgotten; upload them again");
    assertThat(wecom.counts().connections()).isZero();
  }

  @Test
  void audience_isAcceptedWithWhomWeComNamed() {
    wecom.person("lisi").isInvisible();

    SendResult result = notifier.send(zhangsan().toUser("lisi").toParty("1").build());

    assertThat(result.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(result.orThrow().receipt().unreached())
        .extracting(recipient -> recipient.kind() + " " + recipient.value())
        .containsExactly("wecom-user lisi");
  }

  @Test
  void fileIsUploadedSentAndTakenBack() {
    WeComAccount account = notifier.extension("work", WeComAccount.class);
    Media report =
        account.upload(
            WeComMediaType.FILE,
            MediaFile.of("report.txt", "mytext".getBytes(StandardCharsets.US_ASCII)));
    SendResult result = notifier.send(WeComMessage.toUser("zhangsan").file(report).build());

    account.recall(result.orThrow().receipt().providerMessageId().orElseThrow());

    assertThat(wecom.counts().recalled()).isEqualTo(1);
    assertThat(notifier.extension("room", WeComRobot.class)).isNotNull();
  }

  @Test
  void undocumentedCode_isOneFinalAttempt() {
    wecom.onMessage().answer(WeComReply.error(99_999, "brand new"));

    assertThat(notifier.send(zhangsan().build()))
        .isRejected()
        .withReason(FailureReason.PROTOCOL)
        .withCode("99999")
        .hasAttempts(1);
  }

  @Test
  void explain_showsTheRequestsAndNoSecret() {
    assertThat(notifier.explain(zhangsan().build()).toString()).contains("/cgi-bin/message/send");
    assertThat(
            notifier
                .explain(WeComRobotMessage.builder().text("x").account("room").build())
                .toString())
        .contains("/cgi-bin/webhook/send?key=***")
        .doesNotContain(wecom.robot().key());
    assertThat(wecom.counts().connections()).isZero();
  }

  /** Twenty a minute, in time that the test moves, to a WeCom that lives in it too. */
  @Test
  void robot_keepsItsRate() {
    ManualClock clock = new ManualClock();
    WeComRobotMessage message = WeComRobotMessage.builder().text("x").build();
    try (WeComSimulator strict =
            WeComSimulator.builder().clock(clock).ticker(clock.ticker()).start();
        Notifier timed = robotIn(clock, strict, Duration.ofMinutes(2))) {
      for (int i = 0; i < 41; i++) {
        assertThat(timed.send(message)).isAccepted();
      }

      assertThat(Duration.between(ManualClock.START, clock.instant()))
          .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
      assertThat(strict.robot().accepted()).isEqualTo(41);
      assertThat(strict.counts().errors(45009)).isZero();
    }
  }

  private static Notifier robotIn(ManualClock clock, WeComSimulator at, Duration total) {
    return Notifier.builder()
        .provider(
            "room",
            WeCom.robot()
                .key(at.robot().key())
                .baseUrl(at.baseUrl().toString())
                .allowPlainHttp(true)
                .build())
        .timeouts(new TimeoutPolicy(total, Duration.ofSeconds(10)))
        .clock(clock)
        .ticker(clock.ticker())
        .timer(
            (delay, task) -> {
              clock.advance(delay);
              task.run();
            })
        .build();
  }
}
