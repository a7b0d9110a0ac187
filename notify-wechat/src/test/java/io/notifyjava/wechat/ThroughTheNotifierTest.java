package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static io.notifyjava.wechat.Account.OPEN_ID;
import static io.notifyjava.wechat.Account.template;
import static io.notifyjava.wechat.Account.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Explanation;
import io.notifyjava.Notifier;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service sees: messages that walk the whole corridor to a strict WeChat and back. */
class ThroughTheNotifierTest {

  private final WeChatSimulator wechat = WeChatSimulator.start();
  private final Notifier notifier =
      Notifier.builder()
          .configuration(
              Map.of(
                  "notify.accounts.main.type", "wechat",
                  "notify.accounts.main.app-id", wechat.appId(),
                  "notify.accounts.main.app-secret", wechat.appSecret(),
                  "notify.accounts.main.base-url", wechat.baseUrl().toString(),
                  "notify.accounts.main.allow-plain-http", "true",
                  "notify.accounts.main.max-text-bytes", "2048",
                  "notify.retry.initial-backoff", "1ms"))
          .templates(
              MemoryTemplateStore.builder()
                  .text("greeting", "Hello ${NAME}, you are ${OPENID}")
                  .json(
                      "paid",
                      """
                      {"touser":"${OPENID}","template_id":"T1","url":"https://e.com/?o=${ORDER}",
                       "data":{"thing1":{"value":"${NAME}"}}}""")
                  .build())
          .build();

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    wechat.close();
  }

  @Test
  void closedWindow_fallsBackToTheTemplateMessage() {
    wechat.closeWindow(OPEN_ID);

    SendResult result = notifier.send(Fallback.first(text()).then(template()));

    assertThat(result).isAccepted().fellBack().hasAttempts(2);
    assertThat(result.attempts().get(0).failure().reason()).isEqualTo(FailureReason.WINDOW_CLOSED);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void anyOtherRefusal_doesNotFallBack() {
    wechat.onCustomer().answer(WeChatReply.error(45009));

    assertThat(notifier.send(Fallback.first(text()).then(template())))
        .isRejected()
        .withReason(FailureReason.QUOTA)
        .didNotFallBack();
    assertThat(wechat.counts().templateCalls()).isZero();
  }

  @Test
  void lostAnswer_toACustomerMessage_isNeverResentNorReplaced() {
    wechat.onCustomer().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(Fallback.first(text()).then(template())))
        .isUnknown()
        .hasAttempts(1)
        .didNotFallBack();
    assertThat(wechat.counts().customerDelivered()).isEqualTo(1);
    assertThat(wechat.counts().templateCalls()).isZero();
  }

  @Test
  void lostAnswer_toATemplateMessageWithAKey_isResentAndDeliveredOnce() {
    wechat.onTemplate().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(template().toBuilder().clientMsgId("ord-1").build()))
        .isAccepted()
        .hasAttempts(2);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
    assertThat(wechat.counts().duplicates()).isZero();
  }

  @Test
  void lostAnswer_toATemplateMessageWithoutAKey_isNotResent() {
    wechat.onTemplate().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(template())).isUnknown().hasAttempts(1);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void busyWeChat_isAskedAgainOnlyWithAKey() {
    wechat.onTemplate().once().answer(WeChatReply.error(-1, "system error"));
    wechat.onCustomer().once().answer(WeChatReply.error(-1, "system error"));

    assertThat(notifier.send(template().toBuilder().clientMsgId("ord-1").build()))
        .isAccepted()
        .hasAttempts(2);
    assertThat(notifier.send(text())).isUnknown().hasAttempts(1);
  }

  @Test
  void storedTemplates_areFilledOnTheWay() {
    assertThat(
            notifier.send(
                CustomerMessage.fromTemplate("greeting").to(OPEN_ID).with("NAME", "Ada").build()))
        .isAccepted();
    assertThat(
            notifier.send(
                TemplateMessage.fromTemplate("paid")
                    .to(OPEN_ID)
                    .with("NAME", "Ada \"A\" {\"x\":1}")
                    .with("ORDER", "7")
                    .build()))
        .isAccepted();

    assertThat(body(WeChatApi.CUSTOMER))
        .contains("\"text\":{\"content\":\"Hello Ada, you are " + OPEN_ID + "\"}");
    assertThat(body(WeChatApi.TEMPLATE))
        .contains("\"url\":\"https://e.com/?o=7\"")
        .contains("\"thing1\":{\"value\":\"Ada \\\"A\\\" {\\\"x\\\":1}\"}");
  }

  @Test
  void storedTemplate_thatBecomesNoMessage_isRejectedWithoutACall() {
    assertThat(
            notifier.send(
                TemplateMessage.fromTemplate("paid")
                    .to(OPEN_ID)
                    .with("NAME", "Ada")
                    .with("ORDER", "line\nbreak")
                    .build()))
        .isRejected()
        .withReason(FailureReason.TEMPLATE)
        .textContains("url: url must not hold control characters");
    assertThat(wechat.counts().connections()).isZero();
  }

  @Test
  void overLongText_isRejectedWithoutACall() {
    assertThat(notifier.send(CustomerMessage.to(OPEN_ID).text("好".repeat(683)).build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("text must have at most 2048 bytes in UTF-8 (max-text-bytes), but had 2049");
    assertThat(wechat.counts().connections()).isZero();
  }

  @Test
  void explain_showsTheRequestsAndMakesNone() {
    Explanation explanation = notifier.explain(Fallback.first(text()).then(template()));

    assertThat(explanation.steps())
        .extracting(step -> step.request().target())
        .containsExactly(
            wechat.baseUrl() + "/cgi-bin/message/custom/send?access_token=***",
            wechat.baseUrl() + "/cgi-bin/message/template/send?access_token=***");
    assertThat(wechat.counts().connections()).isZero();
  }

  @Test
  void expiredMedia_areRefusedWithoutACall() {
    Media expired = Media.until("M", Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(notifier.send(CustomerMessage.to(OPEN_ID).video(expired, Media.of("T")).build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("video.media_id: the media expired at 2020-01-01T00:00:00Z; upload");
    assertThat(wechat.counts().connections()).isZero();
  }

  @Test
  void valueThatIsTooLong_isRefusedWithoutACall() {
    assertThat(
            notifier.send(
                TemplateMessage.to(OPEN_ID)
                    .templateId("T1")
                    .data("thing1", "Yoga for beginners and others")
                    .build()))
        .isRejected()
        .withReason(FailureReason.INVALID_MESSAGE)
        .textContains("data.thing1 must be 1 to 20 characters");
    assertThat(wechat.counts().connections()).isZero();
  }

  @Test
  void subscription_goesOutOncePerConsent_andIsNeverResent() {
    ServiceSubscriptionMessage message =
        ServiceSubscriptionMessage.to(OPEN_ID).templateId("T9").data("thing1", "Milk").build();
    wechat.consent(OPEN_ID, "T9");

    assertThat(notifier.send(message)).isAccepted();
    assertThat(notifier.send(message))
        .isRejected()
        .withReason(FailureReason.RECIPIENT_REFUSED)
        .withCode("43101")
        .hasAttempts(1);
    assertThat(wechat.counts().subscriptionDelivered()).isEqualTo(1);
  }

  @Test
  void lostAnswer_toASubscriptionMessage_isNeverResent() {
    wechat.onSubscription().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(
            notifier.send(
                ServiceSubscriptionMessage.to(OPEN_ID)
                    .templateId("T9")
                    .data("thing1", "Milk")
                    .idempotencyKey("k")
                    .build()))
        .isUnknown()
        .hasAttempts(1);
    assertThat(wechat.counts().subscriptionDelivered()).isEqualTo(1);
  }

  @Test
  void media_areUploadedThroughTheAccount_andSent() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0};

    WeChatAccount account = notifier.extension("main", WeChatAccount.class);
    account.showTyping(OPEN_ID);
    Media photo = account.upload(MediaType.IMAGE, MediaFile.of("photo.png", png));

    assertThat(notifier.send(CustomerMessage.to(OPEN_ID).image(photo).build())).isAccepted();
    assertThat(wechat.counts().tokenCalls()).isEqualTo(1);
  }

  private String body(WeChatApi api) {
    return wechat.recent().stream()
        .filter(seen -> seen.api() == api)
        .map(seen -> seen.request().text())
        .findFirst()
        .orElseThrow();
  }
}
