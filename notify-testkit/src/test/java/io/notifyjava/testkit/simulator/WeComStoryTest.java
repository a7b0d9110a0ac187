package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.Fault;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts, observation and steering: the test's side of the simulator. */
class WeComStoryTest extends WeComTestBase {

  private List<Integer> messages(int count) {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(errcode(client.message(WeComClient.text("zhangsan", "m" + i))));
    }
    return codes;
  }

  @Test
  void story_isToldInOneSentence() {
    wecom
        .onMessage()
        .first(3)
        .answer(WeComReply.error(-1))
        .then()
        .once()
        .answer(WeComReply.error(45009))
        .then()
        .once()
        .run(wecom::killTokens);
    assertThat(messages(5)).containsExactly(-1, -1, -1, 45009, 40014);
    client = new WeComClient(wecom);
    assertThat(messages(1)).containsExactly(0);
    assertThat(wecom.counts().messages()).isEqualTo(1);
    assertThat(wecom.counts().errors()).containsOnlyKeys(-1, 45009, 40014);
  }

  @Test
  void busyAtTheTopOfTheHour_thenAsAlways() {
    wecom.onMessage().answers(WeComReply.error(-1), WeComReply.error(45033));
    assertThat(messages(3)).containsExactly(-1, 45033, 0);
  }

  @Test
  void to_meansOneOfSeveral() {
    wecom.onMessage().to("lisi").answer(WeComReply.error(-1));
    assertThat(errcode(client.message(WeComClient.text("zhangsan|lisi", "hi")))).isEqualTo(-1);
    assertThat(errcode(client.message(WeComClient.text("zhangsan", "hi")))).isZero();
    assertThat(errcode(client.message("nonsense"))).isEqualTo(41011);
  }

  @Test
  void robots_areScriptedOneByOne() {
    start(WeComSimulator.builder().robot("r1").robot("r2"));
    wecom.onRobot("r1").once().status(502);
    String hi = WeComClient.robotBody("text", "{\"content\":\"hi\"}");
    assertThat(errcode(client.robot("r2", hi))).isZero();
    assertThat(client.post("/cgi-bin/webhook/send?key=r1", hi).statusCode()).isEqualTo(502);
    assertThat(errcode(client.robot("r1", hi))).isZero();
    wecom.onRobot().once().answer(WeComReply.error(-1));
    assertThat(errcode(client.robot("r2", hi))).isEqualTo(-1);
  }

  @Test
  void brokenAnswer_isThatOfADeliveredMessage() {
    String token = client.token();
    wecom.onMessage().once().actThen(Fault.RESET_AFTER_REQUEST);
    assertThatThrownBy(() -> client.withToken(token).message(WeComClient.text("a", "hi")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(wecom.counts().messages()).isEqualTo(1);
    for (WeComApi api : WeComApi.values()) {
      wecom.on(api).once().fault(Fault.TRUNCATED);
      assertThatThrownBy(
              () ->
                  client.send(
                      client
                          .request(api.path())
                          .method(api.method(), java.net.http.HttpRequest.BodyPublishers.noBody())
                          .build()))
          .as(api.path())
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(wecom.counts().messages()).isEqualTo(1);
  }

  @Test
  void tokenScript_isForTokensOnly() {
    assertThatThrownBy(() -> wecom.onMessage().expiresIn(1))
        .hasMessage(
            "expiresIn(...) changes the answers of token calls; start the script with onToken()");
  }

  @Test
  void counts_tellCallsByKind() {
    messages(2);
    client.upload("file", new byte[9]);
    assertThat(wecom.counts().calls())
        .containsOnly(
            java.util.Map.entry(WeComApi.TOKEN, 1L),
            java.util.Map.entry(WeComApi.MESSAGE, 2L),
            java.util.Map.entry(WeComApi.UPLOAD, 1L));
    assertThat(wecom.counts().calls(WeComApi.ROBOT)).isZero();
    assertThat(wecom.counts().connections()).isPositive();
  }

  @Test
  void recent_holdsExactBodies() {
    String body = WeComClient.text("zhangsan", "= & < 好");
    client.message(body);
    assertThat(wecom.recent())
        .extracting(SeenRequest::api)
        .containsExactly(WeComApi.TOKEN, WeComApi.MESSAGE);
    assertThat(wecom.recent(WeComApi.MESSAGE).get(0).request().text()).isEqualTo(body);
    assertThat(wecom.lastBody(WeComApi.MESSAGE)).asString().isEqualTo(body);
    assertThat(wecom.recent().get(1).toString())
        .doesNotContain("zhangsan")
        .doesNotContain(client.token());
    assertThatThrownBy(() -> wecom.lastBody(WeComApi.ROBOT))
        .hasMessageStartingWith("there was no ROBOT among the last calls");
  }

  @Test
  void reset_forgetsEverything() {
    String media = client.mediaId("image");
    wecom.onMessage().answer(WeComReply.error(-1));
    wecom.person("zhangsan").isInvisible();
    wecom.application().isDisabled();
    wecom.group("only");
    wecom.robot().isDisabled();
    wecom.trustedIps("9.9.9.9");
    String old = client.token();
    wecom.reset();
    assertThat(errcode(client.withToken(old).message("{}"))).isEqualTo(40014);
    client = new WeComClient(wecom);
    assertThat(messages(1)).containsExactly(0);
    assertThat(
            errcode(
                client.call(
                    "appchat/send",
                    "{\"chatid\":\"c\",\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}}")))
        .isZero();
    assertThat(send("image", "{\"media_id\":\"" + media + "\"}")).isEqualTo(40007);
    assertThat(wecom.counts().messages()).isEqualTo(1);
    assertThat(wecom.counts().uploads()).isZero();
    assertThat(wecom.recent()).hasSizeLessThan(6);
  }

  @Test
  void controlDesk_steersWeComToo() {
    start(WeComSimulator.builder().controlEndpoints(true));
    String token = client.token();
    assertThat(messages(1)).containsExactly(0);
    JsonNode counts = WeComClient.json(client.get("/_sim/counts"));
    assertThat(counts.path("messages").intValue()).isEqualTo(1);
    assertThat(counts.path("calls").path("MESSAGE").intValue()).isEqualTo(1);
    HttpResponse<String> killed = client.post("/_sim/kill-tokens", "");
    assertThat(killed.body()).isEqualTo("{\"done\":true}");
    assertThat(errcode(client.withToken(token).message("{}"))).isEqualTo(40014);
    client.post("/_sim/reset", "");
    assertThat(wecom.counts().calls()).isEmpty();
  }

  @Test
  void buildersSayWhatIsWrong() {
    assertThatThrownBy(() -> WeComSimulator.builder().application(0, "s"))
        .hasMessage("an agentid is above zero, but was 0");
    assertThatThrownBy(() -> WeComSimulator.builder().application(1, " "))
        .hasMessage("an application needs a secret, but it was blank");
    assertThatThrownBy(() -> WeComSimulator.builder().application(1, "s").application(2, "s"))
        .hasMessage("two applications can't have one secret; give application 2 its own");
    assertThatThrownBy(() -> WeComSimulator.builder().expiredToken(40001))
        .hasMessage("an expired token is 40014 or 42001, but was given 40001");
    assertThatThrownBy(() -> wecom.application(7))
        .hasMessage(
            "no application has agentid 7; name it with application(agentId, secret) when building"
                + " the simulator");
    assertThat(wecom.application()).hasToString("application 1000002");
  }
}
