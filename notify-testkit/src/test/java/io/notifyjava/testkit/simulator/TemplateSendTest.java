package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateSendTest extends SimulatorTestBase {

  private static final String PATH = "/cgi-bin/message/template/send?access_token=";
  private String token;

  @BeforeEach
  void fetchToken() {
    token = client.token();
  }

  private int send(String body) {
    return errcode(client.template(token, body));
  }

  private static String body(String more) {
    return SimClient.templateBody(OPEN_ID, more);
  }

  @Test
  void fullMessage_isAccepted() {
    String full =
        body(
            ",\"url\":\"https://example.com/o/1?a=1&b=2\",\"client_msg_id\":\"ord-1\","
                + "\"miniprogram\":{\"appid\":\"wx0123456789abcdef\",\"pagepath\":\"p/i?id=1\"},"
                + "\"topcolor\":\"#FF0000\",\"unknown\":[1]");
    JsonNode reply = client.template(token, full);
    assertThat(errcode(reply)).isZero();
    assertThat(reply.path("msgid").longValue()).isGreaterThan(1L << 53).isPositive();
    assertThat(simulator.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void legacyKeys_takeAnyTextAndAnEmptyOne() {
    String legacy =
        "{\"touser\":\"oABCDEF\",\"template_id\":\"T\",\"data\":{\"first\":{\"value\":\"\"},"
            + "\"keyword1\":{\"value\":\"a text that is longer than twenty characters\","
            + "\"color\":\"#173177\"},\"remark\":{\"value\":\"two\\nlines\"}}}";
    assertThat(send(legacy)).isZero();
  }

  @Test
  void badMessages_areRefusedByName() {
    String good = body("");
    Map<String, Integer> cases =
        Map.ofEntries(
            Map.entry("", 44002),
            Map.entry("{", 47001),
            Map.entry(good + "x", 47001),
            Map.entry("\"text\"", 47001),
            Map.entry("\ufeff" + good, 47001),
            Map.entry("{}", 40003),
            Map.entry(good.replace(OPEN_ID, "short"), 40003),
            Map.entry(good.replace(OPEN_ID, "o".repeat(65)), 40003),
            Map.entry(good.replace(OPEN_ID, "oABC DEF"), 40003),
            Map.entry(good.replace("\"" + OPEN_ID + "\"", "123456789"), 40003),
            Map.entry(good.replace("\"T1\"", "\"\""), 40036),
            Map.entry(good.replace("\"template_id\":\"T1\",", ""), 40036),
            Map.entry("{\"touser\":\"oABCDEF\",\"template_id\":\"T\"}", 47001),
            Map.entry("{\"touser\":\"oABCDEF\",\"template_id\":\"T\",\"data\":[]}", 47001),
            Map.entry("{\"touser\":\"oABCDEF\",\"template_id\":\"T\",\"data\":null}", 47001),
            Map.entry(good.replace("{\"value\":\"吃饭\"}", "\"吃饭\""), 47003),
            Map.entry(good.replace("\"吃饭\"", "5"), 47003),
            Map.entry(body(",\"url\":\"https://e.com/" + "x".repeat(1_010) + "\""), 0),
            Map.entry(body(",\"url\":\"https://e.com/" + "x".repeat(1_011) + "\""), 40039),
            Map.entry(body(",\"url\":5"), 47001),
            Map.entry(body(",\"url\":null,\"miniprogram\":null,\"client_msg_id\":null"), 0),
            Map.entry(body(",\"miniprogram\":{}"), 40013),
            Map.entry(body(",\"client_msg_id\":5"), 47001));
    cases.forEach((message, code) -> assertThat(send(message)).as(message).isEqualTo(code));
  }

  @Test
  void bodyThatIsNotUtf8_is47001() {
    byte[] latin = body("").getBytes(StandardCharsets.UTF_16BE);
    byte[] cut = body("").replace("饭", "").getBytes(StandardCharsets.UTF_8);
    cut[new String(cut, StandardCharsets.ISO_8859_1).indexOf('å') + 1] = 'x';
    for (byte[] bytes : new byte[][] {latin, cut}) {
      HttpRequest request =
          client.request(PATH + token).POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build();
      assertThat(errcode(SimClient.json(client.send(request)))).isEqualTo(47001);
    }
  }

  @Test
  void escapedLetters_are47002_escapedControlsAndAsciiAreNot() {
    assertThat(send(body("").replace("吃饭", "\\u5403"))).isEqualTo(47002);
    assertThat(send(body("").replace("吃饭", "\\ud83d\\ude00"))).isEqualTo(47002);
    assertThat(send(body("").replace("吃饭", "a\\u003db\\u2028"))).isZero();
    assertThat(send(body("").replace("吃饭", "\\\\u5403"))).as("an escaped backslash").isZero();
  }

  @Test
  void otherMethodsAndEncodings_areRefused() {
    assertThat(errcode(SimClient.json(client.get(PATH + token)))).isEqualTo(43002);
    HttpRequest zipped =
        client
            .request(PATH + token)
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString(body("")))
            .build();
    JsonNode reply = SimClient.json(client.send(zipped));
    assertThat(errcode(reply)).isEqualTo(40221);
    assertThat(errmsg(reply)).startsWith("invalid Content-Encoding rid: ");
  }

  @Test
  void registeredTemplates_refuseOthers_andWantTheirKeys() {
    simulator.registerTemplate("T1", "thing1", "time2");
    simulator.registerTemplate("T2");
    JsonNode reply = client.template(token, body(""));
    assertThat(errmsg(reply)).startsWith("argument invalid! data.time2.value is emtpy rid: ");
    assertThat(send(body("").replace("T1", "T2"))).isZero();
    assertThat(send(body("").replace("T1", "T3"))).isEqualTo(40037);
    simulator.banTemplate("T2");
    assertThat(send(body("").replace("T1", "T2"))).isEqualTo(43116);
  }

  @Test
  void miniProgram_mustBeBoundWhenSomeAreNamed() {
    start(WeChatSimulator.builder().miniPrograms(Set.of("wxBound")));
    fetchToken();
    assertThat(send(body(",\"miniprogram\":{\"appid\":\"wxBound\"}"))).isZero();
    assertThat(send(body(",\"miniprogram\":{\"appid\":\"wxOther\"}"))).isEqualTo(40013);
  }

  @Test
  void people_areRefusedAsTheyStand() {
    Map<Follower, Integer> cases =
        Map.of(
            Follower.FOLLOWING, 0,
            Follower.NOT_FOLLOWING, 43004,
            Follower.BLACKLISTED, 43019,
            Follower.MUTED, 0,
            Follower.MINOR, 0,
            Follower.FOREIGN, 40003);
    cases.forEach(
        (standing, code) -> {
          simulator.follower(OPEN_ID, standing);
          assertThat(send(body(""))).as(standing.name()).isEqualTo(code);
        });
    assertThat(simulator.counts().templateDelivered()).as("not to the muted one").isEqualTo(2);
  }

  @Test
  void sameClientMsgId_isDeliveredOnceInTenMinutes_andTellsTheSameMsgid() {
    String message = body(",\"client_msg_id\":\"ord-1\"");
    long first = client.template(token, message).path("msgid").longValue();
    time.pass(Duration.ofMinutes(10).minusMillis(1));
    JsonNode again = client.template(token, message.replace("吃饭", "other text"));
    assertThat(errcode(again)).isZero();
    assertThat(again.path("msgid").longValue()).isEqualTo(first);
    assertThat(simulator.counts().templateDelivered()).isEqualTo(1);
    assertThat(simulator.counts().suppressed()).isEqualTo(1);
    assertThat(simulator.counts().duplicates()).isZero();

    time.pass(Duration.ofMillis(1));
    assertThat(client.template(token, message).path("msgid").longValue()).isNotEqualTo(first);
    assertThat(simulator.counts().templateDelivered()).isEqualTo(2);
    assertThat(simulator.counts().duplicates()).as("the person has it twice now").isEqualTo(1);
  }

  @Test
  void eachPersonIsCountedApart_andWhatNeverReachedThemIsNot() {
    send(body(",\"client_msg_id\":\"ord-1\""));
    send(body(",\"client_msg_id\":\"ord-1\""));
    send(body(",\"client_msg_id\":\"ord-2\""));
    send(body("").replace(OPEN_ID, "oSomebodyElse"));
    simulator.follower("oMuted", Follower.MUTED);
    send(body("").replace(OPEN_ID, "oMuted"));

    assertThat(simulator.templatesTo(OPEN_ID)).isEqualTo(2);
    assertThat(simulator.templatesTo("oSomebodyElse")).isEqualTo(1);
    assertThat(simulator.templatesTo("oMuted")).isZero();

    simulator.reset();
    assertThat(simulator.templatesTo(OPEN_ID)).isZero();
  }

  @Test
  void sameClientMsgId_forAnotherPerson_isAnotherMessage() {
    send(body(",\"client_msg_id\":\"ord-1\""));
    send(body(",\"client_msg_id\":\"ord-1\"").replace(OPEN_ID, "oSomebodyElse"));
    assertThat(simulator.counts().templateDelivered()).isEqualTo(2);
    assertThat(simulator.counts().suppressed()).isZero();
  }

  @Test
  void suppressedDuplicate_canBeAnswered40241() {
    start(WeChatSimulator.builder().duplicateReply(DuplicateReply.ERROR_40241));
    fetchToken();
    String message = body(",\"client_msg_id\":\"ord-1\"");
    assertThat(send(message)).isZero();
    JsonNode again = client.template(token, message);
    assertThat(errcode(again)).isEqualTo(40241);
    assertThat(errmsg(again)).startsWith("The message is duplicate in 60 seconds rid: ");
  }

  @Test
  void refusedMessage_doesNotUseItsClientMsgIdUp() {
    simulator.follower(OPEN_ID, Follower.NOT_FOLLOWING);
    String message = body(",\"client_msg_id\":\"ord-1\"");
    assertThat(send(message)).isEqualTo(43004);
    simulator.follower(OPEN_ID, Follower.FOLLOWING);
    assertThat(send(message)).isZero();
    assertThat(simulator.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void withoutClientMsgId_theSameBodyTwiceIsADuplicate() {
    send(body(""));
    send(body("").replace("吃饭", "喝水"));
    assertThat(simulator.counts().duplicates()).isZero();
    send(body(""));
    assertThat(simulator.counts().duplicates()).isEqualTo(1);
    assertThat(simulator.counts().templateDelivered()).isEqualTo(3);
  }

  @Test
  void accountsWithoutTemplates_areRefused_aMiniProgramInWordsOfItsOwn() {
    Map<AccountKind, Integer> cases =
        Map.of(
            AccountKind.SERVICE, 0,
            AccountKind.TEST, 0,
            AccountKind.SUBSCRIPTION, 48001,
            AccountKind.UNVERIFIED, 48001,
            AccountKind.MINI_PROGRAM, 45109);
    cases.forEach(
        (kind, code) -> {
          start(WeChatSimulator.builder().account("wxA", "secretA", kind));
          fetchToken();
          assertThat(send(body(""))).as(kind.name()).isEqualTo(code);
        });
  }

  @Test
  void pageThatIsNotPublished_is40165_onceSomePagesAreNamed() {
    start(WeChatSimulator.builder().pages(Set.of("pages/order")));
    fetchToken();
    String program = ",\"miniprogram\":{\"appid\":\"wx1\",\"pagepath\":\"%s\"}";
    assertThat(send(body(program.formatted("pages/order?id=1")))).isZero();
    assertThat(send(body(program.formatted("pages/orders")))).isEqualTo(40165);
    assertThat(send(body(program.formatted("")))).as("the home page").isZero();
  }

  @Test
  void consoleValues_areTheOnlyOnes_onceTheyAreNamed() {
    simulator.allowValues("T1", "const1", "paid", "shipped");
    String message = body("").replace("thing1", "const1");
    assertThat(send(message.replace("吃饭", "paid"))).isZero();
    JsonNode other = client.template(token, message.replace("吃饭", "lost"));
    assertThat(errcode(other)).isEqualTo(47003);
    assertThat(errmsg(other)).startsWith("argument invalid! data.const1.value invalid rid: ");
    assertThat(send(message.replace("T1", "T2"))).as("another template's key").isZero();
    simulator.reset();
    fetchToken();
    assertThat(send(message.replace("吃饭", "lost"))).isZero();
  }
}
