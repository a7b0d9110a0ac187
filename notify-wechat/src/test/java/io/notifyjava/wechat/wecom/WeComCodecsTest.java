package io.notifyjava.wechat.wecom;

import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.testkit.contract.MessageCodecContract;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MiniProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Messages of applications and robots, as an outbox keeps them. */
class WeComCodecsTest {

  private static final String URL = "https://e.com/?a=1&b=2";
  private static final Media FILE = Media.until("M-1", Instant.parse("2026-01-04T00:00:00Z"));
  private static final MiniProgram PROGRAM = new MiniProgram("wx123123123123123", "pages/i?a=1");

  private static final News NEWS =
      new News(
          List.of(
              new News.Article("t", "d", URL, "https://e.com/p", null),
              new News.Article("t2", null, URL, null, null)));

  private static TemplateCard notice() {
    return TemplateCard.textNotice()
        .title("欢迎使用", "您的好友")
        .item(CardItem.link("官网", "点击访问", URL))
        .action(CardLink.url(URL))
        .build();
  }

  @Nested
  @DisplayName("Messages of applications")
  class Application extends MessageCodecContract<WeComMessage> {

    @Override
    protected MessageCodec<WeComMessage> codec() {
      return new WeComMessageCodec();
    }

    @Override
    protected Map<String, WeComMessage> samples() {
      Map<String, WeComMessage> samples = new LinkedHashMap<>();
      samples.put(
          "all parts",
          WeComMessage.builder()
              .toUsers(List.of("zhangsan", "lisi"))
              .toParty("2")
              .toTag("7")
              .text("line one\nline = two \\ 中文")
              .safe(1)
              .idTranslation(true)
              .duplicateCheck(Duration.ofMinutes(30))
              .build());
      samples.put("to all", WeComMessage.builder().toAll().markdown("# a").build());
      kind("image", new WeComContent.Image(FILE), samples);
      kind("voice", new WeComContent.Voice(FILE), samples);
      kind("file", new WeComContent.File(FILE), samples);
      kind("video", new WeComContent.Video(FILE, "t", "d"), samples);
      kind("bare video", new WeComContent.Video(FILE, null, null), samples);
      kind("textcard", new WeComContent.TextCard("t", "d", URL, "更多"), samples);
      kind("news", NEWS, samples);
      kind(
          "news with a program",
          new News(List.of(new News.Article("t", null, null, null, PROGRAM))),
          samples);
      kind(
          "mpnews",
          new MpNews(
              List.of(
                  new MpNews.Article("t", FILE, "author", URL, "<p>content</p>", "digest"),
                  new MpNews.Article("t2", Media.of("M-2"), null, null, "content", null))),
          samples);
      kind(
          "notice",
          new MiniProgramNotice(
              PROGRAM,
              "会议室预订成功",
              "4月27日 16:16",
              true,
              List.of(new MiniProgramNotice.Item("会议室", "402"))),
          samples);
      kind(
          "task card",
          new TaskCard(
              "t",
              "d",
              URL,
              "task1",
              List.of(
                  new TaskCard.Button("k1", "批准", "red", true), TaskCard.Button.of("k2", "驳回"))),
          samples);
      cards(samples);
      return samples;
    }

    private static void cards(Map<String, WeComMessage> samples) {
      kind("text notice", notice(), samples);
      kind(
          "text notice with a file",
          TemplateCard.textNotice()
              .title("t")
              .item(CardItem.file("下载", "a.apk", FILE))
              .action(CardLink.miniProgram(PROGRAM))
              .build(),
          samples);
      kind(
          "news notice",
          TemplateCard.newsNotice()
              .title("欢迎")
              .image("https://e.com/p.png", 2.25)
              .action(CardLink.url(URL))
              .build(),
          samples);
      kind(
          "vote",
          TemplateCard.voteInteraction()
              .title("欢迎")
              .taskId("task2")
              .anyOf("key1", List.of(new CardOption("o1", "选项1", true), CardOption.of("o2", "2")))
              .submit("提交", "key")
              .build(),
          samples);
    }

    private static void kind(String name, WeComContent content, Map<String, WeComMessage> samples) {
      samples.put(name, WeComMessage.toUser("zhangsan").content(content).build());
    }
  }

  @Nested
  @DisplayName("Messages of robots")
  class Robot extends MessageCodecContract<WeComRobotMessage> {

    @Override
    protected MessageCodec<WeComRobotMessage> codec() {
      return new WeComRobotMessageCodec();
    }

    @Override
    protected Map<String, WeComRobotMessage> samples() {
      Map<String, WeComRobotMessage> samples = new LinkedHashMap<>();
      samples.put(
          "text",
          WeComRobotMessage.to("ops")
              .text("hi\n中文")
              .mention("wangqing")
              .mentionMobile("13800001111")
              .mentionAll()
              .build());
      kind("markdown", new WeComContent.Markdown("# a"), samples);
      kind("markdown v2", new RobotContent.MarkdownV2("| a |"), samples);
      kind(
          "image",
          RobotContent.Image.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}),
          samples);
      kind("voice", new WeComContent.Voice(FILE), samples);
      kind("file", new WeComContent.File(FILE), samples);
      kind("news", NEWS, samples);
      kind("text notice", notice(), samples);
      return samples;
    }

    private static void kind(
        String name, RobotContent content, Map<String, WeComRobotMessage> samples) {
      samples.put(name, WeComRobotMessage.to("ops").content(content).build());
    }
  }
}
