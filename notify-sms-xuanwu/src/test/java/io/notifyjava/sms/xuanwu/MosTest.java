package io.notifyjava.sms.xuanwu;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.testkit.simulator.XuanwuSmsApi;
import io.notifyjava.testkit.simulator.XuanwuSmsReply;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulator;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulatorBuilder;
import io.notifyjava.testkit.wire.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MOS REST is sent and answers, against a strict simulator of it. */
class MosTest {

  private XuanwuSmsSimulator xuanwu = start(XuanwuSmsSimulator.builder());

  @AfterEach
  void stop() {
    xuanwu.close();
  }

  private static XuanwuSmsSimulator start(XuanwuSmsSimulatorBuilder builder) {
    return builder.account(Samples.ACCOUNT, Samples.PASSWORD).start();
  }

  private XuanwuSms.MosBuilder account() {
    return XuanwuSms.mos()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl(xuanwu.baseUrl().toString())
        .allowPlainHttp(true);
  }

  private SendResult send(SmsMessage message) {
    return sendAll(account(), Samples.TEMPLATES, List.of(message)).get(0);
  }

  private List<SendResult> sendAll(List<SmsMessage> messages) {
    return sendAll(account(), Samples.TEMPLATES, messages);
  }

  private List<SendResult> sendAll(
      XuanwuSms.MosBuilder account, SmsTemplates templates, List<SmsMessage> messages) {
    try (Provider<SmsMessage> provider = Samples.provider(account.build(), templates)) {
      for (SmsMessage message : messages) {
        assertThat(provider.problems(message)).isEmpty();
        assertThat(provider.bulkKey(message)).isEqualTo(provider.bulkKey(messages.get(0)));
      }
      return provider.sendAll(messages, Samples.sending());
    }
  }

  private String body() {
    return new String(
        xuanwu.recent().get(xuanwu.recent().size() - 1).request().body(), StandardCharsets.UTF_8);
  }

  /** Vector D.8 of the protocol notes. */
  @Test
  void headers_areThoseOfTheVector() {
    assertThat(send(Samples.captcha("13800138000"))).isAccepted();

    var request = xuanwu.recent(XuanwuSmsApi.MASS).get(0).request();
    assertThat(request.header("Authorization"))
        .contains("ZGVtb0Bjb3JwOmUxMGFkYzM5NDliYTU5YWJiZTU2ZTA1N2YyMGY4ODNl");
    assertThat(request.header("Content-Type")).contains("application/json;charset=utf-8");
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(body())
        .isEqualTo(
            "{\"items\":[{\"to\":\"13800138000\",\"customMsgID\":\"n-1\"}],"
                + "\"content\":\"您的验证码是123456 a+b\",\"msgType\":\"sms\"}");
  }

  @Test
  void acceptedMessage_hasTheIdOfItsCall() {
    xuanwu.onMos().answer(XuanwuSmsReply.accepted("9f1c-77"));

    assertThat(send(Samples.captcha("13800138000"))).isAccepted().hasProviderMessageId("9f1c-77");
  }

  @Test
  void code_mayBeANumber() {
    xuanwu.close();
    xuanwu = start(XuanwuSmsSimulator.builder().numericCode(true));

    assertThat(send(Samples.captcha("13800138000"))).isAccepted();
    xuanwu.account().isDisabled();
    assertThat(send(Samples.captcha("13800138000")))
        .isRejected()
        .withReason(FailureReason.AUTHENTICATION);
  }

  @Test
  void oneText_goesInOneMassCall() {
    List<SendResult> results = sendAll(Samples.captchas(100));

    assertThat(results).hasSize(100).allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(xuanwu.counts().calls(XuanwuSmsApi.MASS)).isEqualTo(1);
    assertThat(xuanwu.counts().allCalls()).isEqualTo(1);
    assertThat(xuanwu.counts().numbers()).isEqualTo(100);
  }

  @Test
  void differentTexts_goInOneGroupCall() {
    List<SendResult> results =
        sendAll(
            IntStream.range(0, 100)
                .mapToObj(i -> Samples.parcel(Samples.phone(i), "A-" + i))
                .toList());

    assertThat(results).hasSize(100).allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(xuanwu.counts().calls(XuanwuSmsApi.GROUP)).isEqualTo(1);
    assertThat(xuanwu.counts().allCalls()).isEqualTo(1);
    assertThat(xuanwu.lastText()).contains("Parcel A-99 is here");
    assertThat(body())
        .startsWith(
            "{\"items\":[{\"to\":\"13800000000\",\"content\":\"Parcel A-0 is here\","
                + "\"customMsgID\":\"n-1\"},{\"to\":\"13800000001\",\"content\":\"Parcel A-1 is"
                + " here\",\"customMsgID\":\"n-1-2\"}")
        .endsWith("],\"msgType\":\"sms\"}");
  }

