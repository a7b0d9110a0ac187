package io.notifyjava.sms.aliyun;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.AlibabaCloudCredentials;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.BearerTokenCredentials;
import com.aliyuncs.exceptions.ClientException;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsReply;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliyunSmsProviderTest {

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void rebuild(Bench other) {
    bench.close();
    bench = other;
  }

  @ParameterizedTest
  @EnumSource
  void message_isAcceptedWithTheVendorsIdAndNothingInTheUrl(AliyunSignature signature) {
    rebuild(new Bench(account -> account.signature(signature)));
    SendResult result = bench.send(Texts.captcha());

    assertThat(result).isAccepted();
    assertThat(result.orThrow().receipt().providerMessageId().orElseThrow()).endsWith("^0");
    WireRequest request = only();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/");
    assertThat(request.query()).isEmpty();
    assertThat(decoded(request))
        .contains("PhoneNumbers=13800138000")
        .contains("SignName=衣云")
        .contains("TemplateCode=SMS_1000001")
        .contains("TemplateParam={\"code\":\"937164\"}")
        .contains("OutId=message-1");
    assertThat(bench.aliyun.accepted("13800138000")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void awkwardValues_areSignedAsTheyAreSent(AliyunSignature signature) {
    rebuild(new Bench(account -> account.signature(signature)));
    String awkward = "a b*c~d+e%f/g=h&i(1)!'\"\\\n😀";

    assertThat(bench.send(Texts.moved("+8613800138000", awkward))).isAccepted();
  }

  @Test
  void numbersAbroad_keepTheirCountryCodeWithoutPlus() {
    assertThat(bench.send(Texts.captcha("+85260000000"))).isAccepted();
    assertThat(decoded(only())).contains("PhoneNumbers=85260000000");
  }

  @Test
  void numberThatReadsAsAMainlandOne_isRefusedUnlessItsPrefixIsTold() {
    SmsMessage american = Texts.captcha("+13802138000");

    assertThat(bench.provider.problems(american))
        .singleElement()
        .asString()
        .contains("reads as a mainland number once its plus is gone")
        .contains("set foreign-prefix to 00")
        .doesNotContain("13802138000");
    rebuild(new Bench(account -> account.foreignPrefix("00")));
    assertThat(bench.provider.problems(american)).isEmpty();
    assertThat(bench.send(american)).isAccepted();
    assertThat(decoded(only())).contains("PhoneNumbers=0013802138000");
  }

  @Test
  void extendCode_goesAlong() {
    assertThat(bench.send(Texts.captcha().toBuilder().extendCode("042").build())).isAccepted();
    assertThat(decoded(only())).contains("SmsUpExtendCode=042");
  }

  @Test
  void templateWithoutVariables_sendsNoValues() {
    SmsMessage closed = SmsMessage.to("+8613800138000").template("closed").build();

    assertThat(bench.send(closed)).isAccepted();
    assertThat(decoded(only())).doesNotContain("TemplateParam");
  }

  @ParameterizedTest
  @EnumSource
  void keyOfSts_isGoodOnlyWithItsToken(AliyunSignature signature) {
    rebuild(
        new Bench(
            simulator -> simulator.stsKey("STS.TestKeyId", "stsSecret0123456789", "token+/="),
            account -> account.signature(signature)));
    try (var without =
        bench.provider(
            account ->
                account.signature(signature).accessKey("STS.TestKeyId", "stsSecret0123456789"))) {
      assertThat(without.send(Texts.captcha(), bench.context(Duration.ofSeconds(5))))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .isFinal();
    }
    try (var with =
        bench.provider(
            account ->
                account
                    .signature(signature)
                    .accessKey("STS.TestKeyId", "stsSecret0123456789")
                    .securityToken("token+/="))) {
      assertThat(with.send(Texts.captcha(), bench.context(Duration.ofSeconds(5)))).isAccepted();
    }
  }

  @Test
  void credentialsThatWereRenewed_areAskedForOnceMoreWhenTheOldKeyIsRefused() {
    AtomicReference<AlibabaCloudCredentials> current = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    rebuild(
        new Bench(
            simulator -> simulator.stsKey("STS.New", "newSecret0123456789", "new-token"),
            account ->
                account.credentials(
                    () ->
                        asked.incrementAndGet() == 1
                            ? new BasicSessionCredentials("STS.Old", "oldSecret", "old-token")
                            : current.get())));
    current.set(new BasicSessionCredentials("STS.New", "newSecret0123456789", "new-token"));

    assertThat(bench.send(Texts.captcha())).isAccepted();
    assertThat(asked).hasValue(2);
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(2);
    assertThat(bench.aliyun.counts().accepted()).isEqualTo(1);
  }

  @Test
  void refusedKeyThatStaysTheSame_isNotTriedAgain() {
    rebuild(new Bench(account -> account.accessKey("LTAI5tNobodys", "nobodysSecret")));

    assertThat(bench.send(Texts.captcha()))
        .isRejected()
        .withReason(FailureReason.AUTHENTICATION)
        .isFinal();
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
  }

  @Test
  void credentialsProviderThatFails_meansThatNothingWasSent() {
    rebuild(
        new Bench(
            account ->
                account.credentials(
                    () -> {
                      throw new ClientException("SDK.X", "secret words of the provider");
                    })));
    SendResult result = bench.send(Texts.captcha());

    assertThat(result).isRejected().isRetryable().withReason(FailureReason.AUTHENTICATION);
    assertThat(result.failure().orElseThrow().text())
        .contains("com.aliyuncs.exceptions.ClientException")
        .doesNotContain("secret words");
    assertThat(bench.aliyun.counts().sendCalls()).isZero();
  }

  @Test
  void credentialsProviderThatLacksItsClasses_saysWhatToDeclare() {
    rebuild(
        new Bench(
            account ->
                account.credentials(
                    () -> {
                      throw new NoClassDefFoundError("org/apache/http/conn/X");
                    })));

    assertThat(bench.send(Texts.captcha()).failure().orElseThrow().text())
        .contains("declare com.aliyun:aliyun-java-sdk-core in the service's own build");
  }

  @Test
  void credentialsOfAnotherKind_areNotUsed() {
    rebuild(new Bench(account -> account.credentials(() -> new BearerTokenCredentials("t"))));

    assertThat(bench.send(Texts.captcha()).failure().orElseThrow().text())
        .contains("BearerTokenCredentials, but an access key was expected");
  }

  @Test
  void credentialsWithoutSecret_areNotUsed() {
    rebuild(new Bench(account -> account.credentials(() -> new BasicCredentials("id", ""))));

    assertThat(bench.send(Texts.captcha())).isRejected().isRetryable();
    assertThat(bench.aliyun.counts().sendCalls()).isZero();
  }

  @Test
  void clockThatIsWrong_isRefusedWithAHint() {
    try (Bench other = new Bench()) {
      other.aliyun.onSend().answer(AliyunSmsReply.error("InvalidTimeStamp.Expired"));

      assertThat(other.send(Texts.captcha()).failure().orElseThrow().text())
          .contains("set this machine's clock");
    }
  }

  /** The real one answers with all that should have been signed: numbers and values. */
  @ParameterizedTest
  @EnumSource
  void wrongSecret_isRefusedAndNothingOfTheEchoIsShown(AliyunSignature signature) {
    rebuild(
        new Bench(
            account ->
                account.signature(signature).accessKey("LTAI5tTestKeyId", "not-the-right-secret")));
    SendResult result = bench.send(Texts.captcha());

    assertThat(result).isRejected().isFinal().withReason(FailureReason.AUTHENTICATION);
    assertThat(result.failure().orElseThrow().code()).isEqualTo("SignatureDoesNotMatch");
    String text = result.toString();
    assertThat(text).doesNotContain("138001", "937164", "LTAI5t", "POST");
    assertThat(text).contains("RequestId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"Code\":\"\"}",
        "{\"Code\":1}",
        "{\"Code\":\"OK\"}",
        "{\"Code\":\"OK\",\"BizId\":\"\"}",
        "{\"Code\":\"OK\",\"BizId\":\"1^0\"",
        "<html></html>",
        "[{\"Code\":\"OK\",\"BizId\":\"1^0\"}]",
        "{\"Code\":\"OK\",\"Code\":\"isv.X\"}"
      })
  void answerThatIsNotOne_isUnknown(String body) {
    bench.aliyun.onSend().answer(AliyunSmsReply.json(body));

    assertThat(bench.send(Texts.captcha())).isUnknown().withReason(FailureReason.PROTOCOL);
  }

  @Test
  void answerWithoutContentType_isReadAllTheSame() {
    bench
        .aliyun
        .onSend()
        .answer(
            WireReply.builder()
                .body("{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"R\",\"BizId\":\"7^0\"}")
                .build());

    assertThat(bench.send(Texts.captcha())).isAccepted().hasProviderMessageId("7^0");
  }

  @Test
  void okWithAnErrorStatus_isNoYes() {
    bench.aliyun.onSend().answer(AliyunSmsReply.accepted("1^0").withStatus(500));

    assertThat(bench.send(Texts.captcha())).isUnknown();
  }

  @Test
  void systemError_isUnknownBecauseNobodySaysThatNothingWasSent() {
    bench.aliyun.onSend().answer(AliyunSmsReply.error("isp.SYSTEM_ERROR"));

    assertThat(bench.send(Texts.captcha())).isUnknown().withReason(FailureReason.UNAVAILABLE);
  }

  @Test
  void vendorsWords_areShownWithoutNumbersAndValues() {
    bench
        .aliyun
        .onSend()
        .answer(
            AliyunSmsReply.error(
                "isv.INVALID_PARAMETERS", "bad 937164 for +8613800138000 or 13800138000"));
    String text = bench.send(Texts.captcha()).failure().orElseThrow().text();

    assertThat(text).startsWith("bad *** for *** or *** (RequestId ").doesNotContain("937164");
  }

  @Test
  void everyCall_hasANonceOfItsOwn() {
    for (int i = 0; i < 20; i++) {
      assertThat(bench.send(Texts.captcha(Texts.phone(i)))).isAccepted();
    }
    assertThat(
            bench.aliyun.recent().stream()
                .map(seen -> seen.request().header("x-acs-signature-nonce").orElseThrow()))
        .doesNotHaveDuplicates();
  }

  @Test
  void preview_isTheRequestWithoutItsSignature() {
    RequestPreview preview = bench.provider.preview(Texts.captcha());

    assertThat(preview.target()).isEqualTo(bench.aliyun.baseUrl() + "/");
    assertThat(preview.headers()).containsEntry("x-acs-action", "SendSms");
    assertThat(preview.body()).startsWith("OutId=message-id&PhoneNumbers=13800138000&SignName=");
    assertThat(preview.toString()).doesNotContain("LTAI5t").doesNotContain("testKeySecret");
  }

  @Test
  void values_areCheckedBeforeACall() {
    assertThat(bench.provider.problems(Texts.moved("+8613800138000", "x".repeat(36))))
        .containsExactly(
            "value 'where' has 36 characters, but Aliyun takes 35; shorten it, or raise"
                + " max-value-length if Aliyun lifted the limit for this account");
    assertThat(bench.provider.problems(Texts.moved("+8613800138000", "x".repeat(35)))).isEmpty();
  }

  private WireRequest only() {
    assertThat(bench.aliyun.recent(AliyunSmsApi.SEND)).hasSize(1);
    SeenRequest seen = bench.aliyun.recent(AliyunSmsApi.SEND).get(0);
    return seen.request();
  }

  private static String decoded(WireRequest request) {
    return URLDecoder.decode(request.text(), StandardCharsets.UTF_8);
  }
}
