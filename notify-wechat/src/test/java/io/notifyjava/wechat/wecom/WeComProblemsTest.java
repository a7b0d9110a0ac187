package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.wechat.Media;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found wrong with a message before any call. */
class WeComProblemsTest {

  private final Application application = new Application();

  @AfterEach
  void close() {
    application.close();
  }

  private List<String> problems(WeComContent content) {
    return application
        .provider()
        .problems(WeComMessage.toUser("zhangsan").content(content).build());
  }

  @Test
  void longTexts_areNamedWithTheirLimits() {
    assertThat(problems(new WeComContent.Text("好".repeat(683))))
        .containsExactly(
            "text.content must have at most 2048 bytes in UTF-8, but had 2049, where WeCom cuts it"
                + " in silence; shorten it, or set long-text");
    assertThat(problems(new WeComContent.Markdown("x".repeat(2_049))))
        .containsExactly(
            "markdown.content must have at most 2048 bytes in UTF-8, but had 2049; shorten or"
                + " split it");
    assertThat(
            problems(
                new WeComContent.TextCard(
                    "t".repeat(129), "d".repeat(513), "https://e.com/" + "u".repeat(2_048), null)))
        .hasSize(3);
    News.Article article = News.Article.of("好".repeat(43), "https://e.com");
    assertThat(problems(new News(List.of(News.Article.of("t", "https://e.com"), article))))
        .singleElement()
        .asString()
        .startsWith("news.articles[1].title must have at most 128 bytes in UTF-8, but had 129");
    assertThat(problems(new WeComContent.Text("好".repeat(682)))).isEmpty();
  }

  @Test
  void longArticle_isRefused() {
    MpNews.Article article =
        new MpNews.Article(
            "t", Media.of("M"), "a".repeat(65), null, "c".repeat(666 * 1_024 + 1), null);

    assertThat(problems(new MpNews(List.of(article))))
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).startsWith("mpnews.articles[0].author must have"))
        .anySatisfy(it -> assertThat(it).startsWith("mpnews.articles[0].content must have"));
  }

  @Test
  void cut_leavesWholeCharacters() {
    try (Application mine = new Application(it -> it.longText(LongText.CUT))) {
      WeComMessage message = WeComMessage.toUser("zhangsan").text("x".repeat(2_046) + "好").build();

      assertThat(mine.provider().problems(message)).isEmpty();
      assertThat(mine.send(message)).isAccepted();
      assertThat(mine.bodies(WeComApi.MESSAGE).get(0))
          .contains("{\"content\":\"" + "x".repeat(2_046) + "\"}");
      assertThat(mine.wecom.counts().cut()).isZero();
      assertThat(
              mine.provider()
                  .problems(WeComMessage.toUser("zhangsan").markdown("x".repeat(2_049)).build()))
          .hasSize(1);
    }
  }

  @Test
  void send_leavesItToWeCom() {
    try (Application mine = new Application(it -> it.longText(LongText.SEND))) {
      WeComMessage message = WeComMessage.toUser("zhangsan").text("x".repeat(2_049)).build();

      assertThat(mine.provider().problems(message)).isEmpty();
      assertThat(mine.send(message)).isAccepted();
      assertThat(mine.wecom.counts().cut()).isEqualTo(1);
    }
  }

  @Test
  void expiredMedia_areRefused() {
    Media old = Media.until("M1", ManualClock.START);
    Media good = Media.until("M1", ManualClock.START.plusSeconds(1));
    List<WeComContent> contents =
        List.of(
            new WeComContent.Image(old),
            new WeComContent.Voice(old),
            new WeComContent.File(old),
            new WeComContent.Video(old, null, null),
            new MpNews(List.of(new MpNews.Article("t", old, null, null, "c", null))),
            TemplateCard.textNotice()
                .title("t")
                .action(CardLink.url("https://e.com"))
                .item(CardItem.file("n", "v", old))
                .build());
    for (WeComContent content : contents) {
      assertThat(problems(content))
          .containsExactly("it refers to media that WeCom has forgotten; upload them again");
    }
    assertThat(problems(new WeComContent.Image(good))).isEmpty();
    assertThat(problems(new WeComContent.Image(Media.of("M1")))).isEmpty();
  }

  @Test
  void robot_countsToo() {
    var robot = application.robot();

    assertThat(robot.problems(WeComRobotMessage.builder().text("好".repeat(683)).build()))
        .containsExactly(
            "text.content must have at most 2048 bytes in UTF-8, but had 2049; shorten or split"
                + " it");
    assertThat(robot.problems(WeComRobotMessage.builder().markdown("x".repeat(4_097)).build()))
        .hasSize(1);
    assertThat(robot.problems(WeComRobotMessage.builder().markdownV2("x".repeat(4_097)).build()))
        .hasSize(1);
    assertThat(robot.problems(WeComRobotMessage.builder().markdown("x".repeat(4_096)).build()))
        .isEmpty();
    assertThat(
            robot.problems(
                WeComRobotMessage.builder().file(Media.until("M", ManualClock.START)).build()))
        .hasSize(1);
  }
}