  @Test
  void customMsgId_isTheCallersOwn_andNeverTwiceInACall() {
    SmsMessage named = Samples.captcha("13800138000").toBuilder().correlationId("o:1.a_b").build();
    SmsMessage same = named.toBuilder().phone(Samples.captcha("13900139000").phone()).build();
    SmsMessage other = Samples.captcha("13700137000").toBuilder().correlationId("50% #1").build();
    sendAll(List.of(named, same, other));

    assertThat(body())
        .contains("\"customMsgID\":\"o:1.a_b\"", "\"customMsgID\":\"o:1.a_b-2\"")
        .contains("\"customMsgID\":\"n-1\"")
        .doesNotContain("#");
  }

  @Test
  void namesAndTypes_areSentAsTheyAreSet() {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(SmsTemplate.named("plain").text("Hello"))
            .template(
                SmsTemplate.named("sale")
                    .text("Sale 回T退订")
                    .mapping(
                        XuanwuSms.TYPE,
                        SmsMapping.builder().signName("商店").setting("biz-type", "7")))
            .build();
    XuanwuSms.MosBuilder account =
        account()
            .batchName("november")
            .bizType("100")
            .extendCodeField("customNum")
            .signName("[店]")
            .signPlacement(SignPlacement.SUFFIX);

    sendAll(account, templates, List.of(SmsMessage.to("13800138000").template("plain").build()));
    assertThat(body())
        .isEqualTo(
            "{\"batchName\":\"november\",\"items\":[{\"to\":\"13800138000\",\"customMsgID\":\"n-1\"}],"
                + "\"content\":\"Hello【店】\",\"msgType\":\"sms\",\"bizType\":\"100\"}");
    sendAll(
        account,
        templates,
        List.of(SmsMessage.to("13800138000").template("sale").extendCode("12").build()));
    assertThat(body())
        .isEqualTo(
            "{\"batchName\":\"november\",\"items\":[{\"to\":\"13800138000\",\"customMsgID\":\"n-1\","
                + "\"customNum\":\"12\"}],\"content\":\"Sale 回T退订【商店】\",\"msgType\":\"sms\","
                + "\"bizType\":\"7\"}");
  }

  @Test
  void numberThatPoisonsACall_isSetAside_andTheOthersGoOutOnce() {
    String poison = Samples.phone(37);
    xuanwu.onMos().to(poison).answer(XuanwuSmsReply.mos(-5));
    List<SendResult> results = sendAll(Samples.captchas(100));

    for (int i = 0; i < 100; i++) {
      if (i == 37) {
        assertThat(results.get(i))
            .isRejected()
            .isFinal()
            .withReason(FailureReason.INVALID_RECIPIENT);
      } else {
        assertThat(results.get(i)).isAccepted();
      }
    }
    assertThat(xuanwu.counts().messages()).isEqualTo(99);
    assertThat(xuanwu.counts().duplicates()).isZero();
    assertThat(xuanwu.counts().allCalls()).isLessThanOrEqualTo(15);
  }

  @Test
  void textThatPoisonsACall_isSetAside() {
    List<SmsMessage> messages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      messages.add(Samples.parcel(Samples.phone(i), "A-" + i));
    }
    xuanwu
        .onMos()
        .whenRequest(request -> request.text().contains("A-13 "))
        .answer(XuanwuSmsReply.mos(-2));
    List<SendResult> results = sendAll(messages);

