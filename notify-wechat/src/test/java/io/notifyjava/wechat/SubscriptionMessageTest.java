package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.FailureReason;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three kinds of subscription messages. */
class SubscriptionMessageTest {

  private static final String ALL = "io.notifyjava.wechat.Subscriptions#all";

  @Nested
  class Values {

    @Test
    void messages_carryWhatWasGiven() {
      SubscriptionMessage program = Subscriptions.miniProgram();
      ServiceSubscriptionMessage service = Subscriptions.service();
      OneTimeSubscriptionMessage oneTime = Subscriptions.oneTime();

      assertThat(program.page()).contains("index?foo=bar&x=<1>");
      assertThat(program.state()).contains(SubscriptionMessage.State.TRIAL);
      assertThat(program.language()).contains(SubscriptionMessage.Language.ENGLISH);
      assertThat(program.data()).containsOnlyKeys("thing1", "date2");
      assertThat(service.page()).contains("https://e.com/?a=1&b=2");
      assertThat(service.miniProgram())
          .contains(new MiniProgram("wx0123456789abcdef", "index?foo=bar"));
      assertThat(service.data()).containsEntry("phrase3", "审核通过");
      assertThat(oneTime.scene()).isEqualTo(1000);
      assertThat(oneTime.title()).isEqualTo("订阅通知");
      assertThat(oneTime.content()).isEqualTo(new TemplateValue("Dear Mrs Lovelace", "#FF0000"));
      assertThat(oneTime.url()).contains("https://e.com/?a=1&b=2");
      assertThat(oneTime.miniProgram()).isPresent();
      assertThat(oneTime.templateId()).isEqualTo("T");
    }

    @Test
    void typeNames_areStable() {
      assertThat(Subscriptions.miniProgram().typeName()).isEqualTo("wechat-subscription");
      assertThat(Subscriptions.service().typeName()).isEqualTo("wechat-service-subscription");
      assertThat(Subscriptions.oneTime().typeName()).isEqualTo("wechat-one-time-subscription");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void messages_goToOneOpenIdOverWeChat(Subscriptions sample) {
      assertThat(sample.message().channel()).isEqualTo(Channel.WECHAT);
      assertThat(sample.message().recipient()).isEqualTo(Recipient.openId(Account.OPEN_ID));
    }

    @Test
    void messages_areComparedByValue_andMadeAnew() {
      SubscriptionMessage program = Subscriptions.miniProgram();
      ServiceSubscriptionMessage service = Subscriptions.service();
      OneTimeSubscriptionMessage oneTime = Subscriptions.oneTime();

      assertThat(program.toBuilder().build()).isEqualTo(program).hasSameHashCodeAs(program);
      assertThat(service.toBuilder().build()).isEqualTo(service).hasSameHashCodeAs(service);
      assertThat(oneTime.toBuilder().build()).isEqualTo(oneTime).hasSameHashCodeAs(oneTime);
      for (Message other :
          List.of(
              program.toBuilder().to("another").build(),
              program.toBuilder().templateId("U").build(),
              program.toBuilder().page("other").build(),
              program.toBuilder().state(SubscriptionMessage.State.FORMAL).build(),
              program.toBuilder().language(SubscriptionMessage.Language.SIMPLIFIED_CHINESE).build(),
              program.toBuilder().data("thing1", "x").build(),
              program.toBuilder().correlationId("c").build(),
              service)) {
        assertThat(program).isNotEqualTo(other);
      }
      assertThat(service)
          .isNotEqualTo(service.toBuilder().page("p").build())
          .isNotEqualTo(service.toBuilder().miniProgram("wx2", "p").build())
          .isNotEqualTo(service.toBuilder().data("name1", "x").build());
      assertThat(oneTime)
          .isNotEqualTo(oneTime.toBuilder().scene(1).build())
          .isNotEqualTo(oneTime.toBuilder().title("t").build())
          .isNotEqualTo(oneTime.toBuilder().content("c").build())
          .isNotEqualTo(oneTime.toBuilder().url("https://e.com").build())
          .isNotEqualTo(oneTime.toBuilder().miniProgram("wx2", "p").build());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void toString_showsNoValueNoLinkAndNoOpenId(Subscriptions sample) {
      assertThat(sample.message().toString())
          .contains("oAB***kl", "templateId=T")
          .doesNotContain(Account.OPEN_ID, "Lovelace", "e.com", "订阅", "foo");
    }

    @Test
    void build_withNothing_namesEveryProblem() {
      String base =
          " problems:\n- the recipient is missing; call to(openId)\n- templateId is missing\n- ";

      assertThatIllegalArgumentException()
          .isThrownBy(() -> SubscriptionMessage.builder().build())
          .withMessage(
              "SubscriptionMessage has 3"
                  + base
                  + "data is missing; call data(key, value) for each key of the template");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ServiceSubscriptionMessage.builder().build())
          .withMessage(
              "ServiceSubscriptionMessage has 3"
                  + base
                  + "data is missing; call data(key, value) for each key of the template");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OneTimeSubscriptionMessage.builder().build())
          .withMessage(
              "OneTimeSubscriptionMessage has 5"
                  + base
                  + "scene is missing; it is the one that the reader allowed\n"
                  + "- title is missing\n- the content is missing; call content(text)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void scene_outOfRange_isRefused(int scene) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OneTimeSubscriptionMessage.builder().scene(scene))
          .withMessage("scene must be 0 to 10000, but was " + scene);
    }

    @Test
    void oneTimeLimits_areInCharacters_notInHalvesOfThem() {
      OneTimeSubscriptionMessage.Builder builder = OneTimeSubscriptionMessage.builder();

      assertThat(builder.scene(0).scene(10_000).title("😀".repeat(15)).content("😀".repeat(200)))
          .isNotNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.title("t".repeat(16)))
          .withMessage("title must have at most 15 characters, but had 16; shorten it");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.content("c".repeat(201)))
          .withMessage("content must have at most 200 characters, but had 201; shorten it");
      assertThatIllegalArgumentException().isThrownBy(() -> builder.title("a\nb"));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.title(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.content(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.url("javascript:x"));
    }

