package io.notifyjava.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.smsapi.v1.SMSApiClient;
import com.huaweicloud.sdk.smsapi.v1.SMSApiCredentials;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendDiffSmsRequest;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendDiffSmsRequestBody;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendDiffSmsResponse;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendSmsRequest;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendSmsRequestBody;
import com.huaweicloud.sdk.smsapi.v1.model.BatchSendSmsResponse;
import com.huaweicloud.sdk.smsapi.v1.model.SmsContent;
import com.huaweicloud.sdk.smsapi.v1.model.SmsID;
import io.notifyjava.testkit.simulator.HuaweiSmsApi;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.simulator.HuaweiVariable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Huawei's own client, unmodified: served, and refused when one byte is wrong.
 *
 * <p>It runs on the OkHttp that this project aligns, not on the 4.12 that it asks for. No value
 * holds a blank here: the client signs {@code %20}, OkHttp 5 sends a plus for it in forms, and then
 * the signature is not that of the body, which the simulator tells, as Huawei would.
 */
class HuaweiSdkTest {

  private static final String KEY = "c8RWg3ggEcyd4D3p94bf3Y7x1Ile";
  private static final String SECRET = "q4Ii87BhST9vcs8wvrzN80SfD7Al";
  private static final String TEMPLATE = "8ff55eac1d0b478ab3c06c3c6a492300";
  private static final String UNIVERSAL = "9ff55eac1d0b478ab3c06c3c6a492300";

  private static HuaweiSmsSimulator start() {
    return HuaweiSmsSimulator.builder()
        .application(KEY, SECRET)
        .template(TEMPLATE, HuaweiVariable.CHARDIGIT, HuaweiVariable.TEXT)
        .universalTemplate(UNIVERSAL, HuaweiVariable.TEXT)
        .sign("华为云")
        .start();
  }

  private static SMSApiClient client(URI baseUrl) {
    return client(baseUrl, SECRET);
  }

  private static SMSApiClient client(URI baseUrl, String secret) {
    return SMSApiClient.newBuilder()
        .withCredential(new SMSApiCredentials().withAk(KEY).withSk(secret))
        .withEndpoints(List.of(baseUrl.toString()))
        .build();
  }

  private static BatchSendSmsRequest oneText(String numbers) {
    return new BatchSendSmsRequest()
        .withBody(
            new BatchSendSmsRequestBody()
                .withFrom("8824110605")
                .withTo(numbers)
                .withTemplateId(TEMPLATE)
                .withTemplateParas("[\"369751\",\"人民公园a*b~c\"]")
                .withStatusCallback("https://app.example/report?x=1")
                .withExtend("order-17"));
  }

  private static BatchSendDiffSmsRequest twoTexts() {
    return new BatchSendDiffSmsRequest()
        .withBody(
            new BatchSendDiffSmsRequestBody()
                .withFrom("8824110605")
                .addSmsContentItem(
                    new SmsContent()
                        .addToItem("+8613800138000")
                        .addToItem("13900139000")
                        .withTemplateId(TEMPLATE)
                        .withTemplateParas(List.of("369751", "人民公园")))
                .addSmsContentItem(
                    new SmsContent()
                        .addToItem("+85260000000")
                        .withTemplateId(UNIVERSAL)
                        .addTemplateParasItem("é")
                        .withSignature("华为云")));
  }

  private static Map<String, String> statuses(List<SmsID> result) {
    return result.stream().collect(Collectors.toMap(SmsID::getOriginTo, SmsID::getStatus));
  }

  @Test
  void oneTextToManyNumbers_isServed() {
    try (HuaweiSmsSimulator huawei = start()) {
      String numbers =
          IntStream.range(0, 500)
              .mapToObj(i -> "+8613800138" + (100 + i))
              .collect(Collectors.joining(","));
      BatchSendSmsResponse response = client(huawei.baseUrl()).batchSendSms(oneText(numbers));

      assertThat(response.getCode()).isEqualTo("000000");
      assertThat(response.getResult())
          .hasSize(500)
          .allSatisfy(one -> assertThat(one.getStatus()).isEqualTo("000000"))
          .extracting(SmsID::getSmsMsgId)
          .doesNotHaveDuplicates();
      assertThat(huawei.counts().accepted()).isEqualTo(500);
      assertThat(huawei.counts().errors()).isEmpty();
    }
  }

