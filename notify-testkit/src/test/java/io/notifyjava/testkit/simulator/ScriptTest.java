package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptTest extends SimulatorTestBase {

  private static final WeChatReply BUSY = WeChatReply.error(-1);
  private String token;

  @BeforeEach
  void fetchToken() {
    token = client.token();
  }

  private List<Integer> texts(int count) {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(errcode(client.text(token, OPEN_ID, "hi " + i)));
    }
    return codes;
  }

  @Test
  void rules_fireInTheirOrder_thenThePlatformAnswers() {
    simulator.onCustomer().next(2).answer(BUSY);
    simulator.onCustomer().once().answer(WeChatReply.error(45009));
    assertThat(texts(4)).containsExactly(-1, -1, 45009, 0);
    assertThat(simulator.counts().customerDelivered()).isEqualTo(1);
    assertThat(simulator.counts().errors(-1)).isEqualTo(2);
    assertThat(simulator.counts().errors()).containsOnlyKeys(-1, 45009);
  }

  @Test
  void story_isToldInOneSentence_thenThePlatformAnswersAsAlways() {
    simulator
        .onCustomer()
        .first(2)
        .answer(BUSY)
        .then()
        .next(1)
        .pass()
        .then()
        .answers(WeChatReply.error(45009), WeChatReply.error(45011));
    assertThat(texts(6)).containsExactly(-1, -1, 0, 45009, 45011, 0);
  }

  @Test
  void then_waitsForTheEndOfTheRuleBefore_evenWhereThatLetsCallsPass() {
    simulator
        .onCustomer()
        .every(2)
        .next(2)
        .answer(BUSY)
        .then()
        .once()
        .answer(WeChatReply.error(45009));
    assertThat(texts(6)).containsExactly(0, -1, 0, -1, 45009, 0);
  }

  @Test
  void then_goesOnWhenTheRuleBeforeIsTakenBack() {
    ScriptedStep<WeChatScript> step = simulator.onCustomer().next(9).answer(BUSY);
    step.then().once().answer(WeChatReply.error(45009));
    assertThat(texts(1)).containsExactly(-1);
    step.cancel();
    assertThat(texts(2)).containsExactly(45009, 0);
  }

  @Test
  void then_afterARuleWithoutAnEnd_isRefused() {
    ScriptedStep<WeChatScript> step = simulator.onCustomer().answer(BUSY);
    assertThatThrownBy(step::then)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "what comes before then() must come to an end; say once(), first(n) or next(n) in it");
  }

  @Test
  void answers_withoutOne_isRefused() {
    assertThatThrownBy(() -> simulator.onCustomer().answers())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("answers(...) needs at least one reply, but got none");
  }

  @Test
  void to_narrowsToOnePerson() {
    simulator.onCustomer().to("oBad001").answer(BUSY);
    assertThat(errcode(client.text(token, "oBad001", "hi"))).isEqualTo(-1);
    assertThat(errcode(client.text(token, "oBad0011", "hi"))).isZero();
  }

  @Test
  void after_andEvery_chooseTheCalls() {
    ScriptedRule rule = simulator.onCustomer().after(2).every(2).next(2).answer(BUSY);
    assertThat(texts(8)).containsExactly(0, 0, 0, -1, 0, -1, 0, 0);
    assertThat(rule.fired()).isEqualTo(2);
  }

  @Test
  void ruleWithoutCount_holdsUntilItIsTakenBack() {
    ScriptedRule rule = simulator.onCustomer().answer(BUSY);
    assertThat(texts(3)).containsOnly(-1);
    rule.cancel();
    assertThat(texts(1)).containsExactly(0);
    simulator.onCustomer().once().always().answer(BUSY);
    assertThat(texts(3)).containsOnly(-1);
    simulator.clearRules();
    assertThat(texts(1)).containsExactly(0);
  }

  @Test
  void when_narrowsToPeople_andWhenRequestToRequests() {
    simulator.onAny().when(openId -> openId.startsWith("oBad")).answer(BUSY);
    simulator
        .onCustomer()
        .whenRequest(request -> request.text().contains("magic"))
        .answer(WeChatReply.error(45002));
    assertThat(errcode(client.text(token, "oBad001", "magic"))).isEqualTo(-1);
    assertThat(errcode(client.text(token, "oGood01", "magic"))).isEqualTo(45002);
    assertThat(errcode(client.text(token, "oGood01", "hi"))).isZero();
    assertThat(errcode(client.template(token, SimClient.templateBody("oBad001", ""))))
        .isEqualTo(-1);
    assertThat(client.token()).as("a token call names nobody").isEqualTo(token);
    assertThat(errcode(client.customer(token, "not json"))).isEqualTo(47001);
  }

  @Test
  void scripts_areAskedBeforeAnythingIsChecked() {
    simulator.onTemplate().once().answer(WeChatReply.ok());
    JsonNode reply = SimClient.json(client.post("/cgi-bin/message/template/send", "nonsense"));
    assertThat(errcode(reply)).isZero();
    assertThat(simulator.counts().templateDelivered()).isZero();
    assertThat(simulator.counts().templateCalls()).isEqualTo(1);
  }

  @Test
  void status_answersAsAProxyWould() {
    simulator.onToken().once().status(503, Duration.ofMillis(1_500));
    simulator.onToken().once().status(502);
    HttpResponse<String> busy = client.post("/cgi-bin/stable_token", "{}");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("retry-after")).contains("2");
    assertThat(busy.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    HttpResponse<String> gateway = client.post("/cgi-bin/stable_token", "{}");
    assertThat(gateway.statusCode()).isEqualTo(502);
    assertThat(gateway.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void wireReply_isAnsweredAsItIs() {
    simulator
        .onCustomer()
        .once()
        .answer(WireReply.builder().status(307).header("Location", "http://127.0.0.1:1/x").build());
    HttpResponse<String> reply = client.post("/cgi-bin/message/custom/send", "{}");
    assertThat(reply.statusCode()).isEqualTo(307);
    assertThat(reply.headers().firstValue("location")).contains("http://127.0.0.1:1/x");
  }

  @Test
  void fault_deliversNothing_actThenDelivers() {
    simulator.onCustomer().once().fault(Fault.RESET_AFTER_REQUEST);
    assertThatThrownBy(() -> client.text(token, OPEN_ID, "1"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(simulator.counts().customerDelivered()).isZero();

    simulator.onCustomer().once().actThen(Fault.RESET_AFTER_REQUEST);
    assertThatThrownBy(() -> client.text(token, OPEN_ID, "2"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(simulator.counts().customerDelivered()).isEqualTo(1);
    assertThat(simulator.counts().customerCalls()).isEqualTo(2);
  }

  @Test
  void faultUnderWhichTheAnswerArrives_isNoLie() {
    for (Fault fault : List.of(Fault.EARLY_HINTS, Fault.WRONG_CHARSET, Fault.HEADER_FLOOD)) {
      assertThat(fault.kind().deliversAnswer()).isTrue();
    }
    simulator.onCustomer().once().fault(Fault.CLOSE_AFTER_REPLY);
    assertThat(errcode(client.text(token, OPEN_ID, "hi"))).isZero();
    assertThat(simulator.counts().customerDelivered()).isEqualTo(1);
  }

  @Test
  void faultWithABody_breaksAnOtherwiseGoodSuccess() {
    simulator.onTemplate().once().fault(Fault.TRUNCATED_WITHOUT_LENGTH);
    String whole = "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":3557254367693750277}";
    assertThat(client.post("/cgi-bin/message/template/send", "{}").body())
        .isEqualTo(whole.substring(0, whole.length() / 2));
    simulator.onToken().once().fault(Fault.TRUNCATED_WITHOUT_LENGTH);
    assertThat(client.post("/cgi-bin/stable_token", "{}").body())
        .startsWith("{\"access_token\":\"cut")
        .doesNotContain("}");
    simulator.onAny().once().fault(Fault.HTML_PAGE);
    assertThat(client.post("/cgi-bin/stable_token", "{}").body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void connectionFaults_areScriptedApart() {
    simulator.dropConnections();
    ScriptedRule rule = simulator.onConnection().after(1).once().fault(Fault.CLOSE_AT_ACCEPT);
    SimClient first = new SimClient(simulator);
    assertThat(first.token()).isEqualTo(token);
    SimClient second = new SimClient(simulator);
    assertThatThrownBy(
            () -> {
              // the JDK's client may open a second connection for its own retry
              second.text(token, OPEN_ID, "hi");
              throw new UncheckedIOException(new java.io.IOException("retried"));
            })
        .isInstanceOf(UncheckedIOException.class);
    assertThat(rule.fired()).isEqualTo(1);
    assertThatThrownBy(() -> simulator.onConnection().fault(Fault.SILENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SILENCE needs a request to act on; use it with onToken()");
    assertThatThrownBy(() -> simulator.onToken().fault(Fault.RESET_AT_ACCEPT))
        .hasMessageContaining("give it to a ConnectionGate");
  }

  @Test
  void run_doesSomethingBeforeThePlatformActs() {
    simulator.onCustomer().after(1).once().run(simulator::killTokens);
    assertThat(texts(3)).containsExactly(0, 40001, 40001);
  }

  @Test
  void delay_holdsTheAnswerBack_afterThePlatformActed() {
    simulator.onCustomer().once().delay(Duration.ofMillis(80));
    long start = System.nanoTime();
    assertThat(texts(1)).containsExactly(0);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(80_000_000L);
  }

  @Test
  void scenario_tokenErrorThenNewTokenThenSuccess() {
    simulator.onCustomer().once().answer(WeChatReply.error(40001));
    simulator.onToken().once().answer(WeChatReply.token("T2", 345));
    assertThat(errcode(client.text(token, OPEN_ID, "hi"))).isEqualTo(40001);
    assertThat(client.token()).isEqualTo("T2");
    assertThat(errcode(client.text("T2", OPEN_ID, "hi"))).isZero();
  }

  @Test
  void wrongWords_areRefusedWhenSpoken() {
    assertThatThrownBy(() -> simulator.onToken().next(0))
        .hasMessage("next(n) needs at least 1, but got 0");
    assertThatThrownBy(() -> simulator.onToken().every(0))
        .hasMessage("every(n) needs at least 1, but got 0");
    assertThatThrownBy(() -> simulator.onToken().after(-1))
        .hasMessage("after(n) needs zero or more calls, but got -1");
    assertThatThrownBy(() -> simulator.onCustomer().expiresIn(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("start the script with onToken()");
    assertThatThrownBy(() -> WeChatReply.error(0, "ok"))
        .hasMessage("errcode 0 means success; use ok() or accepted(msgid)");
    assertThatThrownBy(() -> WeChatReply.error(12345))
        .hasMessage("no text is known for errcode 12345; give it with error(errcode, errmsg)");
  }
}