    assertThat(results.stream().filter(SendResult::isAccepted)).hasSize(19);
    assertThat(results.get(13)).isRejected().isFinal();
    assertThat(xuanwu.counts().duplicates()).isZero();
  }

  @Test
  void halfWhoseAnswerIsLost_isUnknown_andNotSentAgain() {
    List<SmsMessage> messages = Samples.captchas(4);
    xuanwu
        .onMos()
        .once()
        .answer(XuanwuSmsReply.mos(-5))
        .then()
        .once()
        .answer(XuanwuSmsReply.json("{"));
    List<SendResult> results = sendAll(messages);

    assertThat(results.get(0)).isUnknown();
    assertThat(results.get(1)).isUnknown();
    assertThat(results.get(2)).isAccepted();
    assertThat(results.get(3)).isAccepted();
    assertThat(xuanwu.counts().allCalls()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, AUTHENTICATION",
    "-3, INVALID_MESSAGE",
    "-6, AUTHENTICATION",
    "-9, QUOTA",
    "-12, QUOTA",
    "-13, AUTHENTICATION"
  })
  void refusalThatBlamesNobody_isSaidOnceForAll(int code, FailureReason reason) {
    xuanwu.onMos().answer(XuanwuSmsReply.mos(code, "words of theirs"));
    List<SendResult> results = sendAll(Samples.captchas(10));

    assertThat(results)
        .allSatisfy(result -> assertThat(result).isRejected().isFinal().withReason(reason));
    assertThat(results.get(0).failure().orElseThrow().text()).startsWith("words of theirs; ");
    assertThat(xuanwu.counts().allCalls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-99, -100, -200, -4, -98, 1, 200})
  void codeThatDoesNotSay_isUnknown(int code) {
    xuanwu.onMos().answer(XuanwuSmsReply.mos(code));
    SendResult result = send(Samples.captcha("13800138000"));

    assertThat(result).isUnknown();
    assertThat(result.failure().orElseThrow().code()).isEqualTo("" + code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "0",
        "<html></html>",
        "{\"code\":\"0\"}",
        "{\"code\":0,\"msg\":\"ok\"}",
        "{\"code\":\"0\",\"uuid\":\"\"}",
        "{\"code\":\"0\",\"uuid\":\"a b\"}",
        "{\"code\":\"0\",\"uuid\":17}",
        "{\"code\":\"ok\",\"uuid\":\"u\"}",
        "{\"code\":null,\"uuid\":\"u\"}",
        "{\"code\":0.0,\"uuid\":\"u\"}",
        "{\"code\":4294967296,\"uuid\":\"u\"}",
        "{\"code\":\"0\",\"uuid\":\"u\"",
        "{\"code\":\"0\",\"code\":\"-6\",\"uuid\":\"u\"}",
        "{\"result\":0,\"uuid\":\"u\"}"
      })
  void answerThatIsNotXuanwus_isUnknown(String answer) {
    xuanwu.onMos().answer(XuanwuSmsReply.json(answer));

    assertThat(send(Samples.captcha("13800138000"))).isUnknown().withReason(FailureReason.PROTOCOL);
  }

  @ParameterizedTest
  @CsvSource({
    "400, UNKNOWN, PROTOCOL",
    "404, UNKNOWN, PROTOCOL",
    "500, UNKNOWN, UNAVAILABLE",
    "502, UNKNOWN, UNAVAILABLE",
    "302, UNKNOWN, PROTOCOL",
    "401, REJECTED, AUTHENTICATION",
    "403, REJECTED, AUTHENTICATION",
    "429, REJECTED, THROTTLED"
  })
  void otherStatusWithABody_provesNothingUnlessItIsAboutTheCaller(
      int status, String outcome, FailureReason reason) {
    xuanwu
        .onMos()
        .answer(WireReply.builder().status(status).body("{\"code\":\"0\",\"uuid\":\"u\"}").build());
    SendResult result = send(Samples.captcha("13800138000"));

    assertThat(result.outcome()).hasToString(outcome);
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(reason);
    assertThat(result.failure().orElseThrow().code()).isEqualTo("http-" + status);
  }

  @Test
  void refusalWithoutABody_isTheFrontEnds() {
    xuanwu.onMos().answer(WireReply.status(404));

    assertThat(send(Samples.captcha("13800138000"))).isRejected().isFinal();
  }

  @Test
  void wordsOfXuanwu_loseNumbersTextsAndLines() {
    xuanwu
        .onMos()
        .answer(
            XuanwuSmsReply.mos(
                -12,
                "no money\r\nERROR for 13800138000, +8613800138000: 您的验证码是123456 a+b (123456) "
                    + Samples.DIGEST));

    assertThat(send(Samples.captcha("13800138000")).failure().orElseThrow().text())
        .isEqualTo(
            "no money ERROR for ***, +86***: *** (***) ***; the balance is used up; top the account"
                + " up");
  }
}
