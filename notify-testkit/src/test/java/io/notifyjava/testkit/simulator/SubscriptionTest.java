package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SubscriptionTest extends SimulatorTestBase {

  private static final String MINI = "/cgi-bin/message/subscribe/send";
  private static final String SERVICE = "/cgi-bin/message/subscribe/bizsend";

  @BeforeEach
  void startMiniProgram() {
    start(miniProgram());
  }

  private static WeChatSimulatorBuilder miniProgram() {
    return WeChatSimulator.builder().accountKind(AccountKind.MINI_PROGRAM);
  }

  private JsonNode reply(String path, String body) {
    String json = body.replace('\'', '"');
    return SimClient.json(client.post(path + "?access_token=" + client.token(), json));
  }

  private int send(String more) {
    return errcode(reply(MINI, body(more)));
  }

  private static String body(String more) {
    return "{'touser':'oABC_def-123','template_id':'S1','data':{'thing1':{'value':'x'}}"
        + more
        + "}";
  }

  private int sendData(String data) {
    return errcode(reply(MINI, "{'touser':'oABC_def-123','template_id':'S1','data':" + data + "}"));
  }

  @Test
  void consentsAddUp_andEachIsGoodForOneMessage() {
    simulator.consent(OPEN_ID, "S1");
    simulator.consent(OPEN_ID, "S1", 2);
    assertThat(send("")).isZero();
    assertThat(send("")).isZero();
    assertThat(send("")).isZero();
    JsonNode refused = reply(MINI, body(""));
    assertThat(errcode(refused)).isEqualTo(43101);
    assertThat(errmsg(refused)).startsWith("user refuse to accept the msg rid: ");
    assertThat(errcode(reply(MINI, body("").replace(OPEN_ID, "oSomebodyElse"))))
        .as("who was not named consents")
        .isZero();
    assertThat(simulator.counts().subscriptionDelivered()).isEqualTo(4);
  }

  @Test
  void refusal_takesAllConsentsBack_untilTheNextOne() {
    simulator.consent(OPEN_ID, "S1", 5);
    simulator.refuseConsent(OPEN_ID, "S1");
    assertThat(send("")).isEqualTo(43101);
    simulator.consent(OPEN_ID, "S1");
    assertThat(send("")).isZero();
    assertThat(send("")).isEqualTo(43101);
  }

  @Test
  void consentIsNeededFromEverybody_ifSoSet_andResetForgetsThem() {
    start(miniProgram().consentNeeded(true));
    assertThat(send("")).isEqualTo(43101);
    simulator.consent(OPEN_ID, "S1");
    assertThat(send("")).isZero();
    simulator.consent(OPEN_ID, "S1");
    simulator.reset();
    assertThat(send("")).isEqualTo(43101);
  }

  @Test
  void refusedMessage_usesNoConsentUp() {
    simulator.consent(OPEN_ID, "S1");
    assertThat(sendData("{'thing1':{'value':''}}")).isEqualTo(47003);
    assertThat(send(",'lang':'de_DE'")).isEqualTo(40097);
    assertThat(send("")).isZero();
  }

  @Test
  void sixtyFourThreads_useExactlyAsManyConsentsAsThereAre() throws Exception {
    simulator.consent(OPEN_ID, "S1", 100);
    String path = MINI + "?access_token=" + client.token();
    String json = body("").replace('\'', '"');
    List<Integer> codes =
        Together.run(64, 5, () -> errcode(SimClient.json(client.post(path, json))));
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(100);
    assertThat(codes.stream().filter(code -> code == 43101)).hasSize(220);
    assertThat(simulator.counts().subscriptionDelivered()).isEqualTo(100);
  }

  @Test
  void data_isTyped_andTheRefusalNamesTheKey() {
    JsonNode invalid =
        reply(MINI, body("").replace("'thing1':{'value':'x'}", "'phrase10':{'value':'a1'}"));
    assertThat(errcode(invalid)).isEqualTo(47003);
    assertThat(errmsg(invalid)).startsWith("argument invalid! data.phrase10.value invalid rid: ");
    JsonNode empty =
        reply(MINI, body("").replace("'thing1':{'value':'x'}", "'thing3':{'value':''}"));
    assertThat(errmsg(empty)).startsWith("argument invalid! data.thing3.value is emtpy rid: ");
    assertThat(sendData("{'keyword1':{'value':'x'}}")).as("no such type").isEqualTo(47003);
    assertThat(sendData("{'thing1':'x'}")).isEqualTo(47003);
    assertThat(sendData("{'thing1':{'value':5}}")).isEqualTo(47003);
    assertThat(sendData("{'thing1':{'value':'x','color':'#173177'}}")).isEqualTo(47003);
    assertThat(sendData("'x'")).isEqualTo(47001);
    assertThat(send(",'page':7")).isEqualTo(47001);
  }

  @Test
  void template_mustBeASubscriptionTemplateOfThisAccount() {
    simulator.registerTemplate(TemplateKind.SUBSCRIPTION, "S1", "thing1", "time2");
    simulator.registerTemplate("T1");
    assertThat(send("")).as("time2 is missing").isEqualTo(47003);
    assertThat(sendData("{'thing1':{'value':'x'},'time2':{'value':'15:01'}}")).isZero();
    assertThat(errcode(reply(MINI, body("").replace("S1", "S2")))).isEqualTo(40037);
    assertThat(errcode(reply(MINI, body("").replace("S1", "T1")))).isEqualTo(43102);
    assertThat(errcode(reply(MINI, body("").replace("'template_id':'S1',", "")))).isEqualTo(40037);
    simulator.banTemplate("S1");
    assertThat(send("")).isEqualTo(43116);
  }

  @Test
  void subscriptionTemplate_isUnknownToTemplateSend() {
    start(WeChatSimulator.builder());
    simulator.registerTemplate(TemplateKind.SUBSCRIPTION, "T1");
    assertThat(templateErrcode(client.token())).isEqualTo(40037);
  }

  @TestFactory
  Stream<DynamicTest> optionalFields_areFromTheVendorsLists() {
    return Map.ofEntries(
            Map.entry(",'miniprogram_state':'developer'", 0),
            Map.entry(",'miniprogram_state':'trial','lang':'zh_TW'", 0),
            Map.entry(",'miniprogram_state':'formal','lang':'en_US'", 0),
            Map.entry(",'miniprogram_state':'live'", 40097),
            Map.entry(",'lang':'zh-CN'", 40097),
            Map.entry(",'lang':1", 47001),
            Map.entry(",'page':'pages/known?x=1'", 0),
            Map.entry(",'page':'pages/unknown'", 41030))
        .entrySet()
        .stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      start(miniProgram().pages(Set.of("pages/known")));
                      assertThat(send(entry.getKey())).isEqualTo(entry.getValue());
                    }));
  }

  @Test
  void serviceAccount_sendsThroughItsOwnCall_andMayLink() {
    assertThat(errcode(reply(SERVICE, body("")))).as("a mini program").isEqualTo(43104);
    start(WeChatSimulator.builder().miniPrograms(Set.of("wxBound")).pages(Set.of("p")));
    assertThat(errcode(reply(MINI, body("")))).isEqualTo(43104);
    assertThat(errcode(reply(SERVICE, body("")))).isZero();
    String program = ",'miniprogram':{'appid':'%s','pagepath':'%s'}";
    assertThat(errcode(reply(SERVICE, body(program.formatted("wxBound", "p"))))).isZero();
    assertThat(errcode(reply(SERVICE, body(program.formatted("wxOther", "p"))))).isEqualTo(40013);
    assertThat(errcode(reply(SERVICE, body(program.formatted("wxBound", "q"))))).isEqualTo(41030);
  }

  @Test
  void msgid_isAnsweredOnlyIfSoSet() {
    assertThat(reply(MINI, body("")).has("msgid")).isFalse();
    start(miniProgram().subscriptionMsgid(true));
    assertThat(reply(MINI, body("")).path("msgid").isIntegralNumber()).isTrue();
    assertThat(reply(MINI, body("")).path("msgid").longValue()).isGreaterThan(1L << 53);
  }

  @Test
  void clientMsgId_isHeededOnlyIfSoSet_andThenUsesOneConsent() {
    String repeated = body(",'client_msg_id':'order-1'");
    start(WeChatSimulator.builder());
    reply(SERVICE, repeated);
    reply(SERVICE, repeated);
    assertThat(simulator.counts().subscriptionDelivered()).isEqualTo(2);
    start(WeChatSimulator.builder().subscriptionReentry(true).subscriptionMsgid(true));
    simulator.consent(OPEN_ID, "S1", 1);
    JsonNode first = reply(SERVICE, repeated);
    assertThat(reply(SERVICE, repeated)).isEqualTo(first);
    assertThat(simulator.counts().subscriptionDelivered()).isEqualTo(1);
    assertThat(simulator.counts().suppressed()).isEqualTo(1);
    time.pass(Duration.ofMinutes(10));
    assertThat(errcode(reply(SERVICE, repeated))).as("no consent left").isEqualTo(43101);
  }

  @Test
  void withdrawnCalls_sayWhatTheyWereReplacedBy() {
    for (AccountKind kind : AccountKind.values()) {
      start(WeChatSimulator.builder().accountKind(kind));
      assertThat(errcode(reply("/cgi-bin/message/wxopen/template/uniform_send", "{}")))
          .isEqualTo(45109);
      JsonNode form = reply("/cgi-bin/message/wxopen/template/send", "{}");
      assertThat(errcode(form)).isEqualTo(46101);
      assertThat(errmsg(form)).contains("please use new api(subscribeMessage)!");
    }
  }

  @Test
  void wrongConsents_areRefusedWhereTheyAreSet() {
    assertThatThrownBy(() -> simulator.consent(OPEN_ID, "S1", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a person consents zero or more times, but was given -1");
    assertThatThrownBy(() -> simulator.consentOnce(OPEN_ID, "S1", 10_001))
        .hasMessage("a scene lies between 0 and 10000, but was 10001");
  }

  @Test
  void mute_isNoMatterToSubscriptions_butAForeignOpenIdIs() {
    simulator.follower(OPEN_ID, Follower.NOT_FOLLOWING);
    assertThat(send("")).isZero();
    simulator.follower(OPEN_ID, Follower.FOREIGN);
    assertThat(send("")).isEqualTo(40003);
  }
}
