package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static io.notifyjava.wechat.Account.OPEN_ID;
import static io.notifyjava.wechat.Account.template;
import static io.notifyjava.wechat.Account.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.result.Accepted;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestMessage;
import io.notifyjava.testkit.simulator.DuplicateReply;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.token.TokenSource.Grant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatProviderTest {

  private final Account account = new Account();
  private final WeChatSimulator wechat = account.wechat;

  @AfterEach
  void close() {
    account.close();
  }

  private static WeChat.AccountBuilder ownTokens(WeChat.AccountBuilder known) {
    return WeChat.account()
        .appId(String.valueOf(known.appId))
        .baseUrl(((WeChatConfig) known.build()).baseUrl())
        .allowPlainHttp(true)
        .tokenSource(limit -> new Grant("own-token", Duration.ofHours(1)));
  }

  @Nested
  class Accepting {

    @Test
    void templateMessage_isAcceptedWithTheIdThatWeChatGave() {
      wechat.onTemplate().answer(WeChatReply.accepted(3_557_254_367_693_750_277L));

      SendResult result = account.send(template());

      assertThat(result).isAccepted().hasProviderMessageId("3557254367693750277").isNotRepeated();
      assertThat(((Accepted) result).receipt().acceptedAt()).isEqualTo(ManualClock.START);
    }

    @Test
    void templateMessage_goesOutAsDocumented() {
      account.send(template().toBuilder().clientMsgId("k-1").build());

      SeenRequest seen = account.seen(WeChatApi.TEMPLATE).get(0);
      assertThat(seen.request().method()).isEqualTo("POST");
      assertThat(seen.request().query()).containsOnlyKeys("access_token");
      assertThat(seen.request().header("Content-Type"))
          .hasValueSatisfying(
              type -> assertThat(type).isEqualToIgnoringCase("application/json; charset=utf-8"));
      assertThat(seen.request().header("Content-Encoding")).isEmpty();
      assertThat(seen.request().text())
          .isEqualTo(
              "{\"touser\":\"oABC-1234567890_abcdefghijkl\",\"template_id\":\"T1\","
                  + "\"client_msg_id\":\"k-1\",\"data\":{\"thing1\":{\"value\":\"Milk\"}}}");
    }

    @Test
    void customerMessage_isAcceptedWithoutAnId() {
      assertThat(account.send(text())).isAccepted().hasNoProviderMessageId().isNotRepeated();

      assertThat(account.seen(WeChatApi.CUSTOMER).get(0).request().text())
          .isEqualTo(
              "{\"touser\":\"oABC-1234567890_abcdefghijkl\",\"msgtype\":\"text\","
                  + "\"text\":{\"content\":\"Your parcel is here\"}}");
    }

    @Test
    void manyMessages_takeOneTokenAndOneConnection() {
      for (int i = 0; i < 20; i++) {
        assertThat(account.send(text())).isAccepted();
      }

      assertThat(wechat.counts().tokenCalls()).isEqualTo(1);
      assertThat(wechat.counts().connections()).isEqualTo(1);
      assertThat(wechat.counts().customerDelivered()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"application/json; encoding=utf-8", "text/plain", "text/html; charset=GBK"})
    void contentType_isNotLookedAt(String type) {
      wechat
          .onCustomer()
          .answer(
              WireReply.builder()
                  .header("Content-Type", type)
                  .body("{\"errcode\":70000,\"errmsg\":\"为保护未成年人权益，该条消息发送失败 rid: 65f80ea1-1\"}")
                  .build());

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.RECIPIENT_REFUSED)
          .withCode("70000")
          .textContains("为保护未成年人权益，该条消息发送失败 rid: 65f80ea1-1");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":9223372036854775807} | 9223372036854775807",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"200228332\"} | 200228332",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":1,\"new_field\":{\"a\":[1]}} | 1",
          "{\"errcode\":0,\"errmsg\":\"a\u0001b\",\"msgid\":1} | 1"
        })
    void id_isKeptExactly(String body, String id) {
      wechat.onTemplate().answer(WeChatReply.json(body));

      assertThat(account.send(template())).isAccepted().hasProviderMessageId(id);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"errcode\":0,\"errmsg\":\"ok\"}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":0}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":null}"
        })
    void acceptance_withoutAUsableId_isStillOne(String body) {
      wechat.onTemplate().answer(WeChatReply.json(body));

      assertThat(account.send(template())).isAccepted().hasNoProviderMessageId();
    }
  }

  @Nested
  class Refusing {

    @ParameterizedTest
    @CsvSource({
      "45015, WINDOW_CLOSED",
      "45047, WINDOW_CLOSED",
      "43004, RECIPIENT_REFUSED",
      "40003, INVALID_RECIPIENT",
      "45009, QUOTA",
      "48001, AUTHENTICATION"
    })
    void customerMessage_isRefusedForItsReason(int code, FailureReason reason) {
      wechat.onCustomer().answer(WeChatReply.error(code));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(reason)
          .withCode(Integer.toString(code))
          .isFinal();
      assertThat(wechat.counts().customerCalls()).isEqualTo(1);
    }

    @Test
    void value_thatWeChatRefuses_isNamedByItsKey() {
      wechat
          .onTemplate()
          .answer(
              WeChatReply.error(47003, "argument invalid! data.phrase1.value invalid")
                  .withRid("6545fba2-3356d3fd-09a65b0c"));

      assertThat(account.send(template()))
          .isRejected()
          .withReason(FailureReason.TEMPLATE)
          .textContains(
              "argument invalid! data.phrase1.value invalid rid: 6545fba2-3356d3fd-09a65b0c;"
                  + " mend the value of data key phrase1")
          .isFinal();
    }

    @Test
    void throttling_mayPass() {
      wechat.onTemplate().answer(WeChatReply.error(45011, "api minute-quota reach limit"));

      assertThat(account.send(template()))
          .isRejected()
          .withReason(FailureReason.THROTTLED)
          .isRetryable()
          .hasRetryAfter(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 87009, -2, Integer.MAX_VALUE})
    void undocumentedCode_isFinal(int code) {
      wechat.onTemplate().answer(WeChatReply.error(code, "something new"));

      assertThat(account.send(template()))
          .isRejected()
          .withReason(FailureReason.PROTOCOL)
          .withCode(Integer.toString(code))
          .isFinal();
    }

    @Test
    void echoedSecrets_areTakenOutOfTheText() {
      account.send(text());
      String token = account.tokensOf(WeChatApi.CUSTOMER).get(0);
      wechat
          .onCustomer()
          .answer(
              WeChatReply.error(
                  40008, "got " + token + " of " + wechat.appSecret() + " for " + OPEN_ID));

      SendResult result = account.send(text());

      assertThat(result).isRejected().textContains("got *** of *** for ***");
      assertThat(result.toString()).doesNotContain(token, wechat.appSecret(), OPEN_ID);
    }

    @Test
    void anotherKindOfMessage_isRefusedBeforeAnyCall() {
      assertThat(account.send(TestMessage.to("x").build()))
          .isRejected()
          .withReason(FailureReason.INVALID_MESSAGE)
          .textContains("expected a message type of io.notifyjava.wechat, but found");
      assertThat(wechat.counts().connections()).isZero();
    }
  }

  @Nested
  class NotKnowing {

    @Test
    void busyWeChat_doesNotSayWhetherItSent() {
      wechat.onTemplate().answer(WeChatReply.error(-1, "system error"));

      assertThat(account.send(template().toBuilder().clientMsgId("k").build()))
          .isUnknown()
          .withReason(FailureReason.UNAVAILABLE)
          .withCode("-1")
          .isRetryable();
      assertThat(wechat.counts().templateCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{}",
          "[]",
          "null",
          "ok",
          "{\"errmsg\":\"ok\"}",
          "{\"errcode\":0,\"errmsg\":\"ok\"",
          "{\"errcode\":\"0\",\"errmsg\":\"ok\"}",
          "{\"errcode\":null,\"errmsg\":\"ok\"}",
          "{\"errcode\":0.0,\"errmsg\":\"ok\"}",
          "{\"errcode\":false,\"errmsg\":\"ok\"}",
          "{\"errcode\":4294967296,\"errmsg\":\"ok\"}",
          "{\"errcode\":0,\"errcode\":40001,\"errmsg\":\"ok\"}",
          "{\"errcode\":0,\"errmsg\":\"ok\"}{}",
          "<html><body>Welcome</body></html>"
        })
    void answer_thatIsNotWeChats_isNoAcceptance(String body) {
      wechat.onAny().after(1).answer(WeChatReply.json(body));

      assertThat(account.send(text()))
          .isUnknown()
          .withReason(FailureReason.PROTOCOL)
          .withCode("bad-answer")
          .textContains("expected the platform's JSON answer with an errcode, but found");
    }

    @Test
    void answer_withoutAnErrcode_isNotReadAsSuccess() {
      wechat.onCustomer().answer(WeChatReply.json("{\"errmsg\":\"ok\",\"msgid\":1}"));

      assertThat(account.send(text())).isUnknown().textContains("an object without errcode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "1.5", "-1", "{}", "true", "\"\"", "\"-1\""})
    void id_thatIsNone_isNoAcceptance(String id) {
      wechat.onTemplate().answer(WeChatReply.json("{\"errcode\":0,\"msgid\":" + id + "}"));

      assertThat(account.send(template()))
          .isUnknown()
          .withReason(FailureReason.PROTOCOL)
          .textContains("a msgid that is not a whole number");
    }

    @Test
    void answerThatNeverComes_isUnknownAndTheMessageIsNotSentAgain() {
      account.send(template());
      wechat.onCustomer().actThen(Fault.SILENCE);

      assertThat(account.provider().send(text(), Account.within(Account.SHORT)))
          .isUnknown()
          .withReason(FailureReason.TIMEOUT);
      assertThat(wechat.counts().customerDelivered()).isEqualTo(1);
    }

    @Test
    void serverError_isUnknown() {
      wechat.onTemplate().status(502);

      assertThat(account.send(template())).isUnknown().withReason(FailureReason.UNAVAILABLE);
    }

    @Test
    void statusThatRefuses_isRejected() {
      wechat.onTemplate().status(429, Duration.ofSeconds(7));

      assertThat(account.send(template()))
          .isRejected()
          .withReason(FailureReason.THROTTLED)
          .hasRetryAfter(Duration.ofSeconds(7));
    }
  }

  @Nested
  class Resending {

    @Test
    void duplicate_ofAResentMessage_isAccepted() {
      wechat
          .onTemplate()
          .answer(WeChatReply.error(40241, "The message is duplicate in 60 seconds"));

      assertThat(account.resend(template())).isAccepted().isRepeated().hasNoProviderMessageId();
    }

    @Test
    void duplicate_ofAFreshMessage_isSuppressed() {
      wechat
          .onTemplate()
          .answer(WeChatReply.error(40241, "The message is duplicate in 60 seconds"));

      assertThat(account.send(template()))
          .isRejected()
          .withReason(FailureReason.SUPPRESSED)
          .isFinal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_MSGID", "ERROR_40241"})
    void lostAnswer_thenTheSameRequest_deliversOnce(DuplicateReply reply) {
      try (Account strict =
          new Account(
              WeChatSimulator.builder().duplicateReply(reply).start(), UnaryOperator.identity())) {
        strict.wechat.onTemplate().once().actThen(Fault.RESET_AFTER_REQUEST);
        TemplateMessage message = template().toBuilder().clientMsgId("k-1").build();

        assertThat(strict.send(message)).isUnknown();
        assertThat(strict.resend(message)).isAccepted();

        assertThat(strict.wechat.counts().templateDelivered()).isEqualTo(1);
        assertThat(strict.wechat.counts().suppressed()).isEqualTo(1);
        assertThat(strict.seen(WeChatApi.TEMPLATE))
            .extracting(seen -> seen.request().text())
            .hasSize(2)
            .containsOnly(new String(Bodies.template(message), StandardCharsets.UTF_8));
      }
    }
  }

  @Nested
  class Describing {

    @Test
    void templateMessages_areIdempotentForTenMinutes_othersNever() {
      assertThat(account.provider().capabilities().of(template()))
          .contains(Support.idempotent(Duration.ofMinutes(10)));
      assertThat(account.provider().capabilities().of(text())).contains(Support.plain());
      assertThat(account.provider().capabilities().byType()).hasSize(5);
    }

    @Test
    void resendWindow_isThatOfTheAccount() {
      try (Account other = new Account(a -> a.resendWindow(Duration.ofMinutes(3)))) {
        assertThat(other.provider().capabilities().of(template()))
            .contains(Support.idempotent(Duration.ofMinutes(3)));
      }
    }

    @Test
    void preview_isTheRequestWithTheTokenMasked() {
      assertThat(account.provider().preview(text()))
          .isEqualTo(
              new RequestPreview(
                  "POST",
                  wechat.baseUrl() + "/cgi-bin/message/custom/send?access_token=***",
                  Map.of("Content-Type", "application/json; charset=utf-8"),
                  "{\"touser\":\"oABC-1234567890_abcdefghijkl\",\"msgtype\":\"text\","
                      + "\"text\":{\"content\":\"Your parcel is here\"}}"));
      assertThat(wechat.counts().connections()).isZero();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account.provider().preview(TestMessage.to("x").build()));
    }

    @Test
    void text_overTheAccountsLimit_isAProblem() {
      try (Account strict = new Account(a -> a.maxTextBytes(7))) {
        CustomerMessage.Builder message = CustomerMessage.to(OPEN_ID);

        assertThat(strict.provider().problems(message.text("1234567").build())).isEmpty();
        assertThat(strict.provider().problems(message.text("你好吗").build()))
            .containsExactly(
                "text must have at most 7 bytes in UTF-8 (max-text-bytes), but had 9;"
                    + " shorten or split it");
        assertThat(strict.provider().problems(template())).isEmpty();
      }
      assertThat(account.provider().problems(text())).isEmpty();
    }

    @Test
    void toString_showsNoSecretAndNotTheWholeAppId() {
      assertThat(account.provider().toString()).isEqualTo("WeChatProvider[wx0***ef]");
    }
  }

  @Nested
  class Connecting {

    @Test
    void nobodyThere_isRejectedAndMayPass() {
      try (Account external = new Account(WeChatProviderTest::ownTokens)) {
        external.wechat.refuseConnections();

        assertThat(external.send(text()))
            .isRejected()
            .withReason(FailureReason.UNAVAILABLE)
            .isRetryable();
      }
    }

    @Test
    void nobodyThereForTheToken_isRejectedAndMayPass() {
      wechat.refuseConnections();

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.UNAVAILABLE)
          .isRetryable();
    }

    @Test
    void hostThatIsDown_isReplacedByItsBackup() {
      try (WeChatSimulator down = WeChatSimulator.start();
          Account backed =
              new Account(
                  a ->
                      a.backupUrls(List.of(((WeChatConfig) a.build()).baseUrl()))
                          .baseUrl(down.baseUrl().toString()))) {
        down.refuseConnections();

        assertThat(backed.send(template())).isAccepted();
        assertThat(backed.wechat.counts().tokenCalls()).isEqualTo(1);
        assertThat(backed.wechat.counts().templateDelivered()).isEqualTo(1);
      }
    }

    @Test
    void closedProvider_sendsNothingMore() {
      account.send(text());
      account.provider().close();
      account.provider().close();

      assertThat(account.send(text())).isRejected();
      assertThat(wechat.counts().customerDelivered()).isEqualTo(1);
    }
  }
}
