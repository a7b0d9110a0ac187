package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.testkit.wire.WireHeader;
import io.notifyjava.testkit.wire.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ways of signing in; the AK/SK vectors are results of the vendor's own Java classes. */
class HuaweiSmsSignInTest extends HuaweiSmsTestBase {

  private static final String BODY = HuaweiSmsClient.form(HuaweiSmsClient.fields(ADA));
  private static final String SIGNED_BODY =
      "from=8824110605&to=%2B8613800138000&templateId=1d18a7f4e1b84f6c8fcb546b48b3baea"
          + "&templateParas=%5B%22123456%22%5D&statusCallback=";
  private static final String HOST = "smsapi.cn-north-4.myhuaweicloud.com";
  private static final String WITH_PORT =
      "8fff52b284b9299e09538c19165bcb9dc581f2d3f37e6eaf29b2b6b6db75a0ae";
  private static final String WITHOUT_PORT =
      "26a38efd0477744489372fa35933f5c449c11d062c03b3758821947ce8aba04f";

  private String signedIn(@Nullable String authorization, @Nullable String wsse) {
    return code(
        client.call("/sms/batchSendSms/v1", HuaweiSmsClient.FORM, BODY, authorization, wsse));
  }

  private String authorized(String authorization) {
    return signedIn(authorization, client.wsse());
  }

  @Test
  void bothFormsOfTheDigest_areTaken_unlessOneIsNot() {
    assertThat(token("n1", client.created(), true)).isEqualTo("000000");
    assertThat(token("n2", client.created(), false)).isEqualTo("000000");
    start(HuaweiSmsSimulator.builder().digests(Set.of(HuaweiWsseDigest.RAW)));
    assertThat(token("n3", client.created(), true)).isEqualTo("E000105");
    assertThat(token("n4", client.created(), false)).isEqualTo("000000");
  }

  private String token(String nonce, String created, boolean hex) {
    return signedIn(
        HuaweiSmsClient.AUTHORIZATION,
        HuaweiSmsClient.wsse(huawei.appKey(), client.digest(nonce, created, hex), nonce, created));
  }

  @Test
  void authorization_isJudgedPartByPart() {
    assertThat(signedIn(null, client.wsse())).isEqualTo("E000001");
    assertThat(authorized("WSSE profile=\"UsernameToken\",type=\"Appkey\"")).isEqualTo("E000002");
    assertThat(authorized("WSSE realm=\"SDP\",type=\"Appkey\"")).isEqualTo("E000003");
    assertThat(authorized("WSSE realm=\"S\",profile=\"UsernameToken\",type=\"Appkey\""))
        .isEqualTo("E000004");
    assertThat(authorized("WSSE realm=\"SDP\",profile=\"Token\",type=\"Appkey\""))
        .isEqualTo("E000005");
    assertThat(authorized("WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"App\""))
        .isEqualTo("E000006");
    assertThat(authorized("WSSE realm=\"SDP\",profile=\"UsernameToken\"")).isEqualTo("E000007");
    assertThat(authorized("Basic realm=\"SDP\"")).isEqualTo("E000008");
    assertThat(authorized("WSSE realm=\"SDP\", profile=\"UsernameToken\", type=\"Appkey\""))
        .as("blanks after the commas")
        .isEqualTo("E000003");
  }

