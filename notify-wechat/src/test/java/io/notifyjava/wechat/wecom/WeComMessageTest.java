package io.notifyjava.wechat.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MiniProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeComMessageTest {

  private static final String URL = "https://e.com";

  private static void refused(ThrowingCallable code, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private static List<String> ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  @Nested
  class Recipients {

    @ParameterizedTest
    @ValueSource(strings = {"zhangsan|@all", "a|b", "a,b", "a;b", "a，b", "a；b", "a、b"})
    void separator_isNotSmuggledIn(String id) {
      refused(
          () -> WeComMessage.toUser(id),
          "userId must be the id of one member, but holds a separator (| or a comma); give several"
              + " members to toUsers(list)");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"zhang san", "a\nb", "a\r\n@all", "a\tb", "a\u0000", "a\u200Bb", "\u3000x"})
    void blanksAndControlCharacters_areRefused(String id) {
      refused(
          () -> WeComMessage.toUser(id),
          "userId must not hold blanks, line breaks or control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@all", "@ALL", "@All"})
    void everybody_isNoId(String id) {
      refused(
          () -> WeComMessage.toUser(id),
          "userId must not be @all, which means everybody; call toAll() if that is meant");
      refused(() -> WeComMessage.builder().toUsers(List.of("zhangsan", id)), "@all");
    }

    @Test
    void otherIds_areRefusedWithoutRepeatingThem() {
      refused(() -> WeComMessage.toUser(" "), "userId must not be blank");
      refused(() -> WeComMessage.toUser("x".repeat(65)), "at most 64 characters, but had 65");
      refused(() -> WeComMessage.toUser("张".repeat(22)), "at most 64 bytes in UTF-8, but had 66");
      refused(() -> WeComMessage.toUser("a\uD83D"), "half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zhangsan", "1|2", "", "-1", "1 ", "12345678901", "١"})
    void partiesAndTags_areNumbers(String id) {
      refused(
          () -> WeComMessage.builder().toParty(id),
          "partyId must be a number of 1 to 10 digits, such as 2; ids of members go to toUser(id)");
      refused(() -> WeComMessage.builder().toTag(id), "tagId must be a number of 1 to 10 digits");
    }

    @Test
    void emptyList_isNotTakenForEverybody() {
      String text =
          " must not be empty, for nobody knows whom that means; leave it out, or call toAll() if"
              + " everybody is meant";
      refused(() -> WeComMessage.builder().toUsers(List.of()), "userIds" + text);
      refused(() -> WeComMessage.builder().toParties(List.of()), "partyIds" + text);
      refused(() -> WeComMessage.builder().toTags(List.of()), "tagIds" + text);
    }

    @Test
    void nobodyAndNothing_areBothNamed() {
      refused(
          () -> WeComMessage.builder().build(),
          "WeComMessage has 2 problems:",
          "the recipient is missing; call toUser(id), toParty(id), toTag(id)",
          "the content is missing; call text(text) or content(content)");
    }

    @Test
    void everybody_excludesOthers() {
      refused(
          () -> WeComMessage.toUser("zhangsan").toAll().text("x").build(),
          "toAll() excludes other recipients, but there were 1");
    }

    @Test
    void more_thanWeComTakes_isRefused() {
      refused(
          () ->
              WeComMessage.builder()
                  .toUsers(ids(1_001))
                  .toParties(ids(101))
                  .toTags(ids(101))
                  .text("x")
                  .build(),
          "expected at most 1000 users, but found 1001",
          "expected at most 100 parties, but found 101",
          "expected at most 100 tags, but found 101");
      assertThat(
              WeComMessage.builder()
                  .toUsers(ids(1_000))
                  .toParties(ids(100))
                  .toTags(ids(100))
                  .text("x")
                  .build()
                  .recipient()
                  .kind())
          .isEqualTo("wecom-audience");
    }

    @Test
    void twoSpellingsOfOneMember_areRefused_andOneTwiceIsOne() {
      refused(
          () -> WeComMessage.builder().toUsers(List.of("a", "Bob", "bob")).text("x").build(),
          "users 1 and 2 differ in upper and lower case only, which WeCom does not tell apart");
      assertThat(WeComMessage.toUser("bob").toUser("bob").text("x").build().audience().users())
          .containsExactly("bob");
    }

    @Test
    void recipient_hasAKindForEachWay() {
      assertThat(WeComMessage.toUser("Zhangsan").text("x").build().recipient())
          .isEqualTo(new Recipient("wecom-user", "Zhangsan"));
      assertThat(WeComMessage.builder().toParty("7").text("x").build().recipient())
          .isEqualTo(new Recipient("wecom-party", "7"));
      assertThat(WeComMessage.builder().toTag("7").text("x").build().recipient())
          .isEqualTo(new Recipient("wecom-tag", "7"));
      assertThat(WeComMessage.builder().toAll().text("x").build().recipient())
          .isEqualTo(new Recipient("wecom-all", "@all"));
    }

    @Test
    void severalRecipients_areOneByTheirDigest_inAnyOrder() {
      Recipient one = WeComMessage.toUser("a").toUser("B").toTag("1").text("x").build().recipient();

      assertThat(one.kind()).isEqualTo("wecom-audience");
      assertThat(one.value()).matches("sha256:[0-9a-f]{32}");
      assertThat(WeComMessage.toUser("b").toTag("1").toUser("A").text("y").build().recipient())
          .isEqualTo(one);
      assertThat(WeComMessage.toUser("a").toUser("b").toParty("1").text("x").build().recipient())
          .isNotEqualTo(one);
      assertThat(WeComMessage.toUser("a").toUser("b").text("x").build().recipient())
          .isNotEqualTo(one);
    }
  }

  @Nested
  class Contents {

    @Test
    void articles_areOneToEight() {
      News.Article article = News.Article.of("t", URL);
      refused(
          () -> new News(Collections.nCopies(9, article)), "articles must be 1 to 8, but were 9");
      refused(() -> new News(List.of()), "articles must be 1 to 8, but were 0");
      assertThat(new News(Collections.nCopies(8, article)).articles()).hasSize(8);
      MpNews.Article mp = new MpNews.Article("t", Media.of("M"), null, null, "c", null);
      refused(() -> new MpNews(Collections.nCopies(9, mp)), "articles must be 1 to 8, but were 9");
    }

    @Test
    void article_leadsSomewhere() {
      refused(
          () -> new News.Article("t", null, null, null, null),
          "an article must have a url or a mini program");
      refused(
          () -> News.Article.of("t", "javascript:alert(1)"),
          "article.url must begin with http:// or https://");
    }

    @Test
    void texts_areNotBlankNorBroken() {
      refused(() -> new WeComContent.Text(" \n"), "text must not be blank");
      refused(() -> new WeComContent.Text("a\uD83D"), "half a surrogate pair at index 1");
      refused(() -> new WeComContent.Markdown(""), "markdown must not be blank");
      refused(
          () -> new WeComContent.TextCard("t", "d", URL, "五个汉字了"),
          "textcard.btntxt must have at most 4 characters, but had 5");
      refused(() -> new WeComContent.TextCard("t", "d", "e.com", null), "textcard.url must begin");
    }

    @Test
    void notice_isCountedInChineseCharacters() {
      MiniProgram program = new MiniProgram("wx1", null);
      refused(
          () -> new MiniProgramNotice(program, "短标题", null, false, List.of()),
          "miniprogram_notice.title must have 4 to 12 Chinese characters, but had 3 characters");
      refused(
          () -> new MiniProgramNotice(program, "长".repeat(13), null, false, List.of()),
          "but had 13 characters");
      refused(() -> new MiniProgramNotice.Item("键".repeat(11), "v"), "item.key must have 1 to 10");
      refused(
          () -> new MiniProgramNotice.Item("k", "值".repeat(31)), "item.value must have 1 to 30");
      refused(
          () ->
              new MiniProgramNotice(
                  program,
                  "标题标题",
                  null,
                  false,
                  Collections.nCopies(11, new MiniProgramNotice.Item("k", "v"))),
          "content_item must be at most 10, but were 11");
      assertThat(
              new MiniProgramNotice(program, "Room 402 booked now", null, false, List.of()).title())
          .isEqualTo("Room 402 booked now");
      refused(
          () ->
              new MiniProgramNotice(
                  new MiniProgram("wx1", "p".repeat(1_025)), "标题标题", null, false, List.of()),
          "miniprogram_notice.page must have at most 1024 bytes, but had 1025");
    }

    @Test
    void taskCard_hasAnIdAndOneOrTwoButtons() {
      TaskCard.Button button = TaskCard.Button.of("k", "n");
      refused(
          () -> new TaskCard("t", "d", null, "id 1", List.of(button)),
          "taskId must be 1 to 128 letters, digits, _, - or @");
      refused(() -> new TaskCard("t", "d", null, "id", List.of()), "btn must be 1 to 2");
      refused(
          () -> new TaskCard("t", "d", null, "id", Collections.nCopies(3, button)),
          "taskcard.btn must be 1 to 2, but were 3");
      refused(() -> new TaskCard.Button("k", "n", "green", false), "must be red or blue");
    }

    @Test
    void safeTwo_isForMpNewsOnly() {
      refused(
          () -> WeComMessage.toUser("a").text("x").safe(2).build(),
          "safe 2 is for mpnews only, but the content is text");
      refused(() -> WeComMessage.toUser("a").safe(3), "safe must be 0, 1 or 2, but was 3");
    }

    @Test
    void duplicateCheck_isWholeSecondsWithinFourHours() {
      List<Duration> wrong =
          List.of(
              Duration.ZERO,
              Duration.ofMillis(1_500),
              Duration.ofHours(4).plusSeconds(1),
              Duration.ofSeconds(-1));
      for (Duration interval : wrong) {
        refused(
            () -> WeComMessage.toUser("a").duplicateCheck(interval),
            "duplicateCheck must be whole seconds, 1 s to 4 h, but was " + interval);
      }
    }
  }

  @Test
  void message_isAValueThatMasksItself() {
    WeComMessage message =
        WeComMessage.toUser("zhangsan-the-first").text("secret words").safe(1).build();

    assertThat(message)
        .isEqualTo(message.toBuilder().build())
        .hasSameHashCodeAs(message.toBuilder().build())
        .isNotEqualTo(message.toBuilder().safe(0).build())
        .isNotEqualTo(message.toBuilder().text("other").build())
        .isNotEqualTo(message.toBuilder().toUser("b").build())
        .isNotEqualTo(message.toBuilder().idTranslation(true).build())
        .isNotEqualTo(message.toBuilder().duplicateCheck(Duration.ofSeconds(1)).build())
        .isNotEqualTo(message.toBuilder().idempotencyKey("k").build());
    assertThat(message.toString())
        .startsWith("WeComMessage[recipient=wecom-user:zha***st, content=Text[***(12)]")
        .doesNotContain("secret", "zhangsan");
    assertThat(message.channel()).isEqualTo(Channel.WECOM);
    assertThat(message.typeName()).isEqualTo("wecom");
    assertThat(message.safe()).hasValue(1);
    assertThat(message.idTranslation()).isEmpty();
  }

  @Test
  void contents_showNothingOfThemselves() {
    List<Object> contents = new ArrayList<>();
    contents.add(new WeComContent.Markdown("geheim"));
    contents.add(new WeComContent.Video(Media.of("M-geheim-1234"), "geheim", "geheim"));
    contents.add(new WeComContent.TextCard("geheim", "geheim", URL + "/geheim", null));
    contents.add(new News(List.of(News.Article.of("geheim", URL))));
    contents.add(News.Article.of("geheim", URL + "/geheim"));
    contents.add(new MpNews.Article("geheim", Media.of("M"), null, null, "geheim", null));
    contents.add(new MiniProgramNotice.Item("geheim", "geheim"));
    contents.add(
        new TaskCard("geheim", "geheim", null, "id", List.of(TaskCard.Button.of("k", "n"))));
    contents.add(CardOption.of("id", "geheim"));
    contents.add(CardItem.text("geheim", "geheim"));
    contents.add(CardLink.url(URL + "/geheim"));
    contents.add(TemplateCard.textNotice().title("geheim").action(CardLink.url(URL)).build());
    contents.add(new RobotContent.Text("geheim", List.of("geheim"), List.of(), false));
    contents.add(new RobotContent.MarkdownV2("geheim"));

    assertThat(contents).allSatisfy(it -> assertThat(it.toString()).doesNotContain("geheim"));
  }
}
