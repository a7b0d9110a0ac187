package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerSendTest extends SimulatorTestBase {

  private String token;

  @BeforeEach
  void fetchToken() {
    token = client.token();
  }

  private int text(String openId) {
    return errcode(client.text(token, openId, "hi"));
  }

  private int send(String type, String content) {
    String body = "{\"touser\":\"%s\",\"msgtype\":\"%s\",\"%s\":%s}";
    return errcode(client.customer(token, body.formatted(OPEN_ID, type, type, content)));
  }

  @Test
  void everyDocumentedType_withItsFields_isAccepted() {
    assertThat(send("text", "{\"content\":\"hi <a href=\\\"https://e.com\\\">x</a>\"}")).isZero();
    assertThat(send("image", "{\"media_id\":\"M\"}")).isZero();
    assertThat(send("voice", "{\"media_id\":\"M\"}")).isZero();
    assertThat(send("video", "{\"media_id\":\"M\",\"thumb_media_id\":\"T\"}")).isZero();
    assertThat(
            send(
                "music",
                "{\"title\":\"t\",\"description\":\"d\",\"musicurl\":\"u\",\"thumb_media_id\":\"T\"}"))
        .isZero();
    assertThat(send("news", "{\"articles\":[{\"title\":\"t\"}]}")).isZero();
    assertThat(send("mpnews", "{\"media_id\":\"M\"}")).isZero();
    assertThat(send("mpnewsarticle", "{\"article_id\":\"A\"}")).isZero();
    assertThat(send("msgmenu", "{\"list\":[{\"id\":\"101\",\"content\":\"yes\"}]}")).isZero();
    assertThat(send("wxcard", "{\"card_id\":\"C\"}")).isZero();
    assertThat(
            send(
                "miniprogrampage",
                "{\"title\":\"t\",\"appid\":\"wx1\",\"pagepath\":\"p\",\"thumb_media_id\":\"T\"}"))
        .isZero();
    assertThat(simulator.counts().customerDelivered()).isEqualTo(11);
  }

  @Test
  void badContent_isRefusedByName() {
    assertThat(send("text", "{\"content\":\"\"}")).isEqualTo(44004);
    assertThat(send("text", "{}")).isEqualTo(44004);
    assertThat(send("text", "{\"content\":5}")).isEqualTo(47001);
    assertThat(send("text", "\"hi\"")).isEqualTo(40008);
    assertThat(send("telegram", "{}")).isEqualTo(40008);
    assertThat(send("link", "{\"title\":\"t\"}")).isEqualTo(45050);
    assertThat(send("image", "{}")).isEqualTo(40007);
    assertThat(send("video", "{\"media_id\":\"M\"}")).isEqualTo(40007);
    assertThat(send("music", "{\"thumb_media_id\":\"T\"}")).isEqualTo(47001);
    assertThat(send("news", "{\"articles\":{\"title\":\"t\"}}")).isEqualTo(45162);
    assertThat(send("news", "{\"articles\":[]}")).isEqualTo(44003);
    assertThat(send("news", "{\"articles\":[{\"title\":\"a\"},{\"title\":\"b\"}]}"))
        .isEqualTo(45008);
    assertThat(send("msgmenu", "{\"list\":[]}")).isEqualTo(45098);
    assertThat(send("msgmenu", "{\"list\":[{\"id\":\"1\"}]}")).isEqualTo(47001);
    String noType = "{\"touser\":\"" + OPEN_ID + "\",\"text\":{\"content\":\"x\"}}";
    assertThat(errcode(client.customer(token, noType))).isEqualTo(40008);
    assertThat(errcode(client.customer(token, "{"))).isEqualTo(47001);
    assertThat(text("no")).isEqualTo(40003);
    assertThat(simulator.counts().customerDelivered()).isZero();
  }

  @Test
  void textLimit_countsUtf8Bytes_andCanBeSet() {
    assertThat(send("text", "{\"content\":\"" + "好".repeat(682) + "ab\"}")).isZero();
    assertThat(send("text", "{\"content\":\"" + "好".repeat(683) + "\"}")).isEqualTo(45002);
    start(WeChatSimulator.builder().textLimit(10));
    fetchToken();
    assertThat(send("text", "{\"content\":\"0123456789\"}")).isZero();
    assertThat(send("text", "{\"content\":\"0123456789a\"}")).isEqualTo(45002);
  }

  @Test
  void miniProgramPage_mustBeBoundWhenSomeAreNamed() {
    start(WeChatSimulator.builder().miniPrograms(Set.of("wxBound")));
    fetchToken();
    String page = "{\"title\":\"t\",\"appid\":\"%s\",\"pagepath\":\"p\",\"thumb_media_id\":\"T\"}";
    assertThat(send("miniprogrampage", page.formatted("wxBound"))).isZero();
    assertThat(send("miniprogrampage", page.formatted("wxOther"))).isEqualTo(40013);
  }

  @Test
  void people_areRefusedAsTheyStand() {
    Map<Follower, Integer> cases =
        Map.of(
            Follower.FOLLOWING, 0,
            Follower.NOT_FOLLOWING, 45015,
            Follower.BLACKLISTED, 43019,
            Follower.MUTED, 48002,
            Follower.MINOR, 70000,
            Follower.FOREIGN, 40003);
    cases.forEach(
        (standing, code) -> {
          simulator.follower(OPEN_ID, standing);
          assertThat(text(OPEN_ID)).as(standing.name()).isEqualTo(code);
        });
    JsonNode minor = client.text(token, OPEN_ID, "hi");
    assertThat(errmsg(minor)).isNotEmpty();
  }

  @Test
  void foreignPeople_canBeRuled_andNamedOnesPrevail() {
    simulator.foreignWhen(openId -> !openId.equals(OPEN_ID));
    simulator.follower("oNamedOne", Follower.FOLLOWING);
    assertThat(text(OPEN_ID)).isZero();
    assertThat(text("oNamedOne")).isZero();
    assertThat(text("oABC_def-124")).isEqualTo(40003);
    simulator.reset();
    fetchToken();
    assertThat(text("oABC_def-124")).isZero();
  }

  @Test
  void lostFollower_looksLikeAClosedWindow_untilTheTemplateSaysSo() {
    simulator.follower(OPEN_ID, Follower.NOT_FOLLOWING);
    assertThat(errmsg(client.text(token, OPEN_ID, "hi")))
        .startsWith("response out of time limit or subscription is canceled rid: ");
    assertThat(errmsg(client.template(token, SimClient.templateBody(OPEN_ID, ""))))
        .startsWith("require subscribe rid: ");
  }

  @Test
  void openedWindow_takesItsMessages_thenItsCountIsUsedUp_thenItCloses() {
    simulator.openWindow(OPEN_ID);
    for (int i = 0; i < 5; i++) {
      assertThat(text(OPEN_ID)).isZero();
    }
    assertThat(text(OPEN_ID)).isEqualTo(45047);
    time.pass(Duration.ofDays(2).minusNanos(1));
    fetchToken();
    assertThat(text(OPEN_ID)).isEqualTo(45047);
    time.pass(Duration.ofNanos(1));
    assertThat(text(OPEN_ID)).isEqualTo(45015);
    assertThat(text("oSomebodyElse")).as("others are not touched").isZero();
  }

  @Test
  void action_opensTheWindowThatTheVendorDocuments() {
    Map<UserAction, Integer> messages =
        Map.of(
            UserAction.SENDS_MESSAGE, 5,
            UserAction.CLICKS_MENU, 3,
            UserAction.FOLLOWS, 3,
            UserAction.SCANS_CODE, 3,
            UserAction.ENTERS_CHAT, 2);
    messages.forEach(
        (action, count) -> {
          simulator.openWindow(OPEN_ID, action);
          for (int i = 0; i < count; i++) {
            assertThat(text(OPEN_ID)).as(action.name()).isZero();
          }
          assertThat(text(OPEN_ID)).as(action.name()).isEqualTo(45047);
        });
    simulator.openWindow(OPEN_ID, UserAction.PAYS);
    assertThat(IntStream.range(0, 30).map(i -> text(OPEN_ID)).sum()).isZero();
    simulator.openWindow(OPEN_ID, UserAction.FOLLOWS);
    time.pass(Duration.ofMinutes(1));
    assertThat(text(OPEN_ID)).isEqualTo(45015);
  }

  @Test
  void windows_takeEachOthersPlace_orAddUpIfSoSet_andTheSoonerEndIsUsedFirst() {
    simulator.openWindow(OPEN_ID, UserAction.SENDS_MESSAGE);
    simulator.openWindow(OPEN_ID, 1, Duration.ofMinutes(1));
    assertThat(text(OPEN_ID)).isZero();
    assertThat(text(OPEN_ID)).isEqualTo(45047);
    start(WeChatSimulator.builder().windowsAddUp(true));
    fetchToken();
    simulator.openWindow(OPEN_ID, 2);
    simulator.openWindow(OPEN_ID, 2, Duration.ofMinutes(1));
    assertThat(text(OPEN_ID)).isZero();
    time.pass(Duration.ofMinutes(1));
    assertThat(text(OPEN_ID)).as("two of two are left").isZero();
    assertThat(text(OPEN_ID)).isZero();
    assertThat(text(OPEN_ID)).isEqualTo(45047);
    simulator.closeWindow(OPEN_ID);
    assertThat(text(OPEN_ID)).isEqualTo(45015);
  }

  @Test
  void sixtyFourThreads_getExactlyAsManyMessagesAsAWindowHasRoomFor() throws Exception {
    simulator.openWindow(OPEN_ID, 100);
    List<Integer> codes = Together.run(64, 5, () -> text(OPEN_ID));
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(100);
    assertThat(codes.stream().filter(code -> code == 45047)).hasSize(220);
  }

  @Test
  void refusedContent_doesNotUseTheWindowUp() {
    simulator.openWindow(OPEN_ID, 1, Duration.ofMinutes(1));
    assertThat(send("text", "{\"content\":\"\"}")).isEqualTo(44004);
    assertThat(text(OPEN_ID)).isZero();
    assertThat(text(OPEN_ID)).isEqualTo(45047);
  }

  @Test
  void closedWindows_canBeRuled_andNamedOnesPrevail() {
    simulator.closedWhen(openId -> openId.startsWith("oClosed"));
    simulator.openWindow("oClosedButNamed");
    simulator.closeWindow("oOpenButNamed");
    assertThat(text("oClosed1")).isEqualTo(45015);
    assertThat(text("oClosedButNamed")).isZero();
    assertThat(text("oOpenButNamed")).isEqualTo(45015);
    assertThat(text("oOpen1")).isZero();
    assertThatThrownBy(() -> simulator.openWindow(OPEN_ID, -1))
        .hasMessage("a window has room for zero or more messages, but was given -1");
  }

  @Test
  void closedShare_closesExactlyThatManyOfNumberedPeople() {
    simulator.closedShare(0.3);
    long closed = IntStream.range(0, 100).filter(i -> text("oNumbered" + i) == 45015).count();
    assertThat(closed).isEqualTo(30);
  }

  @Test
  void sameTextTwiceToOnePerson_isCountedAsADuplicate() {
    client.text(token, OPEN_ID, "hi");
    client.text(token, "oSomebodyElse", "hi");
    client.text(token, OPEN_ID, "hi there");
    assertThat(simulator.counts().duplicates()).isZero();
    client.text(token, OPEN_ID, "hi");
    assertThat(simulator.counts().duplicates()).isEqualTo(1);
    simulator.closeWindow(OPEN_ID);
    client.text(token, OPEN_ID, "hi");
    assertThat(simulator.counts().duplicates()).as("a refused one reached nobody").isEqualTo(1);
  }

  @Test
  void customerAndTemplateMessage_toOnePerson_areTwoMessages() {
    client.text(token, OPEN_ID, "hi");
    client.template(token, SimClient.templateBody(OPEN_ID, ""));
    assertThat(simulator.counts().duplicates()).isZero();
  }

  @Test
  void duplicates_areNotWatchedWhenSwitchedOff() {
    start(WeChatSimulator.builder().watchDuplicates(false));
    fetchToken();
    text(OPEN_ID);
    text(OPEN_ID);
    assertThat(simulator.counts().duplicates()).isZero();
    assertThat(simulator.counts().customerDelivered()).isEqualTo(2);
  }
}