  @ParameterizedTest
  @CsvSource({
    "Username=, Xsername=, E000021",
    "Nonce=, Xonce=, E000022",
    "Created=, Xreated=, E000023",
    "PasswordDigest=, Xigest=, E000024",
    "UsernameToken, '\"UsernameToken', E000026",
    "'Username=', 'Username= ', E000021"
  })
  void token_isJudgedPartByPart(String from, String to, String code) {
    String wsse = client.wsse();

    assertThat(signedIn(HuaweiSmsClient.AUTHORIZATION, wsse.replace(from, to))).isEqualTo(code);
    assertThat(signedIn(HuaweiSmsClient.AUTHORIZATION, null)).isEqualTo("E000020");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02T03:04:05.000Z, E000025",
    "2024-01-02 03:04:05, E000025",
    "2024-13-02T03:04:05Z, E000025",
    "20240102T030405Z, E000025",
    "2024-01-03T03:04:05Z, 000000",
    "2024-01-01T03:04:05Z, 000000",
    "2024-01-03T03:04:06Z, E000110",
    "2024-01-01T03:04:04Z, E000110",
    "2025-01-02T03:04:05Z, E000110"
  })
  void timeOfAToken_isWithinADay(String created, String code) {
    assertThat(token("n", created, true)).isEqualTo(code);
  }

  @Test
  void keySecretAndNonce_areJudged() {
    String created = client.created();
    String good = client.digest("n", created, true);

    assertThat(wsse("somebody", good, "n")).isEqualTo("E000102");
    assertThat(wsse(huawei.appKey(), good, "m")).isEqualTo("E000105");
    assertThat(wsse(huawei.appKey(), client.digest("n-1", created, true), "n-1"))
        .isEqualTo("E000027");
    assertThat(
            wsse(huawei.appKey(), client.digest("n".repeat(129), created, true), "n".repeat(129)))
        .isEqualTo("E000027");
  }

  private String wsse(String key, String digest, String nonce) {
    return signedIn(
        HuaweiSmsClient.AUTHORIZATION, HuaweiSmsClient.wsse(key, digest, nonce, client.created()));
  }

  @Test
  void nonce_isTakenOnceInADay() {
    assertThat(token("n", client.created(), true)).isEqualTo("000000");
    assertThat(token("n", client.created(), false)).isEqualTo("E000101");
    time.pass(Duration.ofHours(24));
    assertThat(token("n", client.created(), true)).isEqualTo("000000");
    start(HuaweiSmsSimulator.builder().checkNonces(false));
    assertThat(token("n", client.created(), true)).isEqualTo("000000");
    assertThat(token("n", client.created(), true)).isEqualTo("000000");
  }

  private static WireRequest signed(String host, String date, String signature, String body) {
    List<WireHeader> headers = new ArrayList<>();
    headers.add(new WireHeader("Host", host));
    headers.add(new WireHeader("X-Sdk-Date", date));
    headers.add(
        new WireHeader(
            "Authorization",
            "SDK-HMAC-SHA256 Access=testAppKey, SignedHeaders=host;x-sdk-date, Signature="
                + signature));
    return new WireRequest(
        "POST", "/sms/batchSendSms/v1", Map.of(), headers, body.getBytes(US_ASCII));
  }

  /** The code of the refusal; 000000 if there is none. */
  private String judged(WireRequest request) {
    HuaweiAkSk gate = new HuaweiAkSk(Map.of("testAppKey", "testAppSecret"), time);
    String authorization = request.header("Authorization").orElseThrow();
    Refused refused = catchThrowableOfType(Refused.class, () -> gate.check(request, authorization));
    return refused == null
        ? "000000"
        : ((HuaweiSmsReply) refused.reply(new HuaweiSmsDialect(time))).code();
  }

  @Test
  void akSk_takesWhatTheVendorsClientSigns_withAndWithoutThePort() {
    assertThat(judged(signed(HOST + ":443", "20240102T030405Z", WITH_PORT, SIGNED_BODY)))
        .isEqualTo("000000");
    assertThat(judged(signed(HOST, "20240102T030405Z", WITHOUT_PORT, SIGNED_BODY)))
        .isEqualTo("000000");
  }

  @Test
  void akSk_refusesEverythingElse() {
    assertThat(judged(signed(HOST, "20240102T030405Z", WITH_PORT, SIGNED_BODY)))
        .as("another host")
        .isEqualTo("E000045");
    assertThat(judged(signed(HOST, "20240102T030406Z", WITHOUT_PORT, SIGNED_BODY)))
        .as("another second")
        .isEqualTo("E000045");
    assertThat(judged(signed(HOST, "20240102T030405Z", WITHOUT_PORT, SIGNED_BODY + "x")))
        .as("another body")
        .isEqualTo("E000045");
    assertThat(judged(signed(HOST, "2024-01-02T03:04:05Z", WITHOUT_PORT, SIGNED_BODY)))
        .as("another form of time")
        .isEqualTo("E000045");
  }

  @Test
  void akSk_isGoodForFifteenMinutes() {
    WireRequest request = signed(HOST, "20240102T030405Z", WITHOUT_PORT, SIGNED_BODY);
    time.pass(Duration.ofMinutes(15));
    assertThat(judged(request)).isEqualTo("000000");
    time.pass(Duration.ofSeconds(1));
    assertThat(judged(request)).isEqualTo("E000110");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SDK-HMAC-SHA256 Access=testAppKey,SignedHeaders=host;x-sdk-date,Signature=",
        "SDK-HMAC-SHA256 Access=testAppKey, SignedHeaders=x-sdk-date;host, Signature=",
        "SDK-HMAC-SHA256 Access=testAppKey, SignedHeaders=x-sdk-date, Signature=",
        "SDK-HMAC-SHA256 Access=testAppKey, SignedHeaders=host;x-other;x-sdk-date, Signature=",
        "SDK-HMAC-SHA256 SignedHeaders=host;x-sdk-date, Access=testAppKey, Signature="
      })
  void akSk_authorizationInAnotherForm_isRefused(String start) {
    WireRequest good = signed(HOST, "20240102T030405Z", WITHOUT_PORT, SIGNED_BODY);
    List<WireHeader> headers = new ArrayList<>(good.headers());
    headers.set(2, new WireHeader("Authorization", start + WITHOUT_PORT));

    assertThat(
            judged(
                new WireRequest(
                    "POST", good.path(), Map.of(), headers, SIGNED_BODY.getBytes(US_ASCII))))
        .isEqualTo("E000045");
  }
}