  @Test
  void severalTexts_areServed() {
    try (HuaweiSmsSimulator huawei = start()) {
      BatchSendDiffSmsResponse response = client(huawei.baseUrl()).batchSendDiffSms(twoTexts());

      assertThat(response.getCode()).isEqualTo("000000");
      assertThat(statuses(response.getResult()))
          .containsOnlyKeys("+8613800138000", "13900139000", "+85260000000")
          .containsValue("000000");
      assertThat(huawei.counts().calls(HuaweiSmsApi.SEND_DIFFERENT)).isEqualTo(1);
      assertThat(huawei.counts().accepted()).isEqualTo(3);
    }
  }

  @Test
  void statusOfEachNumber_isUnderstood() {
    try (HuaweiSmsSimulator huawei = start()) {
      huawei.status("+8613900139000", "E200041");
      BatchSendSmsResponse response =
          client(huawei.baseUrl()).batchSendSms(oneText("+8613800138000,+8613900139000"));

      assertThat(response.getCode()).isEqualTo("E000510");
      assertThat(statuses(response.getResult()))
          .containsEntry("+8613800138000", "000000")
          .containsEntry("+8613900139000", "E200041");
    }
  }

  @Test
  void wrongSecret_isRefused() {
    try (HuaweiSmsSimulator huawei = start()) {
      Throwable thrown =
          catchThrowable(
              () -> client(huawei.baseUrl(), SECRET + "x").batchSendSms(oneText("+8613800138000")));

      assertThat(thrown).isInstanceOf(ServiceResponseException.class);
      assertThat(((ServiceResponseException) thrown).getHttpStatusCode()).isEqualTo(400);
      assertThat(huawei.counts().errors("E000045")).isEqualTo(1);
    }
  }

  private static final Function<SMSApiClient, Object> ONE =
      client -> client.batchSendSms(oneText("+8613800138000")).getCode();
  private static final Function<SMSApiClient, Object> TWO =
      client -> client.batchSendDiffSms(twoTexts()).getCode();

  private static DynamicTest refused(
      String what, String place, int at, Function<SMSApiClient, Object> action, String code) {
    return DynamicTest.dynamicTest(
        what + " -> " + code,
        () -> {
          try (HuaweiSmsSimulator huawei = start();
              SignedRelay relay = new SignedRelay(huawei.baseUrl())) {
            SMSApiClient client = client(relay.baseUrl());
            assertThat(action.apply(client)).as("unchanged").isEqualTo("000000");
            long accepted = huawei.counts().accepted();
            relay.flip(place, at);
            Throwable thrown = catchThrowable(() -> action.apply(client));

            assertThat(relay.flips()).as("bytes changed").isPositive();
            assertThat(thrown).isInstanceOf(ServiceResponseException.class);
            assertThat(huawei.counts().errors(code)).isPositive();
            assertThat(huawei.counts().accepted()).isEqualTo(accepted);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> oneWrongByte_isRefused() {
    return Stream.of(
        refused("key", "Access=c8RW", 10, ONE, "E000102"),
        refused("signature", "Signature=", 10, ONE, "E000045"),
        refused("algorithm", "SDK-HMAC-SHA256", 14, ONE, "E000008"),
        refused("signed headers", "SignedHeaders=host", 17, ONE, "E000045"),
        refused("host", "Host: 127.0.0.1", 14, ONE, "E000045"),
        refused("a header that is signed too", "huaweicloud-usdk", 0, ONE, "E000045"),
        refused("second", "Z\r\nContent-Type", -1, ONE, "E000045"),
        refused("number", "%2B8613800138000", 15, ONE, "E000045"),
        refused("value", "369751", 5, ONE, "E000045"),
        refused("template", TEMPLATE, 31, ONE, "E000045"),
        refused("mark", "order-17", 7, ONE, "E000045"),
        refused("callback", "report", 0, ONE, "E000045"),
        refused("content type", "x-www-form-urlencoded", 20, ONE, "E000040"),
        refused("number in JSON", "+8613800138000", 13, TWO, "E000045"),
        refused("value in JSON", "369751", 5, TWO, "E000045"),
        refused("sign in JSON", "\"signature\"", 1, TWO, "E000045"),
        refused("content type of JSON", "application/json", 15, TWO, "E000040"));
  }
}
