package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replies that were observed or documented, byte for byte. */
class AppendixFixturesTest extends SimulatorTestBase {

  private static final String TOKEN_ERROR =
      "{\"errcode\":40001,\"errmsg\":\"invalid credential, access_token is invalid or not latest,"
          + " could get access_token by getStableAccessToken, more details at"
          + " https://mmbizurl.cn/s/JtxxFh33r rid: 654df33c-64386a2f-29857782\"}";

  private static String error(int code, String text, String rid) {
    return "{\"errcode\":" + code + ",\"errmsg\":\"" + text + " rid: " + rid + "\"}";
  }

  @TestFactory
  Stream<DynamicTest> scriptedReply_isTheObservedOneByteForByte() {
    String tokenRid = "654df33c-64386a2f-29857782";
    Map<String, WeChatReply> cases = new LinkedHashMap<>();
    cases.put("{\"access_token\":\"T1\",\"expires_in\":7200}", WeChatReply.token("T1", 7200));
    cases.put("{\"access_token\":\"T1\",\"expires_in\":345}", WeChatReply.token("T1", 345));
    cases.put(
        error(40164, "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist", tokenRid),
        WeChatReply.error(40164).withRid(tokenRid));
    cases.put(
        error(40125, "invalid appsecret,", tokenRid), WeChatReply.error(40125).withRid(tokenRid));
    cases.put(TOKEN_ERROR, WeChatReply.error(40001).withRid(tokenRid));
    cases.put(
        "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":3557254367693750277}",
        WeChatReply.accepted(3557254367693750277L));
    observed(cases, 43004, "require subscribe", "64489d92-7465ac28-12ccf767");
    observed(cases, 40241, "The message is duplicate in 60 seconds", "67ac0986-18abe1aa-125a0ada");
    observed(cases, 45009, "reach max api daily quota limit", "6235dc3e-34915e43-7c8701db");
    observed(cases, -1, "system error", "62bac4fd-3b536b18-3819fb88");
    observed(cases, 43116, "This template_id is banned", "65d46579-2cdf0712-588f4db2");
    observed(
        cases,
        40249,
        "this template msg has been blocked for illegal content",
        "64c9abfc-3c695fd0-024621ce");
    cases.put("{\"errcode\":0,\"errmsg\":\"ok\"}", WeChatReply.ok());
    observed(
        cases,
        45015,
        "response out of time limit or subscription is canceled",
        "5f3ded7d-22929d02-4ba1f5f6");
    observed(cases, 45047, "out of response count limit", "64a774ce-020c072d-6c820ec0");
    observed(cases, 70000, "为保护未成年人权益，该条消息发送失败", "65f80ea1-179de203-67d1f80b");
    observed(cases, 43101, "user refuse to accept the msg", "6486c0be-1a245810-70697600");
    return cases.entrySet().stream()
        .map(
            fixture ->
                DynamicTest.dynamicTest(
                    fixture.getKey(),
                    () -> {
                      simulator.onTemplate().once().answer(fixture.getValue());
                      HttpResponse<String> reply =
                          client.post("/cgi-bin/message/template/send", "{}");
                      assertThat(reply.statusCode()).isEqualTo(200);
                      assertThat(reply.body().getBytes(StandardCharsets.UTF_8))
                          .isEqualTo(fixture.getKey().getBytes(StandardCharsets.UTF_8));
                    }));
  }

  private static void observed(Map<String, WeChatReply> cases, int code, String text, String rid) {
    cases.put(error(code, text, rid), WeChatReply.error(code).withRid(rid));
  }

  @Test
  void standardBehaviour_speaksTheSameTexts() {
    String rid = "6545fba2-3356d3fd-09a65b0c";
    start(WeChatSimulator.builder().rids(() -> rid));
    String token = client.token();
    simulator.closeWindow("oClosed");
    simulator.openWindow("oUsedUp", 0);
    simulator.follower("oStranger", Follower.NOT_FOLLOWING);

    assertThat(post("template", "bad", "{}"))
        .isEqualTo(TOKEN_ERROR.replace("654df33c-64386a2f-29857782", rid));
    String phrase =
        "{\"touser\":\"oABCDEF\",\"template_id\":\"T\",\"data\":{\"%s\":{\"value\":\"%s\"}}}";
    assertThat(post("template", token, phrase.formatted("phrase1", "大娟姗720ml")))
        .isEqualTo(error(47003, "argument invalid! data.phrase1.value invalid", rid));
    assertThat(post("template", token, phrase.formatted("thing3", "")))
        .isEqualTo(error(47003, "argument invalid! data.thing3.value is emtpy", rid));
    assertThat(post("template", token, SimClient.templateBody("oStranger", "")))
        .isEqualTo(error(43004, "require subscribe", rid));
    assertThat(post("custom", token, SimClient.textBody("oClosed", "hi")))
        .isEqualTo(error(45015, "response out of time limit or subscription is canceled", rid));
    assertThat(post("custom", token, SimClient.textBody("oUsedUp", "hi")))
        .isEqualTo(error(45047, "out of response count limit", rid));
    assertThat(post("custom", token, SimClient.textBody("oABCDEF", "hi")))
        .isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  private String post(String kind, String token, String body) {
    return client.post("/cgi-bin/message/" + kind + "/send?access_token=" + token, body).body();
  }

  @Test
  void escapedLetters_areRefusedWithTheVendorsTwoSpaces() {
    start(WeChatSimulator.builder().rids(() -> "R"));
    assertThat(post("custom", client.token(), SimClient.textBody(OPEN_ID, "\\u4f60")))
        .isEqualTo(
            "{\"errcode\":47002,\"errmsg\":\"data format error, do NOT use json  unicode encode"
                + " (\\\\uxxxx\\\\uxxxx), please use utf8 encoded text! rid: R\"}");
  }

  @Test
  void generatedRid_hasThreeGroups_andStartsWithTheUnixTime() {
    String text = errmsg(client.text("bad", OPEN_ID, "hi"));
    String time = Long.toHexString(this.time.instant().getEpochSecond());
    assertThat(text).matches(".* rid: " + time + "-[0-9a-f]{8}-[0-9a-f]{8}");
    assertThat(errmsg(client.text("bad", OPEN_ID, "hi"))).isNotEqualTo(text);
  }

  @Test
  void errorWithoutRid_isPossibleToo() {
    simulator.onCustomer().once().answer(WeChatReply.error(40003, "say \"no\"\n").withoutRid());
    assertThat(post("custom", "", "{}"))
        .isEqualTo("{\"errcode\":40003,\"errmsg\":\"say \\\"no\\\"\\n\"}");
  }

  @Test
  void contentType_isTheVendorsOddOne_orPlainText_orOneAfterTheOther() {
    assertThat(contentTypes()).containsExactly(JSON, JSON);
    start(WeChatSimulator.builder().contentType(ReplyContentType.TEXT));
    assertThat(contentTypes()).containsExactly("text/plain", "text/plain");
    start(WeChatSimulator.builder().contentType(ReplyContentType.ALTERNATING));
    assertThat(contentTypes()).containsExactly(JSON, "text/plain");
  }

  private static final String JSON = "application/json; encoding=utf-8";

  private Stream<String> contentTypes() {
    return Stream.of(1, 2)
        .map(i -> client.get("/cgi-bin/token"))
        .map(reply -> reply.headers().firstValue("content-type").orElseThrow());
  }
}
