package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The observed and documented replies A1 to A18, each on its own call, byte for byte, in both
 * content types: by a script, and where the platform can be brought to it, by its state.
 */
class WeChatFixturesTest extends SimulatorTestBase {

  private static final String STABLE = "/cgi-bin/stable_token";
  private static final String TEMPLATE = "/cgi-bin/message/template/send";
  private static final String CUSTOMER = "/cgi-bin/message/custom/send";
  private static final String SUBSCRIBE = "/cgi-bin/message/subscribe/send";

  /**
   * One reply.
   *
   * @param json as the sheet of the protocol has it
   * @param state arranges the platform so that it answers this by itself; null if it can't
   * @param body of the request that then gets it
   */
  private record Fixture(
      String name,
      String method,
      String path,
      String json,
      Consumer<WeChatSimulator> state,
      String body) {}

  private static final List<Fixture> FIXTURES = new ArrayList<>();

  private static void scripted(String name, String method, String path, String json) {
    FIXTURES.add(new Fixture(name, method, path, json, null, "{}"));
  }

  private static void both(
      String name, String path, String json, Consumer<WeChatSimulator> state, String body) {
    FIXTURES.add(new Fixture(name, "POST", path, json, state, body));
  }

  static {
    String text = SimClient.textBody(OPEN_ID, "hi");
    String template = SimClient.templateBody(OPEN_ID, "");
    scripted("A1", "GET", "/cgi-bin/token", "{\"access_token\":\"T1\",\"expires_in\":7200}");
    scripted("A2", "POST", STABLE, "{\"access_token\":\"T1\",\"expires_in\":345}");
    scripted(
        "A3",
        "POST",
        STABLE,
        "{\"errcode\":40164,\"errmsg\":\"invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist"
            + " rid: 654df33c-64386a2f-29857782\"}");
    both(
        "A4",
        STABLE,
        "{\"errcode\":40125,\"errmsg\":\"invalid appsecret, rid: 654df33c-64386a2f-29857782\"}",
        wechat -> {},
        "{\"grant_type\":\"client_credential\",\"appid\":\"wx0123456789abcdef\",\"secret\":\"x\"}");
    for (String path : List.of(TEMPLATE, CUSTOMER, SUBSCRIBE)) {
      both(
          "A5",
          path,
          "{\"errcode\":40001,\"errmsg\":\"invalid credential, access_token is invalid or not"
              + " latest, could get access_token by getStableAccessToken, more details at"
              + " https://mmbizurl.cn/s/JtxxFh33r rid: 654df33c-64386a2f-29857782\"}",
          WeChatSimulator::killTokens,
          "{}");
    }
    scripted(
        "A6", "POST", TEMPLATE, "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":3557254367693750277}");
    both(
        "A7",
        TEMPLATE,
        "{\"errcode\":47003,\"errmsg\":\"argument invalid! data.phrase1.value invalid rid:"
            + " 6545fba2-3356d3fd-09a65b0c\"}",
        wechat -> {},
        template.replace("thing1", "phrase1").replace("吃饭", "大娟姗720ml"));
    both(
        "A8",
        TEMPLATE,
        "{\"errcode\":43004,\"errmsg\":\"require subscribe rid: 64489d92-7465ac28-12ccf767\"}",
        wechat -> wechat.follower(OPEN_ID, Follower.NOT_FOLLOWING),
        template);
    scripted(
        "A9",
        "POST",
        TEMPLATE,
        "{\"errcode\":40241,\"errmsg\":\"The message is duplicate in 60 seconds rid:"
            + " 67ac0986-18abe1aa-125a0ada\"}");
    both(
        "A10",
        TEMPLATE,
        "{\"errcode\":45009,\"errmsg\":\"reach max api daily quota limit rid:"
            + " 6235dc3e-34915e43-7c8701db\"}",
        wechat -> wechat.dailyQuota(WeChatApi.TEMPLATE, 0),
        template);
    scripted(
        "A11",
        "POST",
        TEMPLATE,
        "{\"errcode\":-1,\"errmsg\":\"system error rid: 62bac4fd-3b536b18-3819fb88\"}");
    both(
        "A12",
        TEMPLATE,
        "{\"errcode\":43116,\"errmsg\":\"This template_id is banned rid:"
            + " 65d46579-2cdf0712-588f4db2\"}",
        wechat -> wechat.banTemplate("T1"),
        template);
    scripted(
        "A13",
        "POST",
        TEMPLATE,
        "{\"errcode\":40249,\"errmsg\":\"this template msg has been blocked for illegal content"
            + " rid: 64c9abfc-3c695fd0-024621ce\"}");
    both("A14", CUSTOMER, "{\"errcode\":0,\"errmsg\":\"ok\"}", wechat -> {}, text);
    both(
        "A15",
        CUSTOMER,
        "{\"errcode\":45015,\"errmsg\":\"response out of time limit or subscription is canceled"
            + " rid: 5f3ded7d-22929d02-4ba1f5f6\"}",
        wechat -> wechat.closeWindow(OPEN_ID),
        text);
    both(
        "A16",
        CUSTOMER,
        "{\"errcode\":45047,\"errmsg\":\"out of response count limit rid:"
            + " 64a774ce-020c072d-6c820ec0\"}",
        wechat -> wechat.openWindow(OPEN_ID, 0),
        text);
    both(
        "A17",
        CUSTOMER,
        "{\"errcode\":70000,\"errmsg\":\"为保护未成年人权益，该条消息发送失败 rid:"
            + " 65f80ea1-179de203-67d1f80b\"}",
        wechat -> wechat.follower(OPEN_ID, Follower.MINOR),
        text);
    both(
        "A18",
        SUBSCRIBE,
        "{\"errcode\":43101,\"errmsg\":\"user refuse to accept the msg rid:"
            + " 6486c0be-1a245810-70697600\"}",
        wechat -> wechat.refuseConsent(OPEN_ID, "T1"),
        template);
  }

