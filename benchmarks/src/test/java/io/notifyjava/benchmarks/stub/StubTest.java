package io.notifyjava.benchmarks.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it counts is what every figure rests on. */
class StubTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Stub stub;

  @BeforeEach
  void start() throws IOException {
    stub = Stub.start(0);
  }

  @AfterEach
  void stop() throws IOException {
    stub.close();
  }

  @Test
  void weChat_isOneMessageForEachCall() throws Exception {
    JsonNode answer = post("/cgi-bin/message/custom/send?access_token=t", "application/json", "{}");

    assertThat(answer.path("errcode").asInt(-1)).isZero();
    assertCounts(1, 1);
  }

  @Test
  void aliyun_countsTheNumbersOfQueryAndBody() throws Exception {
    JsonNode inBody =
        post("/", FORM, "Action=SendSms&PhoneNumbers=13800138000%2C13900139000&SignName=x");
    JsonNode inQuery = post("/?PhoneNumbers=13800138000&Action=SendSms", FORM, "");

    assertThat(List.of(inBody, inQuery))
        .allSatisfy(
            answer -> {
              assertThat(answer.path("Code").asText()).isEqualTo("OK");
              assertThat(answer.path("BizId").asText()).isNotEmpty();
            });
    assertCounts(3, 2);
  }

  @Test
  void aliyunBatch_countsTheNumbersOfTheArray() throws Exception {
    post(
        "/",
        FORM,
        "Action=SendBatchSms&PhoneNumberJson="
            + encoded("[\"13800138000\",\"13900139000\",\"13700137000\"]")
            + "&TemplateCode=SMS_1");

    assertCounts(3, 1);
  }

  @Test
  void aThousandNumbers_areCountedThoughTheyComeInPieces() throws Exception {
    String numbers =
        String.join(",", IntStream.range(0, 1_000).mapToObj(StubTest::number).toList());
    post("/", FORM, "Action=SendSms&SignName=x&PhoneNumbers=" + encoded(numbers));
    post("/", FORM, "Action=SendSms&SignName=x&PhoneNumbers=" + numbers);

    assertCounts(2_000, 2);
  }

  @Test
  void huawei_answersForEachNumberAsItWasWritten() throws Exception {
    List<String> numbers = IntStream.range(0, 500).mapToObj(i -> "+86" + number(i)).toList();
    JsonNode answer =
        post(
            "/sms/batchSendSms/v1",
            FORM,
            "from=8824110605&to=" + encoded(String.join(",", numbers)) + "&templateId=1");

    assertThat(answer.path("code").asText()).isEqualTo("000000");
    assertThat(answer.path("result")).hasSize(500);
    assertThat(answer.path("result").findValuesAsText("originTo")).isEqualTo(numbers);
    assertThat(answer.path("result").findValuesAsText("status")).containsOnly("000000");
    assertThat(answer.path("result").findValuesAsText("smsMsgId")).doesNotHaveDuplicates();
    assertCounts(500, 1);
  }

  @Test
  void huaweiDifferent_answersForEachNumberOfEachContent() throws Exception {
    JsonNode answer =
        post(
            "/sms/batchSendDiffSms/v1",
            "application/json",
            """
            {"from":"8824110605","smsContent":[
             {"to":["+8613800138000"],"templateId":"1","templateParas":["a","b"]},
             {"to":["+8613900139000","+8613700137000"],"templateId":"1","templateParas":["c"]}]}
            """);

    assertThat(answer.path("result").findValuesAsText("originTo"))
        .containsExactly("+8613800138000", "+8613900139000", "+8613700137000");
    assertCounts(3, 1);
  }

  @Test
  void aCallWithoutNumbers_isNoSuccess() throws Exception {
    assertThat(post("/", FORM, "Action=SendSms").path("Code").asText()).isNotEqualTo("OK");
    assertThat(post("/sms/batchSendSms/v1", FORM, "from=1").path("code").asText())
        .isNotEqualTo("000000");
    assertCounts(0, 2);
  }

  private void assertCounts(long messages, long calls) throws Exception {
    JsonNode count;
    try (InputStream answer = URI.create(stub.url() + "/count").toURL().openStream()) {
      count = JSON.readTree(answer);
    }
    assertThat(count.path("messages").asLong()).isEqualTo(messages);
    assertThat(count.path("calls").asLong()).isEqualTo(calls);
    // The JDK's client keeps its own; the question after the count is another.
    assertThat(count.path("connections").asLong()).isEqualTo(2);
  }

  private JsonNode post(String path, String type, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static String number(int i) {
    return "138%08d".formatted(i);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
