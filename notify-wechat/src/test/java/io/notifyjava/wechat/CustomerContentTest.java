package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.testkit.simulator.WeChatApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of customer-service message: what it takes, and how it goes out. */
class CustomerContentTest {

  private static final Media M = Media.of("M");
  private static final Media T = Media.of("T");
  private static final String LINK = "https://e.com";

  private static CustomerMessage message(CustomerContent content) {
    return CustomerMessage.to(Account.OPEN_ID).content(content).build();
  }

  @Test
  void samples_areOfEveryKind() {
    Set<Class<?>> shown =
        CustomerContents.all().stream()
            .map(s -> s.content().getClass())
            .collect(Collectors.toSet());

    assertThat(shown).containsExactlyInAnyOrder(CustomerContent.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.wechat.CustomerContents#all")
  void everyKind_isTheDocumentedRequest(CustomerContents sample) {
    // Links are for mini programs alone.
    boolean link = sample.content() instanceof LinkContent;
    try (Account account = link ? Account.ofMiniProgram() : new Account()) {
      assertThat(account.send(message(sample.content()))).isAccepted();
      assertThat(account.seen(WeChatApi.CUSTOMER).get(0).request().text())
          .isEqualTo(sample.body(Account.OPEN_ID))
          .isEqualTo(account.provider().preview(message(sample.content())).body());
    }
  }

  @Test
  void partsThatAreNotGiven_areLeftOut() {
    assertThat(body(new VideoContent(M, T, null, null)))
        .endsWith("\"video\":{\"media_id\":\"M\",\"thumb_media_id\":\"T\"}}");
    assertThat(body(new MusicContent("t", "d", LINK, null, T)))
        .endsWith("\"musicurl\":\"https://e.com\",\"thumb_media_id\":\"T\"}}");
    assertThat(body(new NewsContent("t", null, LINK, null)))
        .endsWith("{\"articles\":[{\"title\":\"t\",\"url\":\"https://e.com\"}]}}");
    assertThat(body(new LinkContent("t", null, LINK, null)))
        .endsWith("\"link\":{\"title\":\"t\",\"url\":\"https://e.com\"}}");
    assertThat(body(new MenuContent(null, List.of(new MenuContent.Item("1", "a")), null)))
        .endsWith("\"msgmenu\":{\"list\":[{\"id\":\"1\",\"content\":\"a\"}]}}");
  }

  private static String body(CustomerContent content) {
    return new String(Bodies.customer(message(content)), StandardCharsets.UTF_8);
  }

  @Test
  void builder_hasAWordForTheCommonKinds() {
    CustomerMessage.Builder builder = CustomerMessage.to(Account.OPEN_ID);

    assertThat(builder.image(M).build().content()).isEqualTo(new ImageContent(M));
    assertThat(builder.voice(M).build().content()).isEqualTo(new VoiceContent(M));
    assertThat(builder.video(M, T).build().content()).isEqualTo(new VideoContent(M, T, null, null));
    assertThat(builder.news("t", "d", LINK, LINK).build().content())
        .isEqualTo(new NewsContent("t", "d", LINK, LINK));
    assertThat(builder.article("A").build().content()).isEqualTo(new MpNewsArticleContent("A"));
    assertThat(builder.miniProgramPage("t", "wx1", "p", T).build().content())
        .isEqualTo(new MiniProgramPageContent("t", "wx1", "p", T));
  }

  @Test
  void toString_showsNoTextAndNoLink() {
    for (CustomerContent content :
        List.of(
            new VideoContent(M, T, "private", "private"),
            new MusicContent("private", "private", LINK + "/private", LINK + "/private", T),
            new NewsContent("private", "private", LINK + "/private", LINK + "/private"),
            new LinkContent("private", "private", LINK + "/private", LINK + "/private"),
            new MiniProgramPageContent("private", "wx1", "pages/private", T),
            MenuContent.of("private", "1", "private").withTail("private"))) {
      assertThat(content.toString()).doesNotContain("private").contains("***(7)");
    }
    assertThat(new ImageContent(Media.of("abcdefghijkl")).toString())
        .isEqualTo("ImageContent[media=Media[abc***kl]]");
    assertThat(new MenuContent.Item("1", "private").toString()).isEqualTo("Item[id=1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "half \uD83D"})
  void title_thatIsNotOneReadableLine_isRefused(String title) {
    for (ThrowingCallable made :
        List.<ThrowingCallable>of(
            () -> new VideoContent(M, T, title, null),
            () -> new MusicContent(title, "d", LINK, null, T),
            () -> new NewsContent(title, null, LINK, null),
            () -> new LinkContent(title, null, LINK, null),
            () -> new MiniProgramPageContent(title, "wx1", "p", T))) {
      assertThatIllegalArgumentException().isThrownBy(made).withMessageStartingWith("title must");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "e.com", "https://", "https://e.com/a b"})
  void links_thatNoBrowserMayOpen_areRefused(String link) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewsContent("t", null, link, null))
        .withMessageStartingWith("url must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewsContent("t", null, LINK, link))
        .withMessageStartingWith("pictureUrl must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MusicContent("t", "d", link, null, T))
        .withMessageStartingWith("musicUrl must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MusicContent("t", "d", LINK, link, T))
        .withMessageStartingWith("hqMusicUrl must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinkContent("t", null, LINK, link))
        .withMessageStartingWith("thumbUrl must");
  }

  @Test
  void whatIsMissing_isNamed() {
    assertThatNullPointerException().isThrownBy(() -> new ImageContent(null)).withMessage("media");
    assertThatNullPointerException()
        .isThrownBy(() -> new VideoContent(M, null, null, null))
        .withMessage("thumb");
    assertThatNullPointerException()
        .isThrownBy(() -> new MusicContent("t", null, LINK, null, T))
        .withMessage("description");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MiniProgramPageContent("t", " ", "p", T))
        .withMessage("appId must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MiniProgramPageContent("t", "wx1", "", T))
        .withMessage("pagePath must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CardContent("a b"))
        .withMessage("cardId must not hold blanks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MpNewsArticleContent(""))
        .withMessage("articleId must not be blank");
  }

  @Test
  void menu_withoutItemsOrWithOneIdTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MenuContent("h", List.of(), null))
        .withMessage("items must not be empty; a menu needs something that can be tapped");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MenuContent.of("h", "1", "a").and("2", "b").and("1", "c"))
        .withMessage(
            "items[2].id must differ from those before it, or nobody knows what was tapped");
  }

  @Nested
  class WithMedia {

    private final Account account = new Account();
    private final Instant now = account.clock.instant();
    private final Media expired = Media.until("M", now);
    private final Media fresh = Media.until("T", now.plusSeconds(1));

    @AfterEach
    void close() {
      account.close();
    }

    private List<String> problems(CustomerContent content) {
      return account.provider().problems(message(content));
    }

    @Test
    void expiredMedia_areNamedByTheirField() {
      String tail = ": the media expired at " + now + "; upload the file again and use the new id";

      assertThat(problems(new ImageContent(expired))).containsExactly("image.media_id" + tail);
      assertThat(problems(new VoiceContent(expired))).containsExactly("voice.media_id" + tail);
      assertThat(problems(new MpNewsContent(expired))).containsExactly("mpnews.media_id" + tail);
      assertThat(problems(new VideoContent(expired, expired, null, null)))
          .containsExactly("video.media_id" + tail, "video.thumb_media_id" + tail);
      assertThat(problems(new VideoContent(fresh, expired, null, null)))
          .containsExactly("video.thumb_media_id" + tail);
      assertThat(problems(new VideoContent(expired, fresh, null, null)))
          .containsExactly("video.media_id" + tail);
      assertThat(problems(new MusicContent("t", "d", LINK, null, expired)))
          .containsExactly("music.thumb_media_id" + tail);
      assertThat(problems(new MiniProgramPageContent("t", "wx1", "p", expired)))
          .containsExactly("miniprogrampage.thumb_media_id" + tail);
    }

    @Test
    void media_areGoodUntilTheirLastSecond() {
      assertThat(problems(new ImageContent(fresh))).isEmpty();
      account.clock.advance(Duration.ofSeconds(1));
      assertThat(problems(new ImageContent(fresh))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.notifyjava.wechat.CustomerContents#all")
    void mediaOfUnknownAge_andEverythingElse_haveNoProblem(CustomerContents sample) {
      assertThat(problems(sample.content())).isEmpty();
    }
  }
}
