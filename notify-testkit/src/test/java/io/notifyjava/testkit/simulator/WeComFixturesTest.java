package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replies that were observed or documented, byte for byte, by script and by state. */
class WeComFixturesTest extends WeComTestBase {

  private static final String HINT = "1643081286638942886787198";
  private static final String IP = "1.2.3.4";
  private static final String SEND = "/cgi-bin/message/send?access_token=";

  private static String error(int code, String text, String hint) {
    return "{\"errcode\":"
        + code
        + ",\"errmsg\":\""
        + text
        + ", hint: ["
        + hint
        + "], from ip: 1.2.3.4, more info at https://open.work.weixin.qq.com/devtool/query?e="
        + code
        + "\"";
  }

  private static final String A22 =
      error(81013, "user & party & tag all invalid", "1691412528612130566906556")
          + ",\"invaliduser\":\"admin\"}";

  @TestFactory
  Stream<DynamicTest> scriptedReply_isTheObservedOneByteForByte() {
    Map<String, WeComReply> cases = new LinkedHashMap<>();
    cases.put(
        "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"W1\",\"expires_in\":7200}",
        WeComReply.token("W1", 7200));
    cases.put("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"M1\"}", WeComReply.accepted("M1"));
    cases.put(
        "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"lisi|wangwu\",\"msgid\":\"M1\"}",
        WeComReply.accepted("M1").withInvalidUsers("lisi", "wangwu"));
    cases.put(
        A22,
        WeComReply.error(81013)
            .withHint("1691412528612130566906556", IP)
            .withInvalidUsers("admin"));
    for (int code : new int[] {40014, 60020, 45009, 93000}) {
      cases.put(
          error(code, WeComErrors.text(code).orElseThrow(), HINT) + "}",
          WeComReply.error(code).withHint(HINT, IP));
    }
    cases.put(
        "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"userid1|userid2\","
            + "\"invalidparty\":\"1\",\"invalidtag\":\"3\",\"unlicenseduser\":\"userid3|userid4\","
            + "\"msgid\":\"xxxx\",\"response_code\":\"xyzxyz\"}",
        WeComReply.accepted("xxxx")
            .withResponseCode("xyzxyz")
            .withUnlicensedUsers("userid3", "userid4")
            .withInvalidTags("3")
            .withInvalidParties("1")
            .withInvalidUsers("userid1", "userid2"));
    cases.put(
        "{\"errcode\":-1,\"errmsg\":\"busy \\\"now\\\"\"}",
        WeComReply.error(-1, "busy \"now\"").withoutHint());
    return cases.entrySet().stream()
        .map(
            fixture ->
                DynamicTest.dynamicTest(
                    fixture.getKey(),
                    () -> {
                      wecom.onMessage().once().answer(fixture.getValue());
                      HttpResponse<String> reply = client.post(SEND, "{}");
                      assertThat(reply.statusCode()).isEqualTo(200);
                      assertThat(reply.body().getBytes(UTF_8))
                          .isEqualTo(fixture.getKey().getBytes(UTF_8));
                    }));
  }

  @Test
  void standardBehaviour_speaksTheSameTexts() {
    start(
        WeComSimulator.builder()
            .hints(() -> HINT)
            .callerIp(IP)
            .application(AGENT, "secret")
            .robot("robot-1"));
    String token = client.token();
    assertThat(client.post(SEND + "bad", "{}").body())
        .as("A23")
        .isEqualTo(error(40014, "invalid access_token", HINT) + "}");
    wecom.person("admin").isUnknown();
    assertThat(client.post(SEND + token, WeComClient.text("Admin", "hi")).body())
        .as("A22")
        .isEqualTo(A22.replace("1691412528612130566906556", HINT));
    assertThat(client.post("/cgi-bin/webhook/send?key=robot-2", "{}").body())
        .as("A26")
        .isEqualTo(error(93000, "invalid webhook url", HINT) + "}");
    assertThat(client.post(SEND, "{}").body())
        .isEqualTo(error(41001, "access_token missing", HINT) + "}");
    wecom.trustedIps("5.6.7.8");
    assertThat(client.post(SEND + token, "{}").body())
        .as("A24")
        .isEqualTo(error(60020, "not allow to access from your ip", HINT) + "}");
  }

