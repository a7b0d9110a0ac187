package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What applications send, kind by kind, at and beyond each limit. */
class WeComContentTest extends WeComTestBase {

  private String image;

  @BeforeEach
  void uploadImage() {
    image = client.mediaId("image");
  }

  private static String text(String content) {
    return "{\"content\":\"" + content + "\"}";
  }

  private static String media(String id) {
    return "{\"media_id\":\"" + id + "\"}";
  }

  private static String fields(String... pairs) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      json.append(i == 0 ? "\"" : ",\"").append(pairs[i]).append("\":\"");
      json.append(pairs[i + 1]).append('"');
    }
    return json.append('}').toString();
  }

  private static String articles(int count, String article) {
    String list = count == 0 ? "" : (article + ",").repeat(count - 1) + article;
    return "{\"articles\":[" + list + "]}";
  }

  private long cut() {
    return wecom.counts().cut();
  }

  @Test
  void text_isCutSilently_beyond2048Bytes() {
    assertThat(send("text", text("好".repeat(682) + "ab"))).isZero();
    assertThat(cut()).isZero();
    assertThat(send("text", text("好".repeat(682) + "abc"))).isZero();
    assertThat(cut()).isEqualTo(1);
    assertThat(send("text", text(""))).isEqualTo(44004);
    assertThat(send("text", "{}")).isEqualTo(44004);
    assertThat(send("text", "null")).isEqualTo(44004);
  }

  @Test
  void markdown_isRefusedBeyond2048Bytes() {
    assertThat(send("markdown", text("a".repeat(2048)))).isZero();
    assertThat(send("markdown", text("a".repeat(2049)))).isEqualTo(45002);
    assertThat(send("markdown", text(""))).isEqualTo(44004);
  }

  @Test
  void unknownKind_is40008() {
    assertThat(send("poem", text("roses"))).isEqualTo(40008);
    assertThat(send("markdown_v2", text("for robots only"))).isEqualTo(40008);
    assertThat(errcode(client.message("{\"touser\":\"a\",\"agentid\":1000002}"))).isEqualTo(40008);
  }

  @Test
  void media_mustBeOfTheirKind_andThreeDaysOldAtMost() {
    for (String type : new String[] {"image", "voice", "file", "video"}) {
      assertThat(send(type, media(client.mediaId(type)))).as(type).isZero();
    }
    assertThat(send("voice", media(image))).isEqualTo(40007);
    assertThat(send("image", "{}")).isEqualTo(41006);
    char last = image.charAt(20) == 'A' ? 'B' : 'A';
    String wrong = image.substring(0, 20) + last + image.substring(21);
    assertThat(send("image", media(wrong))).isEqualTo(40007);
    time.pass(Duration.ofDays(3).minusSeconds(1));
    client = new WeComClient(wecom);
    assertThat(send("image", media(image))).isZero();
    time.pass(Duration.ofSeconds(1));
    assertThat(send("image", media(image))).isEqualTo(40007);
  }

  @Test
  void videoTexts_areCut() {
    String video = client.mediaId("video");
    assertThat(
            send(
                "video",
                fields(
                    "media_id", video, "title", "t".repeat(128), "description", "d".repeat(512))))
        .isZero();
    assertThat(cut()).isZero();
    assertThat(send("video", fields("media_id", video, "title", "t".repeat(129)))).isZero();
    assertThat(send("video", fields("media_id", video, "description", "d".repeat(513)))).isZero();
    assertThat(cut()).isEqualTo(2);
  }

  @Test
  void textCard_needsTitleTextAndLink() {
    String url = "https://example.com/" + "p".repeat(2028);
    assertThat(send("textcard", card("t".repeat(128), "d".repeat(512), url, "更多详情"))).isZero();
    assertThat(cut()).isZero();
    assertThat(send("textcard", card("题".repeat(43), "d", "http://a", ""))).isZero();
    assertThat(send("textcard", card("t", "d".repeat(513), "http://a", ""))).isZero();
    assertThat(send("textcard", card("t", "d", "http://a", "五个字太长"))).isZero();
    assertThat(cut()).isEqualTo(3);
    assertThat(send("textcard", card("", "d", "http://a", ""))).isEqualTo(41016);
    assertThat(send("textcard", card("t", "", "http://a", ""))).isEqualTo(40058);
    assertThat(send("textcard", card("t", "d", "", ""))).isEqualTo(40058);
    assertThat(send("textcard", card("t", "d", "example.com", ""))).isEqualTo(40058);
    assertThat(send("textcard", card("t", "d", url + "p", ""))).isEqualTo(40058);
  }

  private static String card(String title, String description, String url, String button) {
    return fields("title", title, "description", description, "url", url, "btntxt", button);
  }

  @Test
  void news_hasOneToEightArticles() {
    String article = fields("title", "t", "url", "http://a", "description", "d");
    assertThat(send("news", articles(1, article))).isZero();
    assertThat(send("news", articles(8, article))).isZero();
    assertThat(send("news", articles(0, article))).isEqualTo(45008);
    assertThat(send("news", articles(9, article))).isEqualTo(45008);
    assertThat(send("news", articles(1, fields("url", "http://a")))).isEqualTo(41016);
    assertThat(send("news", articles(1, fields("title", "t")))).isEqualTo(40058);
    assertThat(send("news", articles(1, fields("title", "t", "appid", "wx1")))).isEqualTo(40058);
    assertThat(send("news", articles(1, fields("title", "t", "appid", "wx1", "pagepath", "p"))))
        .isZero();
    assertThat(cut()).isZero();
    assertThat(send("news", articles(2, fields("title", "t".repeat(129), "url", "http://a"))))
        .isZero();
    assertThat(cut()).as("one message, cut once").isEqualTo(1);
  }

  private String mpArticle(String author, String content, String digest) {
    return fields(
        "title",
        "t",
        "thumb_media_id",
        image,
        "author",
        author,
        "content",
        content,
        "digest",
        digest);
  }

  @Test
  void mpNews_hasItsLimits() {
    String most = "c".repeat(666 * 1024);
    assertThat(send("mpnews", articles(8, mpArticle("a".repeat(64), most, "d".repeat(512)))))
        .isZero();
    assertThat(cut()).isZero();
    assertThat(send("mpnews", articles(1, mpArticle("a", "c", "d".repeat(513))))).isZero();
    assertThat(cut()).isEqualTo(1);
    assertThat(send("mpnews", articles(9, mpArticle("a", "c", "d")))).isEqualTo(45008);
    assertThat(send("mpnews", articles(1, mpArticle("a".repeat(65), "c", "d")))).isEqualTo(45032);
    assertThat(send("mpnews", articles(1, mpArticle("a", most + "c", "d")))).isEqualTo(45002);
    assertThat(send("mpnews", articles(1, mpArticle("a", "", "d")))).isEqualTo(40058);
    String noThumb = fields("title", "t", "content", "c");
    assertThat(send("mpnews", articles(1, noThumb))).isEqualTo(41006);
  }

  @Test
  void mpNews_is45027_beyondAHundredADayInBeijing() {
    start(WeComSimulator.builder().memberLimits(false));
    image = client.mediaId("image");
    String news = articles(1, mpArticle("a", "c", "d"));
    for (int i = 0; i < 100; i++) {
      assertThat(send("mpnews", news)).isZero();
    }
    assertThat(send("mpnews", news)).isEqualTo(45027);
    assertThat(wecom.counts().messages()).isEqualTo(100);
    // it is ten in the morning in Beijing
    time.pass(Duration.ofHours(14));
    client = new WeComClient(wecom);
    assertThat(send("mpnews", news)).isZero();
  }

  private static String notice(String appId, String title, String description, String items) {
    String fields = fields("appid", appId, "title", title, "description", description);
    return fields.substring(0, fields.length() - 1) + ",\"content_item\":[" + items + "]}";
  }

  @Test
  void miniProgramNotice_hasItsLimits() {
    String item = fields("key", "十个字长的一个键名呢", "value", "值".repeat(30));
    String ten = (item + ",").repeat(9) + item;
    assertThat(send("miniprogram_notice", notice("wx1", "会议室预订成功通知十二", "四字描述", ten))).isZero();
    assertThat(send("miniprogram_notice", notice("wx1", "三个字", "四字描述", item))).isEqualTo(40058);
    assertThat(send("miniprogram_notice", notice("wx1", "十".repeat(13), "", item)))
        .isEqualTo(40058);
    assertThat(send("miniprogram_notice", notice("wx1", "四个字呢", "三个字", item))).isEqualTo(40058);
    assertThat(send("miniprogram_notice", notice("wx1", "四个字呢", "", ten + "," + item)))
        .isEqualTo(40058);
    String longKey = fields("key", "键".repeat(11), "value", "v");
    assertThat(send("miniprogram_notice", notice("wx1", "四个字呢", "", longKey))).isEqualTo(40058);
    String longValue = fields("key", "k", "value", "值".repeat(31));
    assertThat(send("miniprogram_notice", notice("wx1", "四个字呢", "", longValue))).isEqualTo(40058);
    assertThat(send("miniprogram_notice", notice("", "四个字呢", "", item))).isEqualTo(40058);
    String toAll = WeComClient.body("@all", "miniprogram_notice", notice("wx1", "四个字呢", "", item));
    assertThat(errcode(client.message(toAll))).isEqualTo(40035);
    start(WeComSimulator.builder().miniPrograms(java.util.Set.of("wx1")));
    assertThat(send("miniprogram_notice", notice("wx1", "四个字呢", "", item))).isZero();
    assertThat(send("miniprogram_notice", notice("wx2", "四个字呢", "", item))).isEqualTo(40058);
  }

  private static String task(String id, String buttons) {
    String fields = fields("title", "t", "description", "d", "task_id", id);
    return fields.substring(0, fields.length() - 1) + ",\"btn\":[" + buttons + "]}";
  }

  @Test
  void taskCards_haveOneOrTwoButtons_andAnIdOfTheirOwn() {
    String button = "{\"key\":\"yes\",\"name\":\"批准\",\"color\":\"red\",\"is_bold\":true}";
    assertThat(send("taskcard", task("t-1", button))).isZero();
    assertThat(send("interactive_taskcard", task("t-2", button + "," + button))).isZero();
    assertThat(send("taskcard", task("t-1", button))).as("used before").isEqualTo(40058);
    assertThat(send("taskcard", task("t 3", button))).isEqualTo(40058);
    assertThat(send("taskcard", task("t".repeat(129), button))).isEqualTo(40058);
    assertThat(send("taskcard", task("t-4", ""))).isEqualTo(40058);
    assertThat(send("taskcard", task("t-4", button + "," + button + "," + button)))
        .isEqualTo(40058);
    assertThat(send("taskcard", task("t-4", button.replace("red", "green")))).isEqualTo(40058);
    assertThat(send("taskcard", task("t-4", button))).isZero();
  }

  @Test
  void agent_mustBeTheTokensOwn() {
    String body = WeComClient.text("a", "hi");
    assertThat(errcode(client.message(body.replace("1000002", "\"1000002\"")))).isZero();
    assertThat(errcode(client.message(body.replace("\"agentid\":1000002,", "")))).isEqualTo(41011);
    assertThat(errcode(client.message(body.replace("1000002", "1000003")))).isEqualTo(40056);
    assertThat(errcode(client.message(body.replace("1000002", "\"x\"")))).isEqualTo(40056);
    start(WeComSimulator.builder().application(AGENT, "s1").application(OTHER_AGENT, "s2"));
    assertThat(errcode(client.message(body.replace("1000002", "1000003")))).isEqualTo(301002);
  }

  @Test
  void flags_haveTheirValues() {
    assertThat(errcode(client.message(flagged("text", text("a"), "safe", "1")))).isZero();
    assertThat(errcode(client.message(flagged("text", text("a"), "safe", "2")))).isEqualTo(40035);
    assertThat(errcode(client.message(flagged("text", text("a"), "safe", "3")))).isEqualTo(40035);
    String news = articles(1, fields("title", "t", "url", "http://a"));
    assertThat(errcode(client.message(flagged("news", news, "safe", "1")))).isEqualTo(40074);
    String mpNews = articles(1, mpArticle("a", "c", "d"));
    assertThat(errcode(client.message(flagged("mpnews", mpNews, "safe", "2")))).isZero();
    assertThat(errcode(client.message(flagged("text", text("a"), "enable_id_trans", "2"))))
        .isEqualTo(40035);
    assertThat(errcode(client.message(flagged("text", text("a"), "enable_duplicate_check", "2"))))
        .isEqualTo(40035);
    assertThat(
            errcode(
                client.message(flagged("text", text("a"), "duplicate_check_interval", "14401"))))
        .isEqualTo(40035);
    assertThat(
            errcode(
                client.message(flagged("text", text("a"), "duplicate_check_interval", "14400"))))
        .isZero();
  }

  private static String flagged(String type, String content, String flag, String value) {
    String body = WeComClient.body("a", type, content);
    return body.substring(0, body.length() - 1) + ",\"" + flag + "\":" + value + "}";
  }
}
