package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OneTimeSubscriptionTest extends SimulatorTestBase {

  private static final String PATH = "/cgi-bin/message/template/subscribe";
  private static final String BODY =
      "{'touser':'oABC_def-123','template_id':'O1','url':'https://e.com','scene':'1000','title':'t',"
          + "'data':{'content':{'value':'v','color':'#173177'}}}";

  private JsonNode reply(String body) {
    return SimClient.json(
        client.post(PATH + "?access_token=" + client.token(), body.replace('\'', '"')));
  }

  private int send(String body) {
    return errcode(reply(body));
  }

  @Test
  void message_isAccepted_withoutAMsgid() {
    assertThat(reply(BODY)).hasToString("{\"errcode\":0,\"errmsg\":\"ok\"}");
    assertThat(simulator.counts().subscriptionDelivered()).isEqualTo(1);
  }

  @Test
  void consent_isForOneScene_andDoesNotAddUp() {
    simulator.consentOnce(OPEN_ID, "O1", 1000);
    simulator.consentOnce(OPEN_ID, "O1", 1000);
    assertThat(send(BODY)).isZero();
    assertThat(send(BODY)).isEqualTo(43101);
    simulator.consentOnce(OPEN_ID, "O1", 7);
    assertThat(send(BODY)).as("another scene").isEqualTo(43101);
    assertThat(send(BODY.replace("'1000'", "7"))).isZero();
    simulator.consentOnce(OPEN_ID, "O1", 1000);
    simulator.refuseConsent(OPEN_ID, "O1");
    assertThat(send(BODY)).isEqualTo(43101);
    simulator.consent(OPEN_ID, "O1", 5);
    assertThat(send(BODY)).as("a consent to other messages").isEqualTo(43101);
  }

  @Test
  void sixtyFourThreads_useTheOneConsentOnce() throws Exception {
    simulator.consentOnce(OPEN_ID, "O1", 1000);
    String path = PATH + "?access_token=" + client.token();
    String json = BODY.replace('\'', '"');
    List<Integer> codes =
        Together.run(64, 1, () -> errcode(SimClient.json(client.post(path, json))));
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(1);
    assertThat(codes.stream().filter(code -> code == 43101)).hasSize(63);
  }

  @Test
  void templateOfAnotherKind_isRefused() {
    simulator.registerTemplate(TemplateKind.ONE_TIME, "O1");
    simulator.registerTemplate(TemplateKind.SUBSCRIPTION, "S1");
    assertThat(send(BODY)).isZero();
    assertThat(send(BODY.replace("O1", "S1"))).isEqualTo(43101);
    assertThat(send(BODY.replace("O1", "O2"))).isEqualTo(40037);
  }

  @TestFactory
  Stream<DynamicTest> field_isRefusedByItsOwnCode() {
    Map<String, Integer> cases =
        Map.ofEntries(
            Map.entry("'scene':'1000' 'scene':0", 0),
            Map.entry("'scene':'1000' 'scene':10000", 0),
            Map.entry("'scene':'1000' 'scene':'10001'", 40097),
            Map.entry("'scene':'1000' 'scene':-1", 40097),
            Map.entry("'scene':'1000' 'scene':1.5", 40097),
            Map.entry("'scene':'1000' 'scene':'123456789012'", 40097),
            Map.entry("'scene':'1000' 'scene':''", 40097),
            Map.entry("'scene':'1000' 'scene':null", 40097),
            Map.entry("'title':'t' 'title':'" + "题".repeat(15) + "'", 0),
            Map.entry("'title':'t' 'title':'" + "题".repeat(16) + "'", 40062),
            Map.entry("'title':'t' 'title':''", 40062),
            Map.entry("'title':'t' 'title':7", 47001),
            Map.entry("'value':'v' 'value':'" + "文".repeat(200) + "'", 0),
            Map.entry("'value':'v' 'value':'" + "文".repeat(201) + "'", 47003),
            Map.entry("'value':'v' 'value':''", 47003),
            Map.entry("'value':'v' 'value':7", 47003),
            Map.entry("'value':'v', 'nothing':'x',", 47003),
            Map.entry("{'content': {'other':", 47003),
            Map.entry("'data':{'content':{'value':'v','color':'#173177'}} 'data':'x'", 47001),
            Map.entry("'color':'#173177' 'color':7", 47001),
            Map.entry("'url':'https://e.com' 'url':7", 47001),
            Map.entry("'url':'https://e.com' 'url':'" + "u".repeat(1025) + "'", 40039),
            Map.entry("'url':'https://e.com' 'miniprogram':{}", 40013),
            Map.entry("'oABC_def-123' 'no'", 40003));
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      String[] change = entry.getKey().split(" ", 2);
                      assertThat(BODY).contains(change[0]);
                      assertThat(send(BODY.replace(change[0], change[1])))
                          .isEqualTo(entry.getValue());
                    }));
  }

  @Test
  void emptyContent_isNamedInTheRefusal() {
    assertThat(errmsg(reply(BODY.replace("'value':'v',", ""))))
        .startsWith("argument invalid! data.content.value is emtpy rid: ");
  }

  @Test
  void accountsThatHaveNoFollowers_mayNotSendIt() {
    for (AccountKind kind : AccountKind.values()) {
      start(WeChatSimulator.builder().accountKind(kind));
      boolean may = kind != AccountKind.UNVERIFIED && kind != AccountKind.MINI_PROGRAM;
      assertThat(send(BODY)).as(kind.name()).isEqualTo(may ? 0 : 48001);
    }
  }
}