  @TestFactory
  Stream<DynamicTest> reply_isServedByteForByte() {
    return Stream.of(ReplyContentType.JSON, ReplyContentType.TEXT)
        .flatMap(type -> FIXTURES.stream().flatMap(fixture -> cases(fixture, type)));
  }

  private Stream<DynamicTest> cases(Fixture fixture, ReplyContentType type) {
    String name = fixture.name() + " " + fixture.path() + " as " + type;
    DynamicTest script =
        DynamicTest.dynamicTest(name + ", scripted", () -> playScript(fixture, type));
    return fixture.state() == null
        ? Stream.of(script)
        : Stream.of(
            script, DynamicTest.dynamicTest(name + ", by state", () -> reachState(fixture, type)));
  }

  private void playScript(Fixture fixture, ReplyContentType type) {
    start(WeChatSimulator.builder().contentType(type));
    WeChatApi api = WeChatApi.ofPath(fixture.path()).orElseThrow();
    simulator.on(api).once().answer(WeChatReply.json(fixture.json()));
    check(fixture, type, call(fixture, ""));
  }

  private void reachState(Fixture fixture, ReplyContentType type) {
    int rid = fixture.json().indexOf("rid: ");
    String id = rid < 0 ? "none" : fixture.json().substring(rid + 5, rid + 31);
    boolean miniProgram = fixture.path().equals(SUBSCRIBE);
    start(
        WeChatSimulator.builder()
            .contentType(type)
            .rids(() -> id)
            .accountKind(miniProgram ? AccountKind.MINI_PROGRAM : AccountKind.SERVICE));
    String token = client.token();
    fixture.state().accept(simulator);
    check(fixture, type, call(fixture, "?access_token=" + token));
  }

  private HttpResponse<String> call(Fixture fixture, String query) {
    HttpRequest.BodyPublisher body =
        fixture.method().equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(fixture.body());
    return client.send(
        client.request(fixture.path() + query).method(fixture.method(), body).build());
  }

  private static void check(Fixture fixture, ReplyContentType type, HttpResponse<String> reply) {
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains(type.of(0));
    assertThat(reply.body().getBytes(UTF_8)).isEqualTo(fixture.json().getBytes(UTF_8));
  }
}
