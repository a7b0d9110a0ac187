package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static io.notifyjava.wechat.wecom.Application.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Recipient;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.simulator.RecipientLists;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComDuplicateReply;
import io.notifyjava.testkit.simulator.WeComReply;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.token.TokenCachePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeComProviderTest {

  private static final Recipient LISI = new Recipient("wecom-user", "LiSi");

  private final Application application = new Application();
  private final WeComSimulator wecom = application.wecom;

  @AfterEach
  void close() {
    application.close();
  }

  private static WeComMessage.Builder audience() {
    return WeComMessage.builder().toUsers(List.of("zhangsan", "LiSi")).text("x");
  }

  private static Receipt receipt(SendResult result) {
    return result.orThrow().receipt();
  }

  @Nested
  class OneMember {

    @Test
    void isAcceptedWithTheMsgid() {
      wecom.onMessage().answer(WeComReply.accepted("M1"));

      SendResult result = application.send(text());

      assertThat(result).isAccepted().hasProviderMessageId("M1").isNotRepeated();
      assertThat(receipt(result).acceptedAt()).isEqualTo(ManualClock.START);
      assertThat(receipt(result).unreached()).isEmpty();
      assertThat(receipt(result).updateCode()).isEmpty();
    }

    @Test
    void whoIsNamed_isRejectedThoughTheErrcodeIsZero() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidUsers("ZHANGSAN"));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.INVALID_RECIPIENT)
          .withCode("invaliduser")
          .isFinal()
          .textContains("check the id and the application's visible range");
    }

    @Test
    void withoutALicence_isRefused() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withUnlicensedUsers("zhangsan"));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.RECIPIENT_REFUSED)
          .withCode("unlicenseduser");
    }

    @Test
    void anotherName_leavesTheOutcomeUnknown() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidUsers("wangwu"));

      assertThat(application.send(text()))
          .isUnknown()
          .withReason(FailureReason.PROTOCOL)
          .withCode("unknown-names")
          .textContains("names 1 as not reached who were not among the recipients");
    }

    @Test
    void aForeignParty_leavesTheOutcomeUnknown() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidParties("1"));

      assertThat(application.send(text())).isUnknown().withCode("unknown-names");
    }

    @Test
    void refusedByCode_isRejectedWithTheHint() {
      wecom.person("zhangsan").isInvisible();

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.INVALID_RECIPIENT)
          .withCode("81013")
          .isFinal()
          .textContains("hint: [");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":{\"a\":1}}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":[[\"zhangsan\"]]}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"unlicenseduser\":7}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"invalidtag\":true}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":{}}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"a b\"}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"response_code\":[1]}"
        })
    void answerOfAnotherForm_mayHideAFailure(String body) {
      wecom.onMessage().answer(WeComReply.json(body));

      assertThat(application.send(text())).isUnknown().withReason(FailureReason.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"errcode\":0,\"errmsg\":\"ok\"}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":null,\"invaliduser\":null}",
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"\",\"invaliduser\":\"\",\"invalidtag\":[]}"
        })
    void emptyFields_areNothing(String body) {
      wecom.onMessage().answer(WeComReply.json(body));

      assertThat(application.send(text())).isAccepted().hasNoProviderMessageId();
    }
  }

  @Nested
  class Audiences {

    @ParameterizedTest
    @EnumSource(RecipientLists.class)
    void whoIsNamed_standsInTheReceipt(RecipientLists lists) {
      try (Application mine =
          new Application(
              WeComSimulator.builder().recipientLists(lists).start(), settings -> settings)) {
        mine.wecom.person("lisi").isInvisible();
        mine.wecom.party("2").isInvisible();
        mine.wecom.tag("3").isInvisible();

        SendResult result =
            mine.send(audience().toParties(List.of("1", "2")).toTags(List.of("3", "4")).build());

        assertThat(result).isAccepted();
        assertThat(receipt(result).unreached())
            .containsExactly(
                LISI, new Recipient("wecom-party", "2"), new Recipient("wecom-tag", "3"));
      }
    }

    @Test
    void everybodyNamed_isRejected() {
      wecom
          .onMessage()
          .answer(
              WeComReply.accepted("M1").withInvalidUsers("zhangsan").withUnlicensedUsers("lisi"));

      assertThat(application.send(audience().build()))
          .isRejected()
          .withReason(FailureReason.INVALID_RECIPIENT)
          .withCode("nobody-reached");
    }

    @Test
    void unlicensed_areUnreachedToo_once() {
      wecom
          .onMessage()
          .answer(WeComReply.accepted("M1").withInvalidUsers("lisi").withUnlicensedUsers("LISI"));

      assertThat(receipt(application.send(audience().build())).unreached()).containsExactly(LISI);
    }

    @Test
    void nameOfNobody_amongMembers_isUnknown() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidUsers("lisi", "wangwu"));

      assertThat(application.send(audience().build())).isUnknown().withCode("unknown-names");
    }

    @Test
    void nameOfNobody_canBeAMemberOfAParty() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withUnlicensedUsers("wangwu"));

      assertThat(receipt(application.send(audience().toParty("1").build())).unreached())
          .containsExactly(new Recipient("wecom-user", "wangwu"));
      assertThat(
              receipt(application.send(WeComMessage.builder().toAll().text("x").build()))
                  .unreached())
          .containsExactly(new Recipient("wecom-user", "wangwu"));
    }

    @Test
    void aForeignParty_isUnknown() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidParties("9"));

      assertThat(application.send(audience().toParty("1").build())).isUnknown();
    }

    @Test
    void oneParty_thatIsNamed_isRejected() {
      wecom.onMessage().answer(WeComReply.accepted("M1").withInvalidParties("7"));

      assertThat(application.send(WeComMessage.builder().toParty("7").text("x").build()))
          .isRejected()
          .withCode("nobody-reached");
    }
  }

  @Nested
  class Duplicates {

    @Test
    void key_turnsTheCheckOn() {
      assertThat(application.send(text().toBuilder().idempotencyKey("k").build())).isAccepted();

      assertThat(application.bodies(WeComApi.MESSAGE).get(0))
          .endsWith(",\"enable_duplicate_check\":1,\"duplicate_check_interval\":1800}")
          .doesNotContain("\"k\"");
    }

    @ParameterizedTest
    @EnumSource(WeComDuplicateReply.class)
    void repeatedRequest_isAcceptedAndDeliveredOnce(WeComDuplicateReply reply) {
      try (Application mine =
          new Application(
              WeComSimulator.builder().duplicateReply(reply).start(), settings -> settings)) {
        WeComMessage message = text().toBuilder().idempotencyKey("k").build();
        mine.wecom.onMessage().once().actThen(Fault.RESET_AFTER_REQUEST);

        assertThat(mine.send(message)).isUnknown();
        assertThat(mine.resend(message)).isAccepted();
        assertThat(mine.wecom.counts().messages()).isEqualTo(1);
        assertThat(mine.wecom.counts().suppressed()).isEqualTo(1);
      }
    }

    @Test
    void noWindow_noCheck() {
      try (Application mine = new Application(it -> it.resendWindow(Duration.ZERO))) {
        mine.send(text().toBuilder().idempotencyKey("k").build());

        assertThat(mine.bodies(WeComApi.MESSAGE).get(0)).doesNotContain("duplicate");
        assertThat(mine.provider().capabilities().byType())
            .containsEntry(WeComMessage.class, new Support(1_000, Duration.ZERO, false));
      }
    }

    @Test
    void window_isDeclared() {
      assertThat(application.provider().capabilities().of(text()))
          .contains(new Support(1_000, Duration.ofMinutes(30), false));
    }

    @Test
    void check_thatIsShorterThanTheWindow_isNoCheckForAKey() {
      WeComMessage message =
          text().toBuilder().idempotencyKey("k").duplicateCheck(Duration.ofSeconds(10)).build();

      assertThat(application.provider().problems(message))
          .containsExactly(
              "duplicateCheck of a message with an idempotency key must be at least resend-window"
                  + " (PT30M), for which it may be repeated; leave it out");
    }

    @Test
    void cardWithAnOldTaskId_isADuplicateOnlyWhenItIsResent() {
      wecom.onMessage().answer(WeComReply.error(42014, "taskid has existed"));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.SUPPRESSED)
          .isFinal();
      assertThat(application.resend(text())).isAccepted().isRepeated();
    }
  }

  @Nested
  class Codes {

    @Test
    void undocumentedCode_isFinal() {
      wecom.onMessage().answer(WeComReply.error(99_999, "who knows"));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.PROTOCOL)
          .withCode("99999")
          .isFinal();
    }

    @Test
    void busy_isUnknown() {
      wecom.onMessage().answer(WeComReply.error(-1, "system busy"));

      assertThat(application.send(text())).isUnknown().withReason(FailureReason.UNAVAILABLE);
    }

    @Test
    void tokenOfAnotherApplication_isFinalWithAdvice() {
      wecom.onMessage().answer(WeComReply.error(301002));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .textContains("agent-id is not the application of corp-secret");
      assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(1);
    }

    @Test
    void address_thatIsNotTrusted_isNamed() {
      wecom.trustedIps("9.9.9.9");

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("60020")
          .textContains("add 127.0.0.1 to the application's trusted IP addresses");
    }

    @ParameterizedTest
    @ValueSource(ints = {40014, 42001, 40001, 41001})
    void refusedToken_isRenewedOnce(int code) {
      application.send(text());
      wecom.killTokens();
      wecom.onMessage().once().answer(WeComReply.error(code));

      assertThat(application.send(text())).isAccepted();
      assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(2);
      assertThat(wecom.counts().calls(WeComApi.MESSAGE)).isEqualTo(3);
    }

    @Test
    void refusedToken_thatWeComStandsBy_isGivenUp() {
      wecom.onMessage().answer(WeComReply.error(40014));

      assertThat(application.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("token-returned");
      assertThat(wecom.counts().calls(WeComApi.MESSAGE)).isEqualTo(1);
    }

    @Test
    void howLongARenewalTakes_isForThePolicyToSay() {
      TokenCachePolicy hasty =
          TokenCachePolicy.builder().renewalLimit(Duration.ofMillis(300)).build();
      try (Application inHaste = new Application(a -> a.tokenPolicy(hasty))) {
        inHaste.wecom.onToken().fault(Fault.SILENCE);
        long begun = System.nanoTime();

        assertThat(inHaste.send(text())).isRejected().withReason(FailureReason.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isLessThan(TokenCachePolicy.defaults().renewalLimit());
      }
    }

    @Test
    void wrongSecret_isFinal() {
      try (Application mine = new Application(it -> it.corpSecret("wrong-secret"))) {
        assertThat(mine.send(text()))
            .isRejected()
            .withReason(FailureReason.AUTHENTICATION)
            .isFinal()
            .textContains("check corp-secret");
        assertThat(mine.wecom.counts().calls(WeComApi.MESSAGE)).isZero();
      }
    }

    @Test
    void robot_thatIsGone_isFinal() {
      wecom.robot().isDeleted();

      assertThat(
              application
                  .robot()
                  .send(
                      WeComRobotMessage.builder().text("x").build(),
                      Application.within(Application.PATIENT)))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("93000")
          .isFinal();
    }

    @Test
    void robot_thatIsTooFast_waitsAMinute() {
      wecom.onRobot().answer(WeComReply.error(45009, "api freq out of limit"));

      assertThat(
              application
                  .robot()
                  .send(
                      WeComRobotMessage.builder().text("x").build(),
                      Application.within(Application.PATIENT)))
          .isRejected()
          .withReason(FailureReason.THROTTLED)
          .isRetryable()
          .hasRetryAfter(Duration.ofSeconds(60));
    }
  }

  @Test
  void twoApplicationsOfOneCompany_haveTokensOfTheirOwn() {
    try (WeComSimulator two =
            WeComSimulator.builder().application(1, "secret-1").application(2, "secret-2").start();
        Application first = new Application(two, it -> it)) {
      var second = first.open(Application.settings(two).agentId(2).corpSecret("secret-2"));

      assertThat(first.send(text())).isAccepted();
      assertThat(second.send(text(), Application.within(Application.PATIENT))).isAccepted();
      assertThat(two.counts().calls(WeComApi.TOKEN)).isEqualTo(2);
    }
  }
}
