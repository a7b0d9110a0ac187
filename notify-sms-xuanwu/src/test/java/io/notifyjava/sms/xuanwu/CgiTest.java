package io.notifyjava.sms.xuanwu;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.testkit.simulator.XuanwuSmsApi;
import io.notifyjava.testkit.simulator.XuanwuSmsReply;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulator;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulatorBuilder;
import io.notifyjava.testkit.wire.WireReply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cgi-bin interface is sent and answers, against a strict simulator of it. */
class CgiTest {

  private XuanwuSmsSimulator xuanwu = start(XuanwuSmsSimulator.builder());

  @AfterEach
  void stop() {
    xuanwu.close();
  }

  private static XuanwuSmsSimulator start(XuanwuSmsSimulatorBuilder builder) {
    return builder.account(Samples.ACCOUNT, Samples.PASSWORD).start();
  }

  private XuanwuSms.CgiBuilder account() {
    return XuanwuSms.cgi()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl(xuanwu.baseUrl().toString())
        .allowPlainHttp(true);
  }

  private SendResult send(XuanwuSms.CgiBuilder account, SmsMessage message) {
    return sendAll(account, List.of(message)).get(0);
  }

  private List<SendResult> sendAll(XuanwuSms.CgiBuilder account, List<SmsMessage> messages) {
    try (Provider<SmsMessage> provider = Samples.provider(account.build())) {
      for (SmsMessage message : messages) {
        assertThat(provider.problems(message)).isEmpty();
      }
      return messages.size() == 1
          ? List.of(provider.send(messages.get(0), Samples.sending()))
          : provider.sendAll(messages, Samples.sending());
    }
  }

  private String query() {
    return xuanwu.recent().get(0).request().rawQuery();
  }

  /** Vector D.8 of the protocol notes. */
  @Test
  void request_isTheVectorInGbk() {
    send(
        account().signPlacement(SignPlacement.PREFIX).signName("测试"),
        Samples.captcha("13800138000"));

    assertThat(query())
        .isEqualTo(
            "username=demo%40corp&password=e10adc3949ba59abbe56e057f20f883e&to=13800138000"
                + "&text=%A1%BE%B2%E2%CA%D4%A1%BF%C4%FA%B5%C4%D1%E9%D6%A4%C2%EB%CA%C7123456+a%2Bb"
                + "&subid=&msgtype=1&encode=0&version=1.0");
    assertThat(xuanwu.lastText()).contains("【测试】您的验证码是123456 a+b");
  }

  /** Vector D.8 of the protocol notes. */
  @Test
  void request_isTheVectorInUtf8() {
    send(
        account()
            .signPlacement(SignPlacement.PREFIX)
            .signName("【测试】")
            .encode(CgiEncoding.UTF_8)
            .passwordForm(PasswordForm.PLAIN),
        Samples.captcha("13800138000"));

    assertThat(query())
        .isEqualTo(
            "username=demo%40corp&password=123456&to=13800138000"
                + "&text=%E3%80%90%E6%B5%8B%E8%AF%95%E3%80%91%E6%82%A8%E7%9A%84%E9%AA%8C%E8%AF%81"
                + "%E7%A0%81%E6%98%AF123456+a%2Bb&subid=&msgtype=1&encode=1");
    assertThat(xuanwu.lastText()).contains("【测试】您的验证码是123456 a+b");
  }

