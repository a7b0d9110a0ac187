package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.PhoneNumber;
import io.notifyjava.sms.huawei.Request.Extras;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {

  private static final Extras NOTHING = new Extras(null, null);
  private static final PhoneNumber ADA = PhoneNumber.of("13800138000");
  private static final PhoneNumber BOB = PhoneNumber.of("+85260000000");

  private static Content content(String... values) {
    return new Content("8824110605", "1d18a7f4e1b84f6c8fcb546b48b3baea", List.of(values), null);
  }

  private static String text(Request request) {
    return new String(request.body(), UTF_8);
  }

  /** The fields of the signing vector, but the empty callback, in its order. */
  @Test
  void oneText_isAForm() {
    Request request = Request.same(content("123456"), List.of(ADA), NOTHING);

    assertThat(request.path()).isEqualTo("/sms/batchSendSms/v1");
    assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(text(request))
        .isEqualTo(
            "from=8824110605&to=%2B8613800138000&templateId=1d18a7f4e1b84f6c8fcb546b48b3baea"
                + "&templateParas=%5B%22123456%22%5D");
  }

  @Test
  void numbers_keepTheirCountries_andAreJoinedWithCommas() {
    assertThat(text(Request.same(content(), List.of(ADA, BOB), NOTHING)))
        .isEqualTo(
            "from=8824110605&to=%2B8613800138000%2C%2B85260000000"
                + "&templateId=1d18a7f4e1b84f6c8fcb546b48b3baea");
  }

  @Test
  void values_areEscapedAsJsonAndThenAsAForm() {
    assertThat(text(Request.same(content("你 \"+&=%~*", "a\\\n"), List.of(ADA), NOTHING)))
        .endsWith(
            "&templateParas=%5B%22%E4%BD%A0%20%5C%22%2B%26%3D%25~%2A%22%2C%22a%5C%5C%5Cn%22%5D");
  }

  @Test
  void extras_areOnlyThereIfTheyAreSaid() {
    Content signed = new Content("1", "t", List.of(), "华为");

    assertThat(text(Request.same(signed, List.of(ADA), new Extras("https://a.b/c?d=e", "ord-1"))))
        .isEqualTo(
            "from=1&to=%2B8613800138000&templateId=t&statusCallback=https%3A%2F%2Fa.b%2Fc%3Fd%3De"
                + "&extend=ord-1&signature=%E5%8D%8E%E4%B8%BA");
  }

  /** The example of the vendor's page "Sending SMSs in batches", with lists that are lists. */
  @Test
  void severalTexts_areJson() {
    Content first = new Content("8824110605", "1d18", List.of("123456"), "Sign");
    Content second = new Content("8824110605", "1d19", List.of(), null);
    Map<Content, List<PhoneNumber>> texts = new LinkedHashMap<>();
    texts.put(first, List.of(ADA));
    texts.put(second, List.of(ADA, BOB));
    Request request = Request.different(texts, new Extras("https://app.example/cb", "ord-1"));

    assertThat(request.path()).isEqualTo("/sms/batchSendDiffSms/v1");
    assertThat(request.contentType()).isEqualTo("application/json;charset=utf-8");
    assertThat(text(request))
        .isEqualTo(
            "{\"from\":\"8824110605\",\"statusCallback\":\"https://app.example/cb\","
                + "\"extend\":\"ord-1\",\"smsContent\":["
                + "{\"to\":[\"+8613800138000\"],\"templateId\":\"1d18\","
                + "\"templateParas\":[\"123456\"],\"signature\":\"Sign\"},"
                + "{\"to\":[\"+8613800138000\",\"+85260000000\"],\"templateId\":\"1d19\"}]}");
  }

  @Test
  void content_showsNoValue() {
    assertThat(content("secret-code").toString()).doesNotContain("secret-code");
  }
}
