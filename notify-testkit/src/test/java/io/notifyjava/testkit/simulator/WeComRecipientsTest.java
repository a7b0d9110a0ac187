package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeComRecipientsTest extends WeComTestBase {

  private JsonNode to(String recipients) {
    return client.message(
        "{"
            + recipients
            + "\"msgtype\":\"text\",\"agentid\":1000002,\"text\":{\"content\":\"hi\"}}");
  }

  private static String many(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining("|"));
  }

  @Test
  void partialFailure_is0_andNamesWhomItDidNotReach_inLowerCase() {
    wecom.person("LiSi").isInvisible();
    wecom.person("wangwu").isUnknown();
    wecom.person("zhaoliu").isUnlicensed();
    wecom.party("2").isInvisible();
    wecom.tag("9").isUnknown();
    JsonNode reply =
        to("\"touser\":\"ZhangSan|LISI|WangWu|ZhaoLiu\",\"toparty\":\"1|2\",\"totag\":\"9\",");
    assertThat(errcode(reply)).isZero();
    assertThat(errmsg(reply)).isEqualTo("ok");
    assertThat(reply.path("invaliduser").textValue()).isEqualTo("lisi|wangwu");
    assertThat(reply.path("invalidparty").textValue()).isEqualTo("2");
    assertThat(reply.path("invalidtag").textValue()).isEqualTo("9");
    assertThat(reply.path("unlicenseduser").textValue()).isEqualTo("zhaoliu");
    assertThat(reply.path("msgid").textValue()).isNotEmpty();
    assertThat(wecom.counts().people()).isEqualTo(1);
    assertThat(wecom.counts().messages()).isEqualTo(1);
  }

  @Test
  void unreachedRecipients_areArraysByChoice() {
    start(WeComSimulator.builder().recipientLists(RecipientLists.ARRAY));
    wecom.person("lisi").isInvisible();
    JsonNode reply = to("\"touser\":\"zhangsan|lisi\",");
    assertThat(reply.path("invaliduser").toString()).isEqualTo("[\"lisi\"]");
    assertThat(reply.has("invalidparty")).isFalse();
  }

  @Test
  void nobodyReached_is81013_andNothingIsSent() {
    wecom.person("lisi").isInvisible();
    wecom.person("zhaoliu").isUnlicensed();
    JsonNode reply = to("\"touser\":\"lisi|zhaoliu\",\"totag\":\"x\",");
    assertThat(errcode(reply)).isEqualTo(81013);
    assertThat(reply.path("invaliduser").textValue()).isEqualTo("lisi");
    assertThat(reply.path("unlicenseduser").textValue()).isEqualTo("zhaoliu");
    assertThat(reply.path("invalidtag").textValue()).isEqualTo("x");
    assertThat(reply.has("msgid")).isFalse();
    assertThat(wecom.counts().messages()).isZero();
    wecom.person("lisi").isVisible();
    assertThat(errcode(to("\"touser\":\"lisi\","))).isZero();
  }

  @Test
  void malformedIds_areInvalid() {
    for (String id : new String[] {"zhang,san", "zhang san", "-zhang", "z".repeat(65), "张三"}) {
      assertThat(errcode(to("\"touser\":\"" + id + "\","))).as(id).isEqualTo(81013);
    }
    assertThat(errcode(to("\"touser\":\"" + "z".repeat(64) + "\","))).isZero();
    assertThat(errcode(to("\"touser\":\"a_B-3.c@d\","))).isZero();
    assertThat(errcode(to("\"toparty\":\"sales\","))).isEqualTo(81013);
  }

  @Test
  void nobodyNamed_is81013_orWhatWasChosen() {
    assertThat(errcode(to(""))).isEqualTo(81013);
    assertThat(errcode(to("\"touser\":\"\",\"toparty\":\"|\",\"totag\":null,"))).isEqualTo(81013);
    start(WeComSimulator.builder().missingRecipients(40063));
    assertThat(errcode(to(""))).isEqualTo(40063);
    assertThatThrownBy(() -> WeComSimulator.builder().missingRecipients(40003))
        .hasMessage("a message to nobody is 81013, 82001 or 40063, but was given 40003");
  }

  @Test
  void listOfTheWrongKind_is40031() {
    assertThat(errcode(to("\"touser\":[\"zhangsan\"],"))).isEqualTo(40031);
    assertThat(errmsg(to("\"touser\":7,"))).startsWith("Warning: wrong json format. invalid user");
  }

  @Test
  void listsHaveTheirLengths() {
    assertThat(errcode(to("\"touser\":\"" + many("u", 1000) + "\","))).isZero();
    assertThat(errcode(to("\"touser\":\"" + many("u", 1001) + "\","))).isEqualTo(40032);
    assertThat(errcode(to("\"toparty\":\"" + many("", 100) + "\","))).isZero();
    assertThat(errcode(to("\"toparty\":\"" + many("", 101) + "\","))).isEqualTo(82002);
    assertThat(errcode(to("\"totag\":\"" + many("", 100) + "\","))).isZero();
    assertThat(errcode(to("\"totag\":\"" + many("", 101) + "\","))).isEqualTo(82003);
    assertThat(wecom.counts().people()).isEqualTo(1000);
  }

  @Test
  void everyone_overridesAllElse_alsoAsOneOfSeveral() {
    wecom.person("lisi").isInvisible();
    assertThat(to("\"touser\":\"@all\",\"toparty\":\"" + many("", 101) + "\",").toString())
        .startsWith("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":");
    assertThat(to("\"touser\":\"lisi|@all\",").has("invaliduser")).isFalse();
    assertThat(errcode(to("\"toparty\":\"@all\","))).isEqualTo(81013);
  }

  @Test
  void samePersonTwice_getsOneMessage_andSpacesDontMatter() {
    assertThat(errcode(to("\"touser\":\"a | b|a\","))).isZero();
    assertThat(wecom.counts().people()).isEqualTo(2);
  }

  @Test
  void nobodyElseExists_onceThatIsSaid() {
    wecom.person("zhangsan").isVisible();
    wecom.nobodyElseExists();
    assertThat(to("\"touser\":\"ZHANGSAN|lisi\",").path("invaliduser").textValue())
        .isEqualTo("lisi");
    assertThat(errcode(to("\"toparty\":\"1\","))).isEqualTo(81013);
    wecom.reset();
    client = new WeComClient(wecom);
    assertThat(errcode(to("\"touser\":\"lisi\",\"toparty\":\"1\","))).isZero();
  }

  @Test
  void licences_belongToPeople() {
    assertThatThrownBy(() -> wecom.party("1").isUnlicensed())
        .hasMessage("licences belong to people; start with person(userId)");
    assertThatThrownBy(() -> wecom.person(" "))
        .hasMessage("a recipient needs an id, but it was blank");
    assertThat(wecom.person("lisi")).hasToString("a PERSON");
  }
}