    @Test
    void badArguments_areRefusedInTheSetter() {
      SubscriptionMessage.Builder builder = SubscriptionMessage.builder();

      assertThatIllegalArgumentException().isThrownBy(() -> builder.to("o p"));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.templateId(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.data("a b", "v"));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.data("a", "half \uD83D"));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.page("a\nb"));
      assertThatNullPointerException().isThrownBy(() -> builder.data("a", null));
      assertThatNullPointerException().isThrownBy(() -> builder.state(null));
      assertThatNullPointerException().isThrownBy(() -> builder.language(null));
    }

    @Test
    void data_ofABuilderThatGoesOn_doesNotChangeAMessage() {
      SubscriptionMessage.Builder builder = Subscriptions.miniProgram().toBuilder();
      SubscriptionMessage before = builder.build();

      builder.data(Map.of("thing9", "later"));

      assertThat(before.data()).doesNotContainKey("thing9");
      assertThat(before).isEqualTo(Subscriptions.miniProgram());
    }
  }

  @Nested
  class Sending {

    @ParameterizedTest
    @MethodSource(ALL)
    void everyKind_isTheDocumentedRequest(Subscriptions sample) {
      try (Account account = sample.account()) {
        assertThat(account.send(sample.message())).isAccepted();
        assertThat(account.seen(sample.api()).get(0).request().text())
            .isEqualTo(sample.body())
            .isEqualTo(account.provider().preview(sample.message()).body());
        assertThat(account.provider().preview(sample.message()).target())
            .isEqualTo(account.wechat.baseUrl() + sample.api().path() + "?access_token=***");
      }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void nothing_isPromisedAboutRepeats(Subscriptions sample) {
      try (Account account = sample.account()) {
        assertThat(account.provider().capabilities().of(sample.message()))
            .contains(Support.plain());
      }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void refusedConsent_isFinal(Subscriptions sample) {
      try (Account account = sample.account()) {
        account.wechat.refuseConsent(Account.OPEN_ID, "T");

        assertThat(account.send(sample.message()))
            .isRejected()
            .withReason(FailureReason.RECIPIENT_REFUSED)
            .withCode("43101")
            .isFinal()
            .textContains("ask them again, do not send again");
        assertThat(account.seen(sample.api())).hasSize(1);
      }
    }

    @ParameterizedTest
    @CsvSource({"200228332, 200228332", "\"3557254367693750277\", 3557254367693750277"})
    void msgid_thatSomeClientsHaveSeen_isTaken(String given, String id) {
      for (Subscriptions sample : Subscriptions.all()) {
        try (Account account = sample.account()) {
          account
              .wechat
              .onSubscription()
              .answer(
                  WeChatReply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":" + given + "}"));

          assertThat(account.send(sample.message()))
              .isAccepted()
              .satisfies(
                  result ->
                      assertThat(result.orThrow().receipt().providerMessageId()).contains(id));
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"none\"", "null", "{}"})
    void msgid_thatIsNone_isNoHarm(String given) {
      try (Account account = new Account()) {
        account
            .wechat
            .onSubscription()
            .answer(WeChatReply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":" + given + "}"));

        assertThat(account.send(Subscriptions.service()))
            .isAccepted()
            .satisfies(
                result -> assertThat(result.orThrow().receipt().providerMessageId()).isEmpty());
      }
    }

    @Test
    void template_ofAnotherKindOfSubscription_isRefused() {
      try (Account account = new Account()) {
        account.wechat.registerTemplate("T", "name1", "phrase3");

        assertThat(account.send(Subscriptions.service()))
            .isRejected()
            .withReason(FailureReason.TEMPLATE)
            .withCode("43102");
        assertThat(account.send(Subscriptions.oneTime()))
            .isRejected()
            .withReason(FailureReason.RECIPIENT_REFUSED)
            .withCode("43101");
      }
    }

    @Test
    void miniProgramsMessage_fromAServiceAccount_isRefused() {
      try (Account account = new Account()) {
        assertThat(account.send(Subscriptions.miniProgram()))
            .isRejected()
            .withReason(FailureReason.AUTHENTICATION);
        assertThat(account.seen(WeChatApi.SUBSCRIBE)).hasSize(1);
      }
    }
  }

  @Nested
  class FromDocuments {

    private Message filled(StoredMessage.Builder stored, String content) {
      return stored.to(Account.OPEN_ID).build().filled(content);
    }

    private StoredMessage.Builder stored(Subscriptions sample) {
      return switch (sample.api()) {
        case SUBSCRIBE -> SubscriptionMessage.fromTemplate("t");
        case SERVICE_SUBSCRIBE -> ServiceSubscriptionMessage.fromTemplate("t");
        default -> OneTimeSubscriptionMessage.fromTemplate("t");
      };
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void document_withEveryField_isThatMessage(Subscriptions sample) {
      assertThat(filled(stored(sample), sample.body())).isEqualTo(sample.message());
      assertThat(stored(sample).to("o").build().typeName()).isEqualTo(sample.message().typeName());
    }

    @Test
    void document_withTheLeastThatIsNeeded_isThatMessage() {
      assertThat(
              filled(
                  SubscriptionMessage.fromTemplate("t"),
                  "{\"template_id\":\"T\",\"page\":\"\",\"data\":{\"thing1\":{\"value\":\"v\"}}}"))
          .isEqualTo(
              SubscriptionMessage.to(Account.OPEN_ID).templateId("T").data("thing1", "v").build());
      assertThat(
              filled(
                  OneTimeSubscriptionMessage.fromTemplate("t"),
                  "{\"template_id\":\"T\",\"scene\":\"0\",\"title\":\"t\","
                      + "\"data\":{\"content\":{\"value\":\"v\"}}}"))
          .isEqualTo(
              OneTimeSubscriptionMessage.to(Account.OPEN_ID)
                  .templateId("T")
                  .scene(0)
                  .title("t")
                  .content("v")
                  .build());
    }

    @Test
    void everythingWrong_isNamedAtOnceWithItsPathAndWithoutValues() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  filled(
                      SubscriptionMessage.fromTemplate("t"),
                      """
                      {"touser":"oSomebodyElse","page":7,"miniprogram_state":"private",
                       "lang":"private","url":"private",
                       "data":{"thing1":{"value":"v","color":"private"},"thing2":"private"}}"""))
          .withMessage(
              """
              Document has 8 problems:
              - url is unknown here; known are data, lang, miniprogram_state, page, template_id, touser
              - touser must be the message's recipient; put ${OPENID} there or leave it out
              - template_id is missing
              - page must be a text, but was a number; put it in quotes
              - miniprogram_state must be one of developer, trial, formal
              - lang must be one of zh_CN, en_US, zh_HK, zh_TW
              - data.thing1.color is unknown here; known are value
              - data.thing2 must be an object, but was a text""");
    }

    @Test
    void oneTimeDocument_withEverythingWrong_isRefusedWithEveryProblem() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  filled(
                      OneTimeSubscriptionMessage.fromTemplate("t"),
                      """
                      {"template_id":"T","scene":"private","title":"1234567890123456",
                       "url":"javascript:private","miniprogram":{},"data":{"other":1}}"""))
          .withMessage(
              """
              Document has 6 problems:
              - url: url must begin with http:// or https://, name a host and hold no blanks; it began with javascript:
              - miniprogram.appid is missing
              - scene: scene must be a number from 0 to 10000
              - title: title must have at most 15 characters, but had 16; shorten it
              - data.other is unknown here; known are content
              - data.content is missing""");
    }
  }
}
