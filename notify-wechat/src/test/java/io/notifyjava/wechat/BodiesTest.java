package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Byte-exact: field order as in WeChat's documentation, raw UTF-8, nothing escaped needlessly. */
class BodiesTest {

  private static String customer(CustomerMessage.Builder message) {
    return new String(Bodies.customer(message.build()), StandardCharsets.UTF_8);
  }

  private static String template(TemplateMessage.Builder message) {
    return new String(Bodies.template(message.build()), StandardCharsets.UTF_8);
  }

  @Test
  void templateMessage_withEveryField_isTheDocumentedExample() {
    assertThat(
            template(
                TemplateMessage.to("oABC")
                    .clientMsgId("ord-1-paid")
                    .miniProgram("wx0123456789abcdef", "pages/order?id=1")
                    .url("https://example.com/o/1")
                    .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
                    .data("thing7", "TIT")
                    .data("time4", "2025-11-29 10:00:00~12:00:00")))
        .isEqualTo(
            """
            {"touser":"oABC",\
            "template_id":"ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY",\
            "url":"https://example.com/o/1",\
            "miniprogram":{"appid":"wx0123456789abcdef","pagepath":"pages/order?id=1"},\
            "client_msg_id":"ord-1-paid",\
            "data":{"thing7":{"value":"TIT"},\
            "time4":{"value":"2025-11-29 10:00:00~12:00:00"}}}""");
  }

  @Test
  void templateMessage_withTheLeastThatIsNeeded_leavesTheRestOut() {
    assertThat(template(TemplateMessage.to("oABC").templateId("T").data("a", "1")))
        .isEqualTo(
            "{\"touser\":\"oABC\",\"template_id\":\"T\",\"data\":{\"a\":{\"value\":\"1\"}}}");
  }

  @Test
  void miniProgram_withoutAPage_leavesThePageOut() {
    assertThat(template(TemplateMessage.to("o").templateId("T").miniProgram("wx1").data("a", "1")))
        .contains("\"miniprogram\":{\"appid\":\"wx1\"},\"data\"");
  }

  @Test
  void colour_standsBesideItsValue() {
    assertThat(template(TemplateMessage.to("o").templateId("T").data("first", "1", "#173177")))
        .endsWith("\"data\":{\"first\":{\"value\":\"1\",\"color\":\"#173177\"}}}");
  }

  @Test
  void chineseAndEmoji_areRawUtf8() {
    String body = template(TemplateMessage.to("o").templateId("T").data("a", "¥99.00 你好 😀"));

    assertThat(body).endsWith("{\"a\":{\"value\":\"¥99.00 你好 😀\"}}}").doesNotContain("\\u");
    assertThat(body.getBytes(StandardCharsets.UTF_8))
        .containsSequence(0xF0, 0x9F, 0x98, 0x80)
        .containsSequence(0xE4, 0xBD, 0xA0);
  }

  /** Longer than the JSON writer's buffers, so that pairs fall on their edges. */
  @Test
  void emoji_atEveryPlaceOfALongValue_areRawUtf8() {
    for (int shift = 0; shift < 4; shift++) {
      String value = "x".repeat(shift) + "😀".repeat(20_000);

      assertThat(template(TemplateMessage.to("o").templateId("T").data("a", value)))
          .isEqualTo(
              "{\"touser\":\"o\",\"template_id\":\"T\",\"data\":{\"a\":{\"value\":\""
                  + value
                  + "\"}}}");
    }
  }

  @Test
  void marksThatOtherLibrariesEscape_standAsTheyAre() {
    assertThat(
            template(
                TemplateMessage.to("o")
                    .templateId("T")
                    .url("https://e.com/?a=1&b=<x>'y'/z")
                    .data("a", "a=b&c<d>'e'/f\u2028g")))
        .contains("\"url\":\"https://e.com/?a=1&b=<x>'y'/z\"")
        .contains("\"value\":\"a=b&c<d>'e'/f\u2028g\"");
  }

  @Test
  void quotesBackslashesAndControlCharacters_areEscapedAsJsonAsks() {
    assertThat(template(TemplateMessage.to("o").templateId("T").data("a", "\"\\\n\t\r\u0001")))
        .contains("{\"value\":\"\\\"\\\\\\n\\t\\r\\u0001\"}");
  }

  @Test
  void customerText_isTheDocumentedExample() {
    assertThat(customer(CustomerMessage.to("OPENID").text("hi <a href=\"https://e.com\">x</a>")))
        .isEqualTo(
            "{\"touser\":\"OPENID\",\"msgtype\":\"text\","
                + "\"text\":{\"content\":\"hi <a href=\\\"https://e.com\\\">x</a>\"}}");
  }

  @Test
  void customerAccount_standsAtTheEnd() {
    assertThat(customer(CustomerMessage.to("OPENID").text("hi").kfAccount("test1@kftest")))
        .isEqualTo(
            "{\"touser\":\"OPENID\",\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"},"
                + "\"customservice\":{\"kf_account\":\"test1@kftest\"}}");
  }

  @Test
  void stableToken_isAskedForWithoutForce() {
    assertThat(new String(Bodies.stableToken("wx1", "s\"1"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"grant_type\":\"client_credential\",\"appid\":\"wx1\",\"secret\":\"s\\\"1\","
                + "\"force_refresh\":false}");
  }

  @Test
  void equalMessages_giveEqualBytes() {
    TemplateMessage.Builder message = TemplateMessage.to("o").templateId("T").data("b", "1");

    assertThat(template(message)).isEqualTo(template(message.build().toBuilder()));
  }
}