  @Test
  void tooManyRobotMessages_speakTheObservedText() {
    start(WeComSimulator.builder().hints(() -> HINT).callerIp(IP).robot("robot-1"));
    String hi = WeComClient.robotBody("text", "{\"content\":\"hi\"}");
    for (int i = 0; i < 20; i++) {
      assertThat(client.post("/cgi-bin/webhook/send?key=robot-1", hi).body())
          .isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\"}");
    }
    assertThat(client.post("/cgi-bin/webhook/send?key=robot-1", hi).body())
        .as("A25")
        .isEqualTo(error(45009, "api freq out of limit", HINT) + "}");
  }

  @Test
  void longRobotMarkdown_speaksTheObservedText() {
    start(WeComSimulator.builder().hints(() -> HINT).callerIp(IP));
    String most = "好".repeat(1365) + "a";
    assertThat(errcode(client.robot(KEY, markdown(most)))).isZero();
    assertThat(client.post("/cgi-bin/webhook/send?key=" + KEY, markdown(most + "b")).body())
        .isEqualTo(
            error(40058, "markdown.content exceed max length 4096. invalid Request Parameter", HINT)
                + "}");
  }

  private static String markdown(String content) {
    return WeComClient.robotBody("markdown", "{\"content\":\"" + content + "\"}");
  }

  @Test
  void generatedHint_beginsWithTheUnixTime_andHas25Digits() {
    String text = errmsg(client.withToken("bad").message("{}"));
    assertThat(text)
        .matches(
            "invalid access_token, hint: \\["
                + time.instant().getEpochSecond()
                + "[0-9]{15}], from ip: 127\\.0\\.0\\.1, more info at"
                + " https://open\\.work\\.weixin\\.qq\\.com/devtool/query\\?e=40014");
    assertThat(errmsg(client.withToken("bad").message("{}"))).isNotEqualTo(text);
  }

  @Test
  void errorIsToldInTwoHeadersToo() {
    HttpResponse<String> refused = client.post(SEND, "{}");
    assertThat(refused.headers().firstValue("Error-Code")).contains("41001");
    assertThat(refused.headers().firstValue("Error-Msg"))
        .contains(errmsg(WeComClient.json(refused)));
    assertThat(refused.headers().firstValue("Content-Type"))
        .contains("application/json; charset=UTF-8");
    wecom.onMessage().once().answer(WeComReply.error(40003, "谁\r\nX: y").withoutHint());
    assertThat(client.post(SEND, "{}").headers().firstValue("Error-Msg")).contains("???X: y");
    HttpResponse<String> fine = client.post(SEND + client.token(), WeComClient.text("a", "hi"));
    assertThat(fine.headers().firstValue("Error-Code")).contains("0");
    assertThat(fine.headers().firstValue("Error-Msg")).contains("ok");
  }

  @Test
  void bodyThatIsNotJson_isWarnedOf_andReadAsOneWithoutFields() {
    for (String body : new String[] {"", "nonsense", "[]", "{\"agentid\":1000002,}", "{} {}"}) {
      JsonNode reply = client.message(body);
      assertThat(errcode(reply)).isEqualTo(41011);
      assertThat(errmsg(reply)).startsWith("Warning: wrong json format. missing agentid, hint: [");
    }
    assertThat(errmsg(client.robot(KEY, "nonsense")))
        .startsWith("Warning: wrong json format. invalid message type, hint: [");
    assertThat(errmsg(client.message("{}"))).startsWith("missing agentid, hint: [");
  }

  @Test
  void fieldOfTheWrongType_isWarnedOf_alsoWhenAllElseIsWell() {
    JsonNode fine =
        client.message(WeComClient.text("a", "hi").replace("{\"touser", "{\"totag\":3,\"touser"));
    assertThat(errcode(fine)).isZero();
    assertThat(errmsg(fine)).isEqualTo("ok. Warning: wrong json format. ");
    JsonNode empty = client.message(WeComClient.body("a", "text", "{\"content\":7}"));
    assertThat(errcode(empty)).isEqualTo(44004);
    assertThat(errmsg(empty)).startsWith("Warning: wrong json format. text content is empty, hint");
  }

  @Test
  void lettersWrittenAsEscapes_areRead_orRefusedByChoice() {
    assertThat(send("text", "{\"content\":\"\\u4f60\"}")).isZero();
    start(WeComSimulator.builder().refuseEscapes(true));
    assertThat(send("text", "{\"content\":\"\\u4f60\"}")).isEqualTo(40033);
    assertThat(send("text", "{\"content\":\"\\\\u4f60 \\u0001\"}")).isZero();
  }

  @Test
  void reply_withoutAKnownText_isRefused() {
    assertThatThrownBy(() -> WeComReply.error(12345))
        .hasMessage("no text is known for errcode 12345; give it with error(errcode, errmsg)");
    assertThatThrownBy(() -> WeComReply.error(0, "ok"))
        .hasMessage("errcode 0 means success; use ok() or accepted(msgid)");
    assertThatThrownBy(() -> WeComReply.token("", 1))
        .hasMessage("a token must not be empty; to answer one without a value use json(...)");
  }

  @Test
  void otherMethods_andPaths_andCompressedBodies_areRefused() {
    assertThat(errcode(WeComClient.json(client.get(SEND + client.token())))).isEqualTo(43002);
    assertThat(client.get("/cgi-bin/user/get").statusCode()).isEqualTo(404);
    assertThat(client.get("/cgi-bin/user/get").body())
        .startsWith("the simulator knows these paths only: /cgi-bin/gettoken /cgi-bin/message/");
  }
}
