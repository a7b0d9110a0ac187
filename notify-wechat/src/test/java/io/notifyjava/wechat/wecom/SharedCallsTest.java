package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComReply;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.wechat.Media;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many members, one text, one call, and for each the truth. */
class SharedCallsTest {

  private final Application application = new Application();
  private final WeComSimulator wecom = application.wecom;

  @AfterEach
  void close() {
    application.close();
  }

  private static List<WeComMessage> to(String... users) {
    return Stream.of(users).map(user -> WeComMessage.toUser(user).text("x").build()).toList();
  }

  private static List<WeComMessage> members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> WeComMessage.toUser("user" + i).text("x").build())
        .toList();
  }

  private static List<Outcome> outcomes(List<SendResult> results) {
    return results.stream().map(SendResult::outcome).toList();
  }

  private long calls() {
    return wecom.counts().calls(WeComApi.MESSAGE);
  }

  @Nested
  class Keys {

    private boolean alone(WeComMessage message) {
      return application.provider().bulkKey(message).isEmpty();
    }

    @Test
    void equalContents_haveEqualKeys_whoeverTheyAreFor() {
      WeComMessage one = WeComMessage.toUser("a").text("x").safe(1).idTranslation(true).build();
      var provider = application.provider();

      assertThat(provider.bulkKey(one))
          .isPresent()
          .isEqualTo(
              provider.bulkKey(
                  WeComMessage.toUser("b").text("x").safe(1).idTranslation(true).build()));
      assertThat(provider.bulkKey(one))
          .isNotEqualTo(provider.bulkKey(one.toBuilder().text("y").build()))
          .isNotEqualTo(provider.bulkKey(one.toBuilder().safe(0).build()))
          .isNotEqualTo(provider.bulkKey(one.toBuilder().idTranslation(false).build()));
      assertThat(provider.bulkKey(one).orElseThrow().toString()).doesNotContain("x]");
    }

    @Test
    void messages_whoseAnswerIsForOneCall_goAlone() {
      WeComMessage one = WeComMessage.toUser("a").text("x").build();
      CardLink link = CardLink.url("https://e.com");

      assertThat(alone(one)).isFalse();
      assertThat(alone(one.toBuilder().toUser("b").build())).isTrue();
      assertThat(alone(one.toBuilder().toParty("1").build())).isTrue();
      assertThat(alone(WeComMessage.builder().toAll().text("x").build())).isTrue();
      assertThat(alone(one.toBuilder().idempotencyKey("k").build())).isTrue();
      assertThat(alone(one.toBuilder().duplicateCheck(Duration.ofSeconds(1)).build())).isTrue();
      assertThat(
              alone(
                  one.toBuilder()
                      .content(TemplateCard.textNotice().title("t").action(link).build())
                      .build()))
          .isFalse();
      assertThat(
              alone(
                  one.toBuilder()
                      .content(
                          TemplateCard.textNotice().title("t").action(link).taskId("1").build())
                      .build()))
          .isTrue();
      assertThat(
              alone(
                  one.toBuilder()
                      .content(
                          new TaskCard("t", "d", null, "1", List.of(TaskCard.Button.of("k", "n"))))
                      .build()))
          .isTrue();
    }

    @Test
    void key_withoutAWindow_stillGoesAlone() {
      try (Application mine = new Application(it -> it.resendWindow(Duration.ZERO))) {
        assertThat(
                mine.provider()
                    .bulkKey(WeComMessage.toUser("a").text("x").idempotencyKey("k").build()))
            .isEmpty();
      }
    }

    @Test
    void optionsOfTheMessage_areNotOfTheCall() {
      WeComMessage one = WeComMessage.toUser("a").text("x").build();

      assertThat(one.options()).isEqualTo(MessageOptions.defaults());
      assertThat(application.provider().bulkKey(one.toBuilder().correlationId("c").build()))
          .isEqualTo(application.provider().bulkKey(one));
    }
  }

  @Test
  void thousandMembers_takeOneCall() {
    List<SendResult> results = application.sendAll(members(1_000));

    assertThat(results).hasSize(1_000).allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(calls()).isEqualTo(1);
    assertThat(wecom.counts().people()).isEqualTo(1_000);
    assertThat(application.bodies(WeComApi.MESSAGE).get(0))
        .startsWith("{\"touser\":\"user0|user1|");
  }

  @Test
  void whoIsNamed_isRejectedAlone() {
    wecom.person("li").isInvisible();
    wecom.person("Wu").isUnlicensed();

    List<SendResult> results = application.sendAll(to("Zhang", "LI", "Wu", "Zhao"));

    assertThat(outcomes(results))
        .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.REJECTED, Outcome.ACCEPTED);
    assertThat(results.get(1)).withReason(FailureReason.INVALID_RECIPIENT);
    assertThat(results.get(2)).withReason(FailureReason.RECIPIENT_REFUSED);
    assertThat(results.get(0).orThrow().receipt().unreached()).isEmpty();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void everybodyNamed_keepsEachReason() {
    wecom
        .onMessage()
        .answer(WeComReply.accepted("M").withInvalidUsers("li").withUnlicensedUsers("wu"));

    List<SendResult> results = application.sendAll(to("li", "wu"));

    assertThat(results.get(0)).isRejected().withReason(FailureReason.INVALID_RECIPIENT);
    assertThat(results.get(1)).isRejected().withReason(FailureReason.RECIPIENT_REFUSED);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void nameOfNobody_leavesTheOthersUnknown_andTheNamedRejected() {
    wecom.onMessage().answer(WeComReply.accepted("M").withInvalidUsers("li", "who"));

    assertThat(outcomes(application.sendAll(to("zhang", "li", "zhao"))))
        .containsExactly(Outcome.UNKNOWN, Outcome.REJECTED, Outcome.UNKNOWN);
  }

  @Test
  void allInvalid_isSaidInOneCall() {
    wecom.nobodyElseExists();

    List<SendResult> results = application.sendAll(to("a", "b", "c"));

    assertThat(results).allSatisfy(it -> assertThat(it).isRejected().withCode("81013").isFinal());
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void lostAnswer_isUnknownForAll() {
    wecom.onMessage().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(outcomes(application.sendAll(to("a", "b"))))
        .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void answerOfAnotherForm_isUnknownForAll() {
    wecom.onMessage().answer(WeComReply.json("{\"errcode\":0,\"invaliduser\":5}"));

    assertThat(outcomes(application.sendAll(to("a", "b"))))
        .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
  }

  @Test
  void throttled_isSaidToAll() {
    wecom.onMessage().answer(WeComReply.error(45009));

    assertThat(application.sendAll(to("a", "b")))
        .allSatisfy(
            it -> assertThat(it).isRejected().withReason(FailureReason.THROTTLED).isRetryable());
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void spellingsOfOneMember_haveCallsOfTheirOwn_inTheirPlaces() {
    wecom.person("bob").isInvisible();

    List<SendResult> results = application.sendAll(to("Bob", "eve", "bob", "zoe"));

    assertThat(outcomes(results))
        .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED);
    assertThat(application.bodies(WeComApi.MESSAGE))
        .extracting(body -> body.substring(11, body.indexOf('"', 11)))
        .containsExactly("eve|zoe", "Bob", "bob");
  }

  /** One id that makes WeCom refuse the whole call costs the others nothing. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 999})
  void callRefusedForOneMember_isTakenApart(int bad) {
    wecom
        .onMessage()
        .whenRequest(request -> request.text().matches(".*[\"|]user" + bad + "[\"|].*"))
        .answer(WeComReply.error(60111, "userid not found"));

    List<SendResult> results = application.sendAll(members(1_000));

    for (int i = 0; i < 1_000; i++) {
      if (i == bad) {
        assertThat(results.get(i)).isRejected().withCode("60111").isFinal();
      } else {
        assertThat(results.get(i)).isAccepted();
      }
    }
    assertThat(calls()).isLessThanOrEqualTo(21);
    assertThat(wecom.counts().people()).isEqualTo(999);
  }

  @Test
  void callsRefusedForEverybody_comeToAnEnd() {
    wecom.onMessage().answer(WeComReply.error(43013));

    List<SendResult> results = application.sendAll(members(1_000));

    assertThat(results).hasSize(1_000).allSatisfy(it -> assertThat(it).isRejected());
    assertThat(results.get(0)).withCode("43013").isFinal();
    assertThat(results.get(999))
        .withCode("shared-call-refused")
        .isRetryable()
        .textContains("nothing was sent to this one");
    assertThat(calls()).isEqualTo(40);
  }

  @Test
  void refusedToken_isRenewedOnceForAll() {
    application.send(Application.text());
    wecom.killTokens();

    assertThat(application.sendAll(to("a", "b")))
        .allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(2);
    assertThat(wecom.counts().people()).isEqualTo(3);
  }

  @Test
  void media_areSharedToo() {
    Media media = Media.of("M1");
    var provider = application.provider();

    assertThat(provider.bulkKey(WeComMessage.toUser("a").file(media).build()))
        .isEqualTo(provider.bulkKey(WeComMessage.toUser("b").file(media).build()));
  }
}
