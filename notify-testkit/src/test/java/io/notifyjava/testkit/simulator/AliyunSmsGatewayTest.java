package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.simulator.AliyunSmsClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call at all: keys, signatures, time and nonces. */
class AliyunSmsGatewayTest {

  private static final String BODY =
      "PhoneNumbers=13800138000&SignName=a&TemplateCode=SMS_1&TemplateParam=%7B%7D";

  private final MovingTime time = new MovingTime(Instant.parse("2026-01-02T03:04:05Z"));
  private final AliyunSmsSimulator aliyun =
      AliyunSmsSimulator.builder().clock(time).ticker(time::ticker).start();
  private final AliyunSmsClient client = new AliyunSmsClient(aliyun, "2026-01-02T03:04:05Z");

  @AfterEach
  void close() {
    aliyun.close();
  }

  @Test
  void signedCall_isServed() {
    Answer answer = client.send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("BizId").asText()).matches("\\d+\\^0");
    assertThat(answer.body().path("RequestId").asText()).matches("[0-9A-F-]{36}");
  }

  @ParameterizedTest
  @CsvSource({
    "Signature, x, SignatureDoesNotMatch, 400",
    "Signature, '', SignatureDoesNotMatch, 400",
    "AccessKeyId, nobody, InvalidAccessKeyId.NotFound, 404",
    "AccessKeyId, '', MissingAccessKeyId, 400",
    "SignatureMethod, HMAC-MD5, InvalidSignatureMethod, 400",
    "SignatureNonce, '', IncompleteSignature, 400",
    "Version, 2016-09-27, InvalidVersion, 400",
    "Timestamp, 2026-01-02T03:04:05.123Z, InvalidTimeStamp.Format, 400",
    "Timestamp, 2026-01-02 03:04:05, InvalidTimeStamp.Format, 400",
    "Timestamp, 2026-01-02T11:04:05Z, InvalidTimeStamp.Expired, 400",
    "Timestamp, 2026-01-02T02:49:04Z, InvalidTimeStamp.Expired, 400",
    "Timestamp, 2026-01-02T03:19:06Z, InvalidTimeStamp.Expired, 400",
    "Timestamp, 2026-01-02T02:49:05Z, OK, 200",
    "SecurityToken, of-nobody, InvalidSecurityToken.Malformed, 400",
  })
  void v1_isRefusedForWhatIsWrong(String name, String value, String code, int status) {
    if (name.equals("Signature") && value.isEmpty()) {
      client.secret = "another";
    }
    Answer answer = client.send(name, value);

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void wrongSignature_isAnsweredWithAllThatShouldHaveBeenSigned() {
    client.secret = "another";

    assertThat(client.send().body().path("Message").asText())
        .contains("server string to sign is:POST&%2F&AccessKeyId")
        .contains("13800138000");
  }

  @Test
  void unknownAction_isNotFound() {
    assertThat(client.v1("SendMms", Map.of()).code()).isEqualTo("InvalidAction.NotFound");
  }

  @Test
  void nonce_isGoodOnceInAQuarterOfAnHour() {
    String nonce = UUID.randomUUID().toString();

    assertThat(client.send("SignatureNonce", nonce).code()).isEqualTo("OK");
    assertThat(client.send("SignatureNonce", nonce).code()).isEqualTo("SignatureNonceUsed");
    time.pass(Duration.ofMinutes(16));
    client.timestamp = "2026-01-02T03:20:05Z";
    assertThat(client.send("SignatureNonce", nonce).code()).isEqualTo("OK");
  }

  @Test
  void disabledKey_isRefused() {
    aliyun.disable(aliyun.accessKeyId());

    assertThat(client.send().code()).isEqualTo("InvalidAccessKeyId.Inactive");
  }

  @Test
  void getWithEverythingInTheUrl_isServedToo() {
    TreeMap<String, String> parameters =
        new TreeMap<>(
            Map.of(
                "Action", "SendSms",
                "AccessKeyId", aliyun.accessKeyId(),
                "PhoneNumbers", "13800138000",
                "SignName", "a b",
                "TemplateCode", "SMS_1",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureNonce", "n-1",
                "SignatureVersion", "1.0",
                "Timestamp", "2026-01-02T03:04:05Z",
                "Version", "2017-05-25"));
    String text = AliyunSmsSignatures.stringToSign("GET", parameters);
    parameters.put("Signature", AliyunSmsSignatures.v1(text, aliyun.accessKeySecret()));
    URI uri = URI.create(aliyun.baseUrl() + "/?" + AliyunSmsClient.form(parameters));

    assertThat(client.answer(HttpRequest.newBuilder(uri).GET().build()).code()).isEqualTo("OK");
    assertThat(client.answer(HttpRequest.newBuilder(uri).DELETE().build()).code())
        .isEqualTo("InvalidAction.NotFound");
  }

  @Test
  void v3_isServed() {
    assertThat(client.post(BODY, client.v3("SendSms", BODY)).code()).isEqualTo("OK");
  }

  @Test
  void v3_withAnotherBody_isRefused() {
    Map<String, String> headers = client.v3("SendSms", BODY);

    assertThat(client.post(BODY.replace("000&", "001&"), headers).code())
        .isEqualTo("SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-acs-action", "x-acs-date", "x-acs-signature-nonce"})
  void v3_withAnotherHeader_isRefused(String name) {
    Map<String, String> headers = new TreeMap<>(client.v3("SendSms", BODY));
    headers.put(
        name,
        switch (name) {
          case "x-acs-action" -> "SendBatchSms";
          case "x-acs-date" -> "2026-01-02T03:04:06Z";
          default -> "another";
        });

    assertThat(client.post(BODY, headers).code()).isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void v3_withAHeaderThatIsNotSigned_isRefused() {
    Map<String, String> headers = new TreeMap<>(client.v3("SendSms", BODY));
    headers.put("x-acs-security-token", "t");

    assertThat(client.post(BODY, headers).code()).isEqualTo("IncompleteSignature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic abc", "ACS3-HMAC-SHA256", "ACS3-HMAC-SHA256 Credential=x"})
  void v3_withHalfAnAuthorization_isRefused(String authorization) {
    Map<String, String> headers = new TreeMap<>(client.v3("SendSms", BODY));
    headers.put("authorization", authorization);

    assertThat(client.post(BODY, headers).status()).isIn(400, 404);
  }

  @Test
  void v3_replayed_isRefused() {
    Map<String, String> headers = client.v3("SendSms", BODY);

    assertThat(client.post(BODY, headers).code()).isEqualTo("OK");
    assertThat(client.post(BODY, headers).code()).isEqualTo("SignatureNonceUsed");
    assertThat(aliyun.counts().accepted()).isEqualTo(1);
  }

  @Test
  void fieldTwice_isRefused() {
    String body = BODY + "&PhoneNumbers=13900139000";

    assertThat(client.post(body, client.v3("SendSms", body)).code()).isEqualTo("InvalidParameter");
  }

  @Test
  void callsPerSecond_areKept() {
    try (AliyunSmsSimulator slow =
        AliyunSmsSimulator.builder().callsPerSecond(2).clock(time).ticker(time::ticker).start()) {
      AliyunSmsClient other = new AliyunSmsClient(slow, "2026-01-02T03:04:05Z");
      other.send();
      other.send("PhoneNumbers", "13800138001");

      Answer third = other.send("PhoneNumbers", "13800138002");
      assertThat(third.code()).isEqualTo("Throttling.User");
      assertThat(third.status()).isEqualTo(400);
      time.pass(Duration.ofSeconds(1));
      assertThat(other.send("PhoneNumbers", "13800138003").code()).isEqualTo("OK");
    }
  }
}
