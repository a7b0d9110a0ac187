package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.OperationFailedException;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account does beside sending. */
class WeChatAccountTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

  private final Account own = new Account();
  private final WeChatSimulator wechat = own.wechat;
  private final WeChatAccount account = own.extension();

  @AfterEach
  void close() {
    own.close();
  }

  private static OperationFailedException failure(ThrowingCallable call) {
    return catchThrowableOfType(OperationFailedException.class, call);
  }

  @Test
  void provider_offersThisAndNothingElse() {
    assertThat(own.provider().extension(WeChatAccount.class)).isPresent();
    assertThat(own.provider().extension(Runnable.class)).isEmpty();
    assertThat(own.provider().extension(AccountCalls.class)).isEmpty();
  }

  @Nested
  class Typing {

    @Test
    void typing_isShownAndEnded() {
      account.showTyping(Account.OPEN_ID);
      account.cancelTyping(Account.OPEN_ID);

      assertThat(own.seen(WeChatApi.TYPING))
          .extracting(seen -> seen.request().text())
          .containsExactly(
              "{\"touser\":\"" + Account.OPEN_ID + "\",\"command\":\"Typing\"}",
              "{\"touser\":\"" + Account.OPEN_ID + "\",\"command\":\"CancelTyping\"}");
    }

    @Test
    void typing_thatIsShownAlready_isRefused() {
      account.showTyping(Account.OPEN_ID);

      OperationFailedException refused = failure(() -> account.showTyping(Account.OPEN_ID));
      assertThat(refused.failure().reason()).isEqualTo(FailureReason.SUPPRESSED);
      assertThat(refused.failure().code()).isEqualTo("45081");
      assertThat(refused.isCertain()).isTrue();
      assertThat(refused)
          .hasMessageStartingWith("Showing that somebody is typing failed: ")
          .hasMessageContaining("typing is shown already, for 15 seconds");
    }

    @Test
    void typing_withoutAnExchange_isRefused() {
      wechat.closeWindow(Account.OPEN_ID);

      assertThat(failure(() -> account.showTyping(Account.OPEN_ID)).failure().reason())
          .isEqualTo(FailureReason.WINDOW_CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two people", "a\nb"})
    void openId_thatIsNone_isRefusedBeforeAnyCall(String openId) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account.showTyping(openId))
          .withMessageStartingWith("openId must");
      assertThat(wechat.counts().connections()).isZero();
    }

    @Test
    void openId_thatWeChatEchoes_isNotRepeated() {
      wechat
          .on(WeChatApi.TYPING)
          .answer(WeChatReply.error(40003, "invalid openid " + Account.OPEN_ID));

      OperationFailedException refused = failure(() -> account.showTyping(Account.OPEN_ID));
      assertThat(refused.failure().reason()).isEqualTo(FailureReason.INVALID_RECIPIENT);
      assertThat(refused).hasMessageContaining("***");
      assertThat(refused.toString()).doesNotContain(Account.OPEN_ID);
    }

    @Test
    void refusedToken_isRenewedOnce() {
      account.showTyping(Account.OPEN_ID);
      wechat.killTokens();

      account.cancelTyping(Account.OPEN_ID);

      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
    }

    @Test
    void busyWeChat_leavesItOpen() {
      wechat.on(WeChatApi.TYPING).answer(WeChatReply.error(-1, "system error"));

      OperationFailedException unknown = failure(() -> account.showTyping(Account.OPEN_ID));
      assertThat(unknown.isCertain()).isFalse();
      assertThat(unknown.failure().retryable()).isTrue();
      assertThat(unknown).hasMessageContaining("may have failed");
    }
  }

  @Nested
  class Uploading {

    private MediaFile file(MediaType type) {
      return switch (type) {
        case IMAGE -> MediaFile.of("photo.PNG", PNG);
        case VOICE -> MediaFile.of("note.amr", "#!AMR".getBytes(StandardCharsets.US_ASCII));
        case VIDEO -> MediaFile.of("film.mp4", "0000ftyp".getBytes(StandardCharsets.US_ASCII));
        case THUMB -> MediaFile.of("small.jpg", JPEG);
      };
    }

    @ParameterizedTest
    @EnumSource
    void everyType_isUploaded_andSent(MediaType type) {
      Media media = account.upload(type, file(type));

      assertThat(own.seen(WeChatApi.MEDIA_UPLOAD).get(0).request().query())
          .containsEntry("type", type.word());
      assertThat(media.id()).hasSize(64);
      CustomerContent content =
          switch (type) {
            case IMAGE -> new ImageContent(media);
            case VOICE -> new VoiceContent(media);
            case VIDEO -> new VideoContent(media, thumb(), null, null);
            case THUMB -> new MusicContent("t", "d", "https://e.com", null, media);
          };
      assertThat(own.send(CustomerMessage.to(Account.OPEN_ID).content(content).build()))
          .isAccepted();
    }

    private Media thumb() {
      return account.upload(MediaType.THUMB, file(MediaType.THUMB));
    }

    @Test
    void media_expireThreeDaysAfterTheTimeThatWeChatStated() {
      wechat
          .onUpload()
          .answer(
              WeChatReply.json(
                  "{\"type\":\"image\",\"media_id\":\"M1\",\"created_at\":1672500000}"));

      assertThat(account.upload(MediaType.IMAGE, file(MediaType.IMAGE)))
          .isEqualTo(
              Media.until("M1", Instant.ofEpochSecond(1_672_500_000).plus(Duration.ofDays(3))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"errcode\":0,\"errmsg\":\"ok\",\"media_id\":\"M1\",\"created_at\":\"1672500000\"}",
          "{\"type\":\"thumb\",\"thumb_media_id\":\"M1\",\"created_at\":1672500000}"
        })
    void otherShapesOfTheAnswer_areUnderstood(String answer) {
      wechat.onUpload().answer(WeChatReply.json(answer));

      Media media = account.upload(MediaType.THUMB, file(MediaType.THUMB));
      assertThat(media.id()).isEqualTo("M1");
      assertThat(media.expiresAt()).contains(Instant.ofEpochSecond(1_672_759_200));
    }

    @Test
    void media_withoutATime_areOfUnknownAge() {
      wechat.onUpload().answer(WeChatReply.json("{\"media_id\":\"M1\"}"));

      assertThat(account.upload(MediaType.IMAGE, file(MediaType.IMAGE))).isEqualTo(Media.of("M1"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"media_id\":\"\"}",
          "{\"media_id\":7}",
          "{\"media_id\":\"a b\"}",
          "{\"media_id\":\"M1\",\"created_at\":\"yesterday\"}",
          "{\"media_id\":\"M1\",\"created_at\":-1}",
          "{\"media_id\":\"M1\",\"created_at\":1672500000000}",
          "not JSON"
        })
    void answer_thatIsNotTheDocumentedOne_leavesItOpen(String answer) {
      wechat.onUpload().answer(WeChatReply.json(answer));

      OperationFailedException unknown =
          failure(() -> account.upload(MediaType.IMAGE, file(MediaType.IMAGE)));
      assertThat(unknown.failure().reason()).isEqualTo(FailureReason.PROTOCOL);
      assertThat(unknown.isCertain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "IMAGE, photo.webp, '.png, .jpeg, .jpg, .gif for image'",
      "VOICE, note.wav, '.amr, .mp3 for voice'",
      "VIDEO, film.avi, .mp4 for video",
      "THUMB, small.png, '.jpg, .jpeg for thumb'",
      "IMAGE, png, '.png, .jpeg, .jpg, .gif for image'",
    })
    void extension_thatWeChatDoesNotTake_isRefusedBeforeAnyCall(
        MediaType type, String name, String known) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account.upload(type, MediaFile.of(name, PNG)))
          .withMessage(
              "file name must end with one of " + known + ", by which WeChat tells the format");
      assertThat(wechat.counts().connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "IMAGE, a.png, 10485760",
      "VOICE, a.mp3, 2097152",
      "VIDEO, a.mp4, 10485760",
      "THUMB, a.jpg, 65536"
    })
    void file_overTheLimit_isRefusedBeforeAnyCall(MediaType type, String name, int limit) {
      type.check(MediaFile.of(name, new byte[limit]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account.upload(type, MediaFile.of(name, new byte[limit + 1])))
          .withMessage(
              "file must have at most %d bytes for %s, but had %d; make it smaller"
                  .formatted(limit, type.word(), limit + 1));
      assertThat(wechat.counts().connections()).isZero();
    }

    @Test
    void formatThatBelongsToAnotherName_isRefusedByWeChat() {
      OperationFailedException refused =
          failure(
              () ->
                  account.upload(
                      MediaType.IMAGE,
                      MediaFile.of("private.png", "text".getBytes(StandardCharsets.US_ASCII))));
      assertThat(refused.failure().reason()).isEqualTo(FailureReason.INVALID_MESSAGE);
      assertThat(refused.failure().code()).isEqualTo("40005");
      assertThat(refused.isCertain()).isTrue();
    }

    @Test
    void fileName_thatWeChatEchoes_isNotRepeated() {
      wechat.onUpload().answer(WeChatReply.error(40005, "invalid file private.png"));

      assertThat(failure(() -> account.upload(MediaType.IMAGE, MediaFile.of("private.png", PNG))))
          .hasMessageContaining("invalid file ***")
          .hasMessageNotContaining("private");
    }

    @Test
    void repeatAfterARenewedToken_isTheSameRequest() {
      account.showTyping(Account.OPEN_ID);
      wechat.killTokens();

      account.upload(MediaType.IMAGE, file(MediaType.IMAGE));

      List<SeenRequest> seen = own.seen(WeChatApi.MEDIA_UPLOAD);
      assertThat(seen).hasSize(2);
      assertThat(Arrays.equals(seen.get(0).request().body(), seen.get(1).request().body()))
          .isTrue();
    }

    @Test
    void lostAnswer_isNotRepeated() {
      wechat.onUpload().fault(Fault.RESET_AFTER_REQUEST);

      OperationFailedException unknown =
          failure(() -> account.upload(MediaType.IMAGE, file(MediaType.IMAGE)));
      assertThat(unknown.isCertain()).isFalse();
      assertThat(own.seen(WeChatApi.MEDIA_UPLOAD)).hasSize(1);
    }
  }

  @Nested
  class Templates {

    @Test
    void templates_areThoseOfTheAccount_withTheirKeys() {
      wechat.registerTemplate("T1", "thing1", "time2");
      wechat.registerTemplate("T2");

      assertThat(account.templates())
          .extracting(WeChatTemplate::id, WeChatTemplate::keys)
          .containsExactly(tuple("T1", List.of("thing1", "time2")), tuple("T2", List.of()));
    }

    @Test
    void everyDocumentedField_isRead() {
      wechat
          .on(WeChatApi.TEMPLATE_LIST)
          .answer(
              WeChatReply.json(
                  """
                  {"template_list":[{"template_id":"T1","title":"Paid","primary_industry":"IT",
                   "deputy_industry":"Shops","content":"{{first.DATA}}\\nAt {{ time2.DATA }} {{first.DATA}}",
                   "example":"At 10:00"},{"template_id":"T2"}]}"""));

      assertThat(account.templates())
          .containsExactly(
              new WeChatTemplate(
                  "T1",
                  "Paid",
                  "{{first.DATA}}\nAt {{ time2.DATA }} {{first.DATA}}",
                  "At 10:00",
                  "IT",
                  "Shops"),
              new WeChatTemplate("T2", "", "", "", "", ""));
      assertThat(account.templates().get(0).keys()).containsExactly("first", "time2");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{}", "{\"template_list\":{}}", "{\"template_list\":[{\"title\":\"x\"}]}", "[]"})
    void answer_thatIsNotTheDocumentedOne_isAFailure(String answer) {
      wechat.on(WeChatApi.TEMPLATE_LIST).answer(WeChatReply.json(answer));

      assertThat(failure(account::templates).failure().reason()).isEqualTo(FailureReason.PROTOCOL);
    }

    @Test
    void refusal_isClassified() {
      wechat.on(WeChatApi.TEMPLATE_LIST).answer(WeChatReply.error(48001));

      OperationFailedException refused = failure(account::templates);
      assertThat(refused.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
      assertThat(refused)
          .hasMessageStartingWith("Listing templates failed: ")
          .hasMessageContaining("this account may not call this API");
    }
  }

  @Nested
  class Ending {

    @Test
    void silentWeChat_isLeftAfterTheTotalTimeLimit() {
      TestProviderContext context =
          TestProviderContext.builder()
              .ticker(System::nanoTime)
              .timeouts(new TimeoutPolicy(Account.SHORT, Account.SHORT))
              .build();
      WeChatAccount hurried =
          own.open(own.settings(), context).extension(WeChatAccount.class).orElseThrow();
      hurried.showTyping(Account.OPEN_ID); // so that it has a token
      wechat.on(WeChatApi.TYPING).fault(Fault.SILENCE);

      OperationFailedException late = failure(() -> hurried.showTyping(Account.OPEN_ID));
      assertThat(late.failure().reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(late.isCertain()).isFalse();
    }

    @Test
    void withoutAToken_nothingWasDone() {
      wechat.onToken().answer(WeChatReply.error(40125));

      OperationFailedException refused = failure(account::templates);
      assertThat(refused.failure().code()).isEqualTo("40125");
      assertThat(refused.isCertain()).isTrue();
    }

    @Test
    void closedAccount_doesNothingMore() {
      account.showTyping(Account.OPEN_ID);
      own.provider().close();

      assertThatExceptionOfType(OperationFailedException.class)
          .isThrownBy(() -> account.cancelTyping(Account.OPEN_ID))
          .matches(OperationFailedException::isCertain);
      assertThat(own.seen(WeChatApi.TYPING)).hasSize(1);
    }
  }
}
