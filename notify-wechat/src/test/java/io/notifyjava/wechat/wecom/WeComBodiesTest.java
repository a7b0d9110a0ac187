package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import io.notifyjava.wechat.MiniProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes as the protocol notes show them, and a strict WeCom that takes each of them. */
class WeComBodiesTest {

  private static final String URL = "https://e.com/?a=1&b=<2>";
  private static final MiniProgram PROGRAM = new MiniProgram("wx123123123123123", "pages/i?a=1");

  private final Application application = new Application();

  @AfterEach
  void close() {
    application.close();
  }

  private static WeComMessage.Builder zhangsan() {
    return WeComMessage.toUser("zhangsan");
  }

  /** Returns what stands under the name of the kind, after WeCom has accepted it. */
  private String sent(WeComContent content) {
    assertThat(application.send(zhangsan().content(content).build())).isAccepted();
    List<String> bodies = application.bodies(WeComApi.MESSAGE);
    String body = bodies.get(bodies.size() - 1);
    String head =
        "{\"touser\":\"zhangsan\",\"msgtype\":\"%s\",\"agentid\":1000002,\"%s\":"
            .formatted(content.msgType(), content.msgType());
    assertThat(body).startsWith(head).endsWith("}");
    return body.substring(head.length(), body.length() - 1);
  }