  static Stream<List<Enum<?>>> ways() {
    return Stream.of(CgiEncoding.values())
        .flatMap(
            encoding ->
                Stream.of(PasswordForm.values())
                    .flatMap(
                        form ->
                            Stream.of(CgiMethod.values())
                                .map(method -> List.<Enum<?>>of(encoding, form, method))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyWay_isTakenAsItWasMeant(List<Enum<?>> way) {
    SendResult result =
        send(
            account()
                .encode((CgiEncoding) way.get(0))
                .passwordForm((PasswordForm) way.get(1))
                .method((CgiMethod) way.get(2)),
            Samples.captcha("+8613800138000"));

    assertThat(result).isAccepted();
    assertThat(result.orThrow().receipt().providerMessageId()).isEmpty();
    assertThat(xuanwu.lastText()).contains("您的验证码是123456 a+b");
    assertThat(xuanwu.delivered("13800138000")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(PasswordForm.class)
  void wrongPassword_isSaidAtOnce(PasswordForm form) {
    SendResult result =
        send(account().password("654321").passwordForm(form), Samples.captcha("13800138000"));

    assertThat(result).isRejected().isFinal().withReason(FailureReason.AUTHENTICATION);
    assertThat(result.failure().orElseThrow().text()).isEqualTo("check password and password-form");
  }

  @Test
  void valuesThatLookLikeParameters_stayWhereTheyBelong() {
    String value = "1&to=13900139000%26;+\n=中";
    send(account(), Samples.parcel("13800138000", value));

    assertThat(xuanwu.lastText()).contains("Parcel " + value + " is here");
    assertThat(xuanwu.delivered("13900139000")).isZero();
  }

  @Test
  void extendCodeAndLongText_areTold() {
    SmsMessage message =
        Samples.parcel("13800138000", "x".repeat(100)).toBuilder().extendCode("0123").build();
    send(account(), message);

    assertThat(query()).contains("&subid=0123&msgtype=4&");
    assertThat(xuanwu.counts().parts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"NORMAL, 100, 1", "LONG, 1, 4", "BY_LENGTH, 1, 1", "BY_LENGTH, 56, 4"})
  void messageType_canBeFixed(CgiMessageType type, int length, String parameter) {
    send(account().messageType(type), Samples.parcel("13800138000", "x".repeat(length)));

    assertThat(query()).contains("&msgtype=" + parameter + "&");
  }

  @Test
  void hundredNumbers_shareOneCall() {
    List<SendResult> results = sendAll(account(), Samples.captchas(100));

    assertThat(results).hasSize(100).allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(xuanwu.counts().allCalls()).isEqualTo(1);
    assertThat(xuanwu.counts().numbers()).isEqualTo(100);
    assertThat(query()).contains("&to=13800000000+13800000001+");
  }

  @Test
  void commas_separateNumbersIfTheAccountWantsThem() {
    xuanwu.close();
    xuanwu = start(XuanwuSmsSimulator.builder().numberSeparator(','));
    sendAll(account().numberSeparator(NumberSeparator.COMMA), Samples.captchas(3));

    assertThat(xuanwu.counts().numbers()).isEqualTo(3);
  }

  @Test
  void keys_tellTextsAndExtendCodesApart() {
    try (Provider<SmsMessage> provider = Samples.provider(account().build())) {
      SmsMessage one = Samples.parcel("13800138000", "1");

      assertThat(provider.bulkKey(one))
          .isEqualTo(provider.bulkKey(Samples.parcel("13900139000", "1")))
          .isNotEqualTo(provider.bulkKey(Samples.parcel("13900139000", "2")))
          .isNotEqualTo(provider.bulkKey(one.toBuilder().extendCode("1").build()));
      assertThat(provider.capabilities().of(one).orElseThrow().maxBulk()).isEqualTo(100);
    }
  }

  @Test
  void moreNumbersThanXuanwuTakes_goOutInHalves() {
    xuanwu.close();
    xuanwu = start(XuanwuSmsSimulator.builder().maxNumbers(50));
    List<SendResult> results = sendAll(account(), Samples.captchas(100));

    assertThat(results).allSatisfy(result -> assertThat(result).isAccepted());
    assertThat(xuanwu.counts().allCalls()).isEqualTo(3);
    assertThat(xuanwu.counts().duplicates()).isZero();
  }

  @Test
  void callThatIsBadForAll_isNotTriedApartForLong() {
    xuanwu.onCgi().answer(XuanwuSmsReply.cgi(-2));
    List<SendResult> results = sendAll(account(), Samples.captchas(100));

    assertThat(results)
        .hasSize(100)
        .allSatisfy(
            result ->
                assertThat(result)
                    .isRejected()
                    .isFinal()
                    .withReason(FailureReason.INVALID_MESSAGE));
    assertThat(xuanwu.counts().allCalls()).isLessThanOrEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0\n", " 0 ", "\r\n0\r\n"})
  void zero_isAccepted(String reply) {
    xuanwu.onCgi().answer(XuanwuSmsReply.text(reply));

    assertThat(send(account(), Samples.captcha("13800138000"))).isAccepted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "00",
        "-0",
        "+0",
        "0x0",
        "0 0",
        "OK",
        "０",
        "<html>0</html>",
        "{\"code\":\"0\"}",
        "0.0",
        "-1234567890",
        "-"
      })
  void anythingElse_isUnknown(String reply) {
    xuanwu.onCgi().answer(XuanwuSmsReply.text(reply));

    assertThat(send(account(), Samples.captcha("13800138000")))
        .isUnknown()
        .withReason(FailureReason.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -5, -98, 1, 100})
  void codeThatNobodyDocuments_isUnknownAndKept(int code) {
    xuanwu.onCgi().answer(XuanwuSmsReply.cgi(code));
    SendResult result = send(account(), Samples.captcha("13800138000"));

    assertThat(result).isUnknown().withReason(FailureReason.PROTOCOL);
    assertThat(result.failure().orElseThrow().code()).isEqualTo("" + code);
  }

  @Test
  void internalError_isUnknown_andLoadingPasses() {
    xuanwu.onCgi().answers(XuanwuSmsReply.cgi(-99), XuanwuSmsReply.cgi(-3));

    assertThat(send(account(), Samples.captcha("13800138000"))).isUnknown();
    assertThat(send(account(), Samples.captcha("13800138000")))
        .isRejected()
        .isRetryable()
        .withReason(FailureReason.UNAVAILABLE);
    assertThat(xuanwu.counts().calls(XuanwuSmsApi.CGI)).isEqualTo(2);
  }

  @Test
  void numberUnderAnotherStatus_isNoAnswer() {
    xuanwu.onCgi().answer(WireReply.builder().status(500).body("0").build());

    assertThat(send(account(), Samples.captcha("13800138000"))).isUnknown();
  }

  @Test
  void preview_showsEverythingButThePassword() {
    SmsTemplates templates =
        SmsTemplates.builder().template(SmsTemplate.named("hi").text("中 a")).build();
    SmsMessage hi = SmsMessage.to("13800138000").template("hi").build();
    try (Provider<SmsMessage> get = Samples.provider(account().build(), templates);
        Provider<SmsMessage> post =
            Samples.provider(account().method(CgiMethod.POST).build(), templates)) {
      String query =
          "username=demo%40corp&password=***&to=13800138000&text=%D6%D0+a&subid=&msgtype=1"
              + "&encode=0&version=1.0";

      assertThat(get.preview(hi).target()).isEqualTo(xuanwu.baseUrl() + "/cgi-bin/sendsms?***");
      assertThat(get.preview(hi).method()).isEqualTo("GET");
      assertThat(get.preview(hi).body()).isEqualTo(query);
      assertThat(post.preview(hi).body()).isEqualTo(query);
      assertThat(post.preview(hi).headers())
          .containsEntry("Content-Type", "application/x-www-form-urlencoded; charset=gbk");
    }
  }
}
