package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The five template cards: whole ones pass, each with one thing wrong is refused. */
class WeComCardsTest extends WeComTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACTION = "\"card_action\":{\"type\":1,\"url\":\"https://a\"}";
  private static final String TITLE = "\"main_title\":{\"title\":\"欢迎\",\"desc\":\"您的好友\"}";

  private static final String TEXT_NOTICE =
      "{\"card_type\":\"text_notice\",\"source\":{\"icon_url\":\"https://i\",\"desc\":\"企业微信\","
          + "\"desc_color\":3},"
          + TITLE
          + ",\"emphasis_content\":{\"title\":\"100\",\"desc\":\"数据含义\"},"
          + "\"quote_area\":{\"type\":1,\"url\":\"https://q\",\"title\":\"引用\",\"quote_text\":\"x\"},"
          + "\"sub_title_text\":\"下载\",\"horizontal_content_list\":[{\"keyname\":\"邀请人\","
          + "\"value\":\"张三\"},{\"type\":1,\"keyname\":\"官网\",\"value\":\"点击\",\"url\":\"https://h\"},"
          + "{\"type\":3,\"keyname\":\"员工\",\"value\":\"点击\",\"userid\":\"zhangsan\"}],"
          + "\"jump_list\":[{\"type\":1,\"title\":\"官网\",\"url\":\"https://j\"},{\"type\":2,"
          + "\"title\":\"小程序\",\"appid\":\"wx1\",\"pagepath\":\"p\"}],"
          + ACTION
          + "}";

  private static final String NEWS_NOTICE =
      "{\"card_type\":\"news_notice\","
          + TITLE
          + ",\"card_image\":{\"url\":\"https://i\",\"aspect_ratio\":1.3},"
          + "\"vertical_content_list\":[{\"title\":\"惊喜\",\"desc\":\"红包\"}],"
          + ACTION
          + "}";

  private static final String BUTTONS =
      "{\"card_type\":\"button_interaction\","
          + TITLE
          + ",\"task_id\":\"task-%s\",\"button_selection\":{\"question_key\":\"q\",\"title\":\"x\","
          + "\"option_list\":[{\"id\":\"1\",\"text\":\"一\"}],\"selected_id\":\"1\"},"
          + "\"button_list\":[{\"text\":\"按钮\",\"style\":1,\"key\":\"k\"},"
          + "{\"type\":1,\"text\":\"打开\",\"style\":4,\"url\":\"https://b\"}]}";

  private static final String VOTE =
      "{\"card_type\":\"vote_interaction\","
          + TITLE
          + ",\"task_id\":\"task-%s\",\"checkbox\":{\"question_key\":\"q\",\"mode\":1,\"option_list\":"
          + "[{\"id\":\"1\",\"text\":\"一\",\"is_checked\":true},{\"id\":\"2\",\"text\":\"二\"}]},"
          + "\"submit_button\":{\"text\":\"提交\",\"key\":\"s\"}}";

  private static final String MULTIPLE =
      "{\"card_type\":\"multiple_interaction\","
          + TITLE
          + ",\"task_id\":\"task-%s\",\"select_list\":[{\"question_key\":\"q1\",\"title\":\"选\","
          + "\"selected_id\":\"1\",\"option_list\":[{\"id\":\"1\",\"text\":\"一\"}]}],"
          + "\"submit_button\":{\"text\":\"提交\",\"key\":\"s\"}}";

  private JsonNode card(String card) {
    return client.message(WeComClient.body("zhangsan", "template_card", card));
  }

  @Test
  void notices_pass_withoutACodeToChangeThem() {
    for (String card : new String[] {TEXT_NOTICE, NEWS_NOTICE}) {
      JsonNode reply = card(card);
      assertThat(errcode(reply)).as(errmsg(reply)).isZero();
      assertThat(reply.has("response_code")).isFalse();
      assertThat(reply.path("msgid").textValue()).isNotEmpty();
    }
  }

  @Test
  void noticeWithAMenu_needsATask_andCanBeChanged() {
    String menu =
        "\"action_menu\":{\"desc\":\"更多\",\"action_list\":[{\"text\":\"不再\",\"key\":\"k\"}]}";
    assertThat(errcode(card(TEXT_NOTICE.replace(ACTION, menu + "," + ACTION)))).isEqualTo(40058);
    JsonNode reply = card(TEXT_NOTICE.replace(ACTION, menu + ",\"task_id\":\"t-1\"," + ACTION));
    assertThat(errcode(reply)).isZero();
    assertThat(reply.path("response_code").textValue()).isNotEmpty();
  }

  @Test
  void interactiveCards_pass_withACodeToChangeThem_butATaskOnce() {
    for (String card : new String[] {BUTTONS, VOTE, MULTIPLE}) {
      String own = card.formatted(card.length());
      JsonNode reply = card(own);
      assertThat(errcode(reply)).as(errmsg(reply)).isZero();
      assertThat(reply.path("response_code").textValue()).isNotEmpty();
      JsonNode again = card(own);
      assertThat(errcode(again)).isEqualTo(40058);
      assertThat(errmsg(again)).startsWith("field `task_id` used before. invalid Request Param");
    }
  }

  @Test
  void fileOfACard_mustBeAnUpload() {
    String file = client.mediaId("file");
    String item = "{\"type\":2,\"keyname\":\"附件\",\"value\":\"a.txt\",\"media_id\":\"%s\"},";
    String start = "\"horizontal_content_list\":[";
    assertThat(errcode(card(TEXT_NOTICE.replace(start, start + item.formatted(file))))).isZero();
    assertThat(errcode(card(TEXT_NOTICE.replace(start, start + item.formatted("MEDIAID")))))
        .isEqualTo(40007);
  }

  private static String list(String item, int count) {
    return "[" + (item + ",").repeat(count - 1) + item + "]";
  }

  private static String options(int count) {
    StringBuilder options = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      options.append(i == 0 ? "" : ",").append("{\"id\":\"").append(i).append("\",\"text\":\"t\"}");
    }
    return options.append("]").toString();
  }

  @TestFactory
  Stream<DynamicTest> cardWithOneThingWrong_isRefused() throws Exception {
    Map<String[], Integer> cases = new LinkedHashMap<>();
    add(cases, TEXT_NOTICE, "card_type", "\"poem\"", 40058);
    add(cases, TEXT_NOTICE, "card_action", null, 40058);
    add(cases, TEXT_NOTICE, "card_action", "{\"type\":0}", 40058);
    add(cases, TEXT_NOTICE, "card_action", "{\"type\":1}", 40058);
    add(cases, TEXT_NOTICE, "card_action", "{\"type\":2}", 40058);
    add(cases, TEXT_NOTICE, "card_action", "{\"type\":3,\"url\":\"u\"}", 40058);
    add(cases, TEXT_NOTICE, "source", "{\"desc_color\":4}", 40058);
    add(cases, TEXT_NOTICE, "quote_area", "{\"type\":1}", 40058);
    add(cases, TEXT_NOTICE, "quote_area", "{\"type\":2}", 40058);
    add(cases, TEXT_NOTICE, "jump_list", list("{\"title\":\"t\"}", 4), 40058);
    add(cases, TEXT_NOTICE, "jump_list", "[{\"type\":1,\"url\":\"u\"}]", 40058);
    add(cases, TEXT_NOTICE, "horizontal_content_list", list("{\"keyname\":\"k\"}", 7), 40058);
    add(cases, TEXT_NOTICE, "horizontal_content_list", "[{\"value\":\"v\"}]", 40058);
    add(cases, TEXT_NOTICE, "horizontal_content_list", "[{\"keyname\":\"k\",\"type\":3}]", 40058);
    add(cases, TEXT_NOTICE, "horizontal_content_list", "[{\"keyname\":\"k\",\"type\":4}]", 40058);
    add(cases, TEXT_NOTICE, "task_id", "\"no spaces\"", 40058);
    add(cases, NEWS_NOTICE, "main_title", "{\"desc\":\"d\"}", 41016);
    add(cases, NEWS_NOTICE, "card_image", null, 40058);
    add(cases, NEWS_NOTICE, "card_image", "{\"url\":\"u\",\"aspect_ratio\":2.26}", 40058);
    add(cases, NEWS_NOTICE, "card_image", "{\"url\":\"u\",\"aspect_ratio\":1.29}", 40058);
    add(cases, NEWS_NOTICE, "image_text_area", "{\"type\":1,\"url\":\"u\"}", 40058);
    add(cases, NEWS_NOTICE, "vertical_content_list", list("{\"title\":\"t\"}", 5), 40058);
    add(cases, NEWS_NOTICE, "vertical_content_list", "[{\"desc\":\"d\"}]", 40058);
    add(cases, NEWS_NOTICE, "card_action", null, 40058);
    String button = "{\"text\":\"t\",\"key\":\"k\"}";
    add(cases, BUTTONS, "task_id", null, 40058);
    add(cases, BUTTONS, "main_title", null, 41016);
    add(cases, BUTTONS, "button_list", "[]", 40058);
    add(cases, BUTTONS, "button_list", list(button, 7), 40058);
    add(cases, BUTTONS, "button_list", "[{\"text\":\"t\"}]", 40058);
    add(cases, BUTTONS, "button_list", "[{\"key\":\"k\"}]", 40058);
    add(cases, BUTTONS, "button_list", "[{\"type\":1,\"text\":\"t\"}]", 40058);
    add(cases, BUTTONS, "button_list", "[{\"text\":\"t\",\"key\":\"k\",\"style\":5}]", 40058);
    String key = "[{\"text\":\"t\",\"key\":\"" + "k".repeat(1025) + "\"}]";
    add(cases, BUTTONS, "button_list", key, 40058);
    add(cases, BUTTONS, "button_selection", "{\"option_list\":" + options(1) + "}", 40058);
    String eleven = "{\"question_key\":\"q\",\"option_list\":" + options(11) + "}";
    add(cases, BUTTONS, "button_selection", eleven, 40058);
    add(cases, VOTE, "checkbox", null, 40058);
    String box = "{\"question_key\":\"q\",\"option_list\":" + options(21) + "}";
    add(cases, VOTE, "checkbox", box, 40058);
    String twice = list("{\"id\":\"1\",\"text\":\"t\"}", 2);
    add(cases, VOTE, "checkbox", "{\"question_key\":\"q\",\"option_list\":" + twice + "}", 40058);
    add(cases, VOTE, "submit_button", null, 40058);
    add(cases, VOTE, "submit_button", "{\"text\":\"t\"}", 40058);
    add(cases, MULTIPLE, "select_list", "[]", 40058);
    String select = "{\"question_key\":\"q\",\"option_list\":" + options(1) + "}";
    add(cases, MULTIPLE, "select_list", list(select, 4), 40058);
    add(cases, MULTIPLE, "select_list", "[" + eleven + "]", 40058);
    add(cases, MULTIPLE, "submit_button", null, 40058);
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey()[0],
                    () ->
                        assertThat(errcode(card(entry.getKey()[1]))).isEqualTo(entry.getValue())));
  }

  private static void add(
      Map<String[], Integer> cases, String card, String field, String value, int errcode)
      throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(card.replace("%s", "x"));
    if (value == null) {
      tree.remove(field);
    } else {
      tree.set(field, JSON.readTree(value));
    }
    String name = tree.path("card_type").asText() + " with " + field + "=" + value;
    cases.put(new String[] {name, tree.toString()}, errcode);
  }

  @Test
  void mostOfEverything_stillPasses() throws Exception {
    ObjectNode vote = (ObjectNode) JSON.readTree(VOTE.formatted("most"));
    ((ObjectNode) vote.path("checkbox")).set("option_list", JSON.readTree(options(20)));
    assertThat(errcode(card(vote.toString()))).isZero();
    ObjectNode buttons = (ObjectNode) JSON.readTree(BUTTONS.formatted("b".repeat(123)));
    String key = "k".repeat(1024);
    buttons.set("button_list", JSON.readTree(list("{\"text\":\"t\",\"key\":\"" + key + "\"}", 6)));
    assertThat(errcode(card(buttons.toString()))).isZero();
    ObjectNode text = (ObjectNode) JSON.readTree(TEXT_NOTICE);
    text.remove("main_title");
    text.set("horizontal_content_list", JSON.readTree(list("{\"keyname\":\"k\"}", 6)));
    text.set("jump_list", JSON.readTree(list("{\"title\":\"t\"}", 3)));
    assertThat(errcode(card(text.toString()))).isZero();
    text.remove("sub_title_text");
    assertThat(errcode(card(text.toString()))).as("neither title nor text").isEqualTo(41016);
  }

  @Test
  void robots_sendNoticesOnly() {
    assertThat(errcode(client.robot(KEY, WeComClient.robotBody("template_card", TEXT_NOTICE))))
        .isZero();
    assertThat(errcode(client.robot(KEY, WeComClient.robotBody("template_card", NEWS_NOTICE))))
        .isZero();
    String vote = VOTE.formatted("1");
    assertThat(errcode(client.robot(KEY, WeComClient.robotBody("template_card", vote))))
        .isEqualTo(40058);
  }
}