  private Media upload(WeComMediaType type) {
    byte[] bytes =
        switch (type) {
          case IMAGE -> new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0, 0, 0};
          case VOICE -> "#!AMR\nx".getBytes(StandardCharsets.US_ASCII);
          case VIDEO -> "\0\0\0\40ftypisom".getBytes(StandardCharsets.US_ASCII);
          case FILE -> "mytext".getBytes(StandardCharsets.US_ASCII);
        };
    return application.account().upload(type, MediaFile.of("a.bin", bytes));
  }

  @Test
  void text_toManyWithEveryOption_isTheDocumentedRequest() {
    WeComMessage message =
        WeComMessage.builder()
            .toUsers(List.of("zhangsan", "lisi"))
            .toParties(List.of("1", "2"))
            .toTag("3")
            .text("你的快递已到\n<a href=\"https://e.com/?a=1&b=2\">看</a> 😀")
            .safe(0)
            .idTranslation(false)
            .duplicateCheck(Duration.ofMinutes(30))
            .build();

    assertThat(application.send(message)).isAccepted();
    assertThat(application.bodies(WeComApi.MESSAGE))
        .containsExactly(
            "{\"touser\":\"zhangsan|lisi\",\"toparty\":\"1|2\",\"totag\":\"3\",\"msgtype\":\"text\","
                + "\"agentid\":1000002,\"text\":{\"content\":\"你的快递已到\\n<a"
                + " href=\\\"https://e.com/?a=1&b=2\\\">看</a> 😀\"},\"safe\":0,"
                + "\"enable_id_trans\":0,\"enable_duplicate_check\":1,"
                + "\"duplicate_check_interval\":1800}");
  }

  @Test
  void everybody_isNamedByItsOwnMethodOnly() {
    assertThat(application.send(WeComMessage.builder().toAll().text("x").build())).isAccepted();

    assertThat(application.bodies(WeComApi.MESSAGE).get(0))
        .startsWith("{\"touser\":\"@all\",\"msg");
  }

  @Test
  void media_areNamedByTheirIds() {
    Media image = upload(WeComMediaType.IMAGE);
    Media voice = upload(WeComMediaType.VOICE);
    Media video = upload(WeComMediaType.VIDEO);
    Media file = upload(WeComMediaType.FILE);

    assertThat(sent(new WeComContent.Image(image)))
        .isEqualTo("{\"media_id\":\"" + image.id() + "\"}");
    assertThat(sent(new WeComContent.Voice(voice)))
        .isEqualTo("{\"media_id\":\"" + voice.id() + "\"}");
    assertThat(sent(new WeComContent.File(file))).isEqualTo("{\"media_id\":\"" + file.id() + "\"}");
    assertThat(sent(new WeComContent.Video(video, "Title", "Description")))
        .isEqualTo(
            "{\"media_id\":\"%s\",\"title\":\"Title\",\"description\":\"Description\"}"
                .formatted(video.id()));
    assertThat(sent(new WeComContent.Video(video, null, null)))
        .isEqualTo("{\"media_id\":\"%s\"}".formatted(video.id()));
  }

  @Test
  void textCard_hasTitleDescriptionLinkAndButton() {
    assertThat(sent(new WeComContent.TextCard("领奖", "<div class=\"gray\">a</div>", URL, "更多")))
        .isEqualTo(
            "{\"title\":\"领奖\",\"description\":\"<div class=\\\"gray\\\">a</div>\",\"url\":\"%s\","
                    .formatted(URL)
                + "\"btntxt\":\"更多\"}");
  }

  @Test
  void markdown_isSentAsItIs() {
    assertThat(sent(new WeComContent.Markdown("# a\n> <font color=\"info\">b</font>")))
        .isEqualTo("{\"content\":\"# a\\n> <font color=\\\"info\\\">b</font>\"}");
  }

  @Test
  void news_hasLinksOrMiniPrograms() {
    News news =
        new News(
            List.of(
                new News.Article("t", "d", URL, "https://e.com/p.png", null),
                new News.Article("m", null, null, null, PROGRAM)));

    assertThat(sent(news))
        .isEqualTo(
            "{\"articles\":[{\"title\":\"t\",\"description\":\"d\",\"url\":\"%s\",".formatted(URL)
                + "\"picurl\":\"https://e.com/p.png\"},"
                + "{\"title\":\"m\",\"appid\":\"wx123123123123123\",\"pagepath\":\"pages/i?a=1\"}]}");
  }

  @Test
  void mpNews_holdsItsContent() {
    Media thumb = upload(WeComMediaType.IMAGE);

    assertThat(
            sent(
                new MpNews(
                    List.of(
                        new MpNews.Article(
                            "Title", thumb, "Author", URL, "<p>Content</p>", "Digest")))))
        .isEqualTo(
            ("{\"articles\":[{\"title\":\"Title\",\"thumb_media_id\":\"%s\",\"author\":\"Author\","
                    + "\"content_source_url\":\"%s\",\"content\":\"<p>Content</p>\","
                    + "\"digest\":\"Digest\"}]}")
                .formatted(thumb.id(), URL));
  }

  @Test
  void miniProgramNotice_hasPairs() {
    MiniProgramNotice notice =
        new MiniProgramNotice(
            PROGRAM,
            "会议室预订成功通知",
            "4月27日 16:16",
            true,
            List.of(
                new MiniProgramNotice.Item("会议室", "402"),
                new MiniProgramNotice.Item("会议地点", "广州TIT-402会议室")));

    assertThat(sent(notice))
        .isEqualTo(
            "{\"appid\":\"wx123123123123123\",\"page\":\"pages/i?a=1\",\"title\":\"会议室预订成功通知\","
                + "\"description\":\"4月27日 16:16\",\"emphasis_first_item\":true,\"content_item\":["
                + "{\"key\":\"会议室\",\"value\":\"402\"},"
                + "{\"key\":\"会议地点\",\"value\":\"广州TIT-402会议室\"}]}");
  }

  @Test
  void taskCard_hasButtons() {
    TaskCard card =
        new TaskCard(
            "赵明登的礼物申请",
            "礼品：A31茶具套装\n用途：赠与",
            URL,
            "taskid123",
            List.of(
                new TaskCard.Button("key111", "批准", "red", true),
                TaskCard.Button.of("key222", "驳回")));

    assertThat(sent(card))
        .isEqualTo(
            ("{\"title\":\"赵明登的礼物申请\",\"description\":\"礼品：A31茶具套装\\n用途：赠与\",\"url\":\"%s\","
                    + "\"task_id\":\"taskid123\",\"btn\":[{\"key\":\"key111\",\"name\":\"批准\","
                    + "\"color\":\"red\",\"is_bold\":true},{\"key\":\"key222\",\"name\":\"驳回\"}]}")
                .formatted(URL));
  }

  @Test
  void textNotice_hasItsPartsInOrder() {
    Media file = upload(WeComMediaType.FILE);
    TemplateCard card =
        TemplateCard.textNotice()
            .action(CardLink.url("https://e.com"))
            .jump("官网", CardLink.url("https://e.com"))
            .jump("program", CardLink.miniProgram(PROGRAM))
            .jump("nothing", null)
            .item(CardItem.text("邀请人", "张三"))
            .item(CardItem.link("官网", "点击访问", "https://e.com"))
            .item(CardItem.file("下载", "a.apk", file))
            .item(CardItem.member("员工", "打开", "zhangsan"))
            .subTitle("下载企业微信")
            .emphasis("100", "核心数据")
            .quote("引用", "内容", CardLink.url("https://e.com"))
            .title("欢迎使用", "您的好友")
            .taskId("t-1@x_Y")
            .menu("卡片", List.of(CardOption.of("A", "接受"), CardOption.of("B", "不接受")))
            .source("企业微信", "https://e.com/i.png", 1)
            .build();

    assertThat(sent(card))
        .isEqualTo(
            "{\"card_type\":\"text_notice\","
                + "\"source\":{\"icon_url\":\"https://e.com/i.png\",\"desc\":\"企业微信\",\"desc_color\":1},"
                + "\"action_menu\":{\"desc\":\"卡片\",\"action_list\":[{\"text\":\"接受\",\"key\":\"A\"},"
                + "{\"text\":\"不接受\",\"key\":\"B\"}]},\"task_id\":\"t-1@x_Y\","
                + "\"main_title\":{\"title\":\"欢迎使用\",\"desc\":\"您的好友\"},"
                + "\"quote_area\":{\"type\":1,\"url\":\"https://e.com\",\"title\":\"引用\","
                + "\"quote_text\":\"内容\"},"
                + "\"emphasis_content\":{\"title\":\"100\",\"desc\":\"核心数据\"},"
                + "\"sub_title_text\":\"下载企业微信\",\"horizontal_content_list\":["
                + "{\"keyname\":\"邀请人\",\"value\":\"张三\"},"
                + "{\"type\":1,\"keyname\":\"官网\",\"value\":\"点击访问\",\"url\":\"https://e.com\"},"
                + "{\"type\":2,\"keyname\":\"下载\",\"value\":\"a.apk\",\"media_id\":\"%s\"},"
                    .formatted(file.id())
                + "{\"type\":3,\"keyname\":\"员工\",\"value\":\"打开\",\"userid\":\"zhangsan\"}],"
                + "\"jump_list\":[{\"type\":1,\"title\":\"官网\",\"url\":\"https://e.com\"},"
                + "{\"type\":2,\"title\":\"program\",\"appid\":\"wx123123123123123\","
                + "\"pagepath\":\"pages/i?a=1\"},{\"type\":0,\"title\":\"nothing\"}],"
                + "\"card_action\":{\"type\":1,\"url\":\"https://e.com\"}}");
  }

  @Test
  void newsNotice_hasAPicture() {
    TemplateCard card =
        TemplateCard.newsNotice()
            .title("欢迎")
            .image("https://e.com/p.png", 2.25)
            .imageText("https://e.com/q.png", "t", "d", CardLink.url("https://e.com"))
            .paragraph("惊喜红包", "下载即可抽奖")
            .action(CardLink.miniProgram(PROGRAM))
            .build();

    assertThat(sent(card))
        .isEqualTo(
            "{\"card_type\":\"news_notice\",\"main_title\":{\"title\":\"欢迎\"},"
                + "\"image_text_area\":{\"type\":1,\"url\":\"https://e.com\",\"title\":\"t\","
                + "\"desc\":\"d\",\"image_url\":\"https://e.com/q.png\"},"
                + "\"card_image\":{\"url\":\"https://e.com/p.png\",\"aspect_ratio\":2.25},"
                + "\"vertical_content_list\":[{\"title\":\"惊喜红包\",\"desc\":\"下载即可抽奖\"}],"
                + "\"card_action\":{\"type\":2,\"appid\":\"wx123123123123123\","
                + "\"pagepath\":\"pages/i?a=1\"}}");
  }

  @Test
  void buttonCard_hasButtonsAndAList() {
    TemplateCard card =
        TemplateCard.buttonInteraction()
            .title("欢迎")
            .subTitle("下载")
            .taskId("task1")
            .selection(
                new CardSelection(
                    "q1",
                    "评分",
                    "1",
                    List.of(CardOption.of("1", "100分"), CardOption.of("2", "101分"))))
            .button("按钮1", "key1")
            .linkButton("按钮2", "https://e.com", 2)
            .build();

    assertThat(sent(card))
        .isEqualTo(
            "{\"card_type\":\"button_interaction\",\"task_id\":\"task1\","
                + "\"main_title\":{\"title\":\"欢迎\"},\"sub_title_text\":\"下载\","
                + "\"button_selection\":{\"question_key\":\"q1\",\"title\":\"评分\","
                + "\"selected_id\":\"1\",\"option_list\":[{\"id\":\"1\",\"text\":\"100分\"},"
                + "{\"id\":\"2\",\"text\":\"101分\"}]},"
                + "\"button_list\":[{\"text\":\"按钮1\",\"style\":1,\"key\":\"key1\"},"
                + "{\"type\":1,\"text\":\"按钮2\",\"style\":2,\"url\":\"https://e.com\"}]}");
  }

  @Test
  void voteCard_hasAQuestion() {
    TemplateCard card =
        TemplateCard.voteInteraction()
            .title("欢迎")
            .taskId("task2")
            .anyOf("key1", List.of(new CardOption("o1", "选项1", true), CardOption.of("o2", "选项2")))
            .submit("提交", "key")
            .build();

    assertThat(sent(card))
        .isEqualTo(
            "{\"card_type\":\"vote_interaction\",\"task_id\":\"task2\","
                + "\"main_title\":{\"title\":\"欢迎\"},\"checkbox\":{\"question_key\":\"key1\","
                + "\"mode\":1,\"option_list\":[{\"id\":\"o1\",\"text\":\"选项1\",\"is_checked\":true},"
                + "{\"id\":\"o2\",\"text\":\"选项2\",\"is_checked\":false}]},"
                + "\"submit_button\":{\"text\":\"提交\",\"key\":\"key\"}}");
  }

  @Test
  void choiceCard_hasLists() {
    TemplateCard card =
        TemplateCard.multipleInteraction()
            .title("欢迎")
            .taskId("task3")
            .selection(new CardSelection("q1", null, null, List.of(CardOption.of("1", "a"))))
            .submit("提交", "key")
            .build();

    assertThat(sent(card))
        .isEqualTo(
            "{\"card_type\":\"multiple_interaction\",\"task_id\":\"task3\","
                + "\"main_title\":{\"title\":\"欢迎\"},\"select_list\":[{\"question_key\":\"q1\","
                + "\"option_list\":[{\"id\":\"1\",\"text\":\"a\"}]}],"
                + "\"submit_button\":{\"text\":\"提交\",\"key\":\"key\"}}");
  }

  @Test
  void robotMessages_areTheDocumentedRequests() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    List<WeComRobotMessage> messages = new ArrayList<>();
    messages.add(
        WeComRobotMessage.builder()
            .text("hi")
            .mention("wangqing")
            .mentionMobile("13800001111")
            .mentionAll()
            .build());
    messages.add(WeComRobotMessage.builder().text("all").mentionAll().build());
    messages.add(WeComRobotMessage.builder().markdown("# a").build());
    messages.add(WeComRobotMessage.builder().markdownV2("| a |").build());
    messages.add(WeComRobotMessage.builder().image(png).build());
    messages.add(
        WeComRobotMessage.builder()
            .content(new News(List.of(new News.Article("t", "d", URL, "https://e.com/p", null))))
            .build());
    messages.add(
        WeComRobotMessage.builder()
            .content(
                TemplateCard.textNotice().title("t").action(CardLink.url("https://e.com")).build())
            .build());
    var robot = application.robot();
    for (WeComRobotMessage message : messages) {
      assertThat(robot.send(message, Application.within(Application.PATIENT)))
          .isAccepted()
          .hasNoProviderMessageId();
    }

    assertThat(application.bodies(WeComApi.ROBOT))
        .containsExactly(
            "{\"msgtype\":\"text\",\"text\":{\"content\":\"hi\",\"mentioned_list\":[\"wangqing\","
                + "\"@all\"],\"mentioned_mobile_list\":[\"13800001111\",\"@all\"]}}",
            "{\"msgtype\":\"text\",\"text\":{\"content\":\"all\",\"mentioned_list\":[\"@all\"]}}",
            "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"# a\"}}",
            "{\"msgtype\":\"markdown_v2\",\"markdown_v2\":{\"content\":\"| a |\"}}",
            "{\"msgtype\":\"image\",\"image\":{\"base64\":\"iVBORw0KGgo=\","
                + "\"md5\":\"e9dd2797018cad79186e03e8c5aec8dc\"}}",
            "{\"msgtype\":\"news\",\"news\":{\"articles\":[{\"title\":\"t\",\"description\":\"d\","
                + "\"url\":\"%s\",\"picurl\":\"https://e.com/p\"}]}}".formatted(URL),
            "{\"msgtype\":\"template_card\",\"template_card\":{\"card_type\":\"text_notice\","
                + "\"main_title\":{\"title\":\"t\"},"
                + "\"card_action\":{\"type\":1,\"url\":\"https://e.com\"}}}");
  }

  @Test
  void robotFiles_areUploadedByTheRobot() {
    var robot = application.robot();
    WeComRobot uploads = robot.extension(WeComRobot.class).orElseThrow();
    Media file = uploads.upload(WeComMediaType.FILE, MediaFile.of("a.txt", new byte[6]));
    Media voice =
        uploads.upload(
            WeComMediaType.VOICE,
            MediaFile.of("a.amr", "#!AMR\nx".getBytes(StandardCharsets.US_ASCII)));

    for (RobotContent content :
        List.of(new WeComContent.File(file), new WeComContent.Voice(voice))) {
      assertThat(
              robot.send(
                  WeComRobotMessage.builder().content(content).build(),
                  Application.within(Application.PATIENT)))
          .isAccepted();
    }
    assertThat(application.bodies(WeComApi.ROBOT))
        .containsExactly(
            "{\"msgtype\":\"file\",\"file\":{\"media_id\":\"" + file.id() + "\"}}",
            "{\"msgtype\":\"voice\",\"voice\":{\"media_id\":\"" + voice.id() + "\"}}");
    assertThat(application.seen(WeComApi.ROBOT_UPLOAD).get(0).request().query())
        .containsEntry("type", "file");
  }
}
