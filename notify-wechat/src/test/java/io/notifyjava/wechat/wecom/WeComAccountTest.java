package io.notifyjava.wechat.wecom;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.Recipient;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.OperationFailedException;
import io.notifyjava.result.Receipt;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComReply;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeComAccountTest {

  private static final WeComAudience ZHANGSAN = WeComAudience.user("zhangsan");

  private final Application application = new Application();
  private final WeComSimulator wecom = application.wecom;
  private final WeComAccount account = application.account();

  @AfterEach
  void close() {
    application.close();
  }

  private static OperationFailedException failed(ThrowingCallable code) {
    return assertThatExceptionOfType(OperationFailedException.class).isThrownBy(code).actual();
  }

  private static TemplateCard card(String taskId) {
    return TemplateCard.buttonInteraction()
        .title("t")
        .taskId(taskId)
        .button("Approve", "yes")
        .build();
  }

  private Receipt sendCard() {
    return application
        .send(WeComMessage.toUser("zhangsan").content(card("task1")).build())
        .orThrow()
        .receipt();
  }

  private static MediaFile file(int size, String head) {
    byte[] bytes = new byte[size];
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(start, 0, bytes, 0, Math.min(size, start.length));
    return MediaFile.of("报告 \"1\".pdf", bytes);
  }

  @Test
  void message_isTakenBackByItsMsgid() {
    String msgid =
        application.send(Application.text()).orThrow().receipt().providerMessageId().orElseThrow();

    account.recall(msgid);

    assertThat(wecom.counts().recalled()).isEqualTo(1);
    assertThat(application.bodies(WeComApi.RECALL))
        .containsExactly("{\"msgid\":\"" + msgid + "\"}");
  }

  @Test
  void recall_thatIsRefused_throws() {
    OperationFailedException failed = failed(() -> account.recall("M1"));

    assertThat(failed.isCertain()).isTrue();
    assertThat(failed.failure().code()).isEqualTo("40058");
    assertThat(failed).hasMessageStartingWith("recalling a message failed: INVALID_MESSAGE 40058");
    assertThatIllegalArgumentException().isThrownBy(() -> account.recall("a b"));
  }

  @Test
  void recall_withoutAnAnswer_isUncertain() {
    wecom.on(WeComApi.RECALL).actThen(Fault.RESET_AFTER_REQUEST);

    OperationFailedException failed = failed(() -> account.recall("M1"));

    assertThat(failed.isCertain()).isFalse();
    assertThat(failed).hasMessageStartingWith("recalling a message may have failed: ");
  }

  @Test
  void card_givesACodeByWhichItIsUpdatedOnce() {
    String code = sendCard().updateCode().orElseThrow();

    assertThat(account.updateCard(code, ZHANGSAN, "Done")).isEmpty();

    assertThat(application.bodies(WeComApi.UPDATE_CARD))
        .containsExactly(
            "{\"userids\":[\"zhangsan\"],\"agentid\":1000002,\"response_code\":\"%s\","
                    .formatted(code)
                + "\"button\":{\"replace_name\":\"Done\"}}");
    assertThat(wecom.counts().cardsUpdated()).isEqualTo(1);
    assertThat(failed(() -> account.updateCard(code, ZHANGSAN, "Done")).failure().reason())
        .isEqualTo(FailureReason.INVALID_MESSAGE);
  }

  @Test
  void card_isReplacedByAnother_andTheUnreachedAreNamed() {
    String code = sendCard().updateCode().orElseThrow();
    wecom.person("lisi").isInvisible();
    WeComAudience audience =
        WeComAudience.builder().toUser("zhangsan").toUser("lisi").toParty("2").toTag("44").build();

    assertThat(account.updateCard(code, audience, card("task2")))
        .containsExactly(new Recipient("wecom-user", "lisi"));

    assertThat(application.bodies(WeComApi.UPDATE_CARD).get(0))
        .startsWith(
            "{\"userids\":[\"zhangsan\",\"lisi\"],\"partyids\":[2],\"tagids\":[44],"
                + "\"agentid\":1000002,")
        .contains("\"template_card\":{\"card_type\":\"button_interaction\"");
  }

  @Test
  void everybodysCard_isUpdatedByOneWord() {
    String code = sendCard().updateCode().orElseThrow();

    account.updateCard(code, WeComAudience.all(), "Done");

    assertThat(application.bodies(WeComApi.UPDATE_CARD).get(0)).startsWith("{\"atall\":1,\"agent");
  }

  @Test
  void code_isNotShown() {
    Receipt receipt = sendCard();

    assertThat(receipt.toString()).doesNotContain(receipt.updateCode().orElseThrow());
  }

  @Test
  void busyUpdate_isUncertain_forTheCodeIsForOneUse() {
    wecom.on(WeComApi.UPDATE_CARD).answer(WeComReply.error(-1));

    assertThat(failed(() -> account.updateCard("c", ZHANGSAN, "Done")).isCertain()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(WeComMediaType.class)
  void upload_givesMediaForThreeDays(WeComMediaType type) {
    String head =
        switch (type) {
          case IMAGE -> "\u0089PNG\r\n\u001a\n";
          case VOICE -> "#!AMR-WB\n";
          case VIDEO -> "\0\0\0\040ftypmp42";
          case FILE -> "%PDF-1.7";
        };

    Media media = account.upload(type, file(64, head));

    assertThat(media.expiresAt()).contains(ManualClock.START.plus(Duration.ofDays(3)));
    assertThat(wecom.counts().uploads()).isEqualTo(1);
    assertThat(application.seen(WeComApi.UPLOAD).get(0).request().query())
        .containsEntry("type", type.word())
        .containsOnlyKeys("access_token", "type");
    assertThat(application.seen(WeComApi.UPLOAD).get(0).request().text())
        .contains("filename=\"报告 %221%22.pdf\"");
  }

  @Test
  void mediaAge_isCountedByWhicheverClockIsBehind() {
    long anHourAgo = ManualClock.START.getEpochSecond() - 3_600;
    String reply =
        "{\"errcode\":0,\"errmsg\":\"\",\"type\":\"file\",\"media_id\":\"M1\",\"created_at\":\"%d\"}";
    wecom.on(WeComApi.UPLOAD).once().answer(WeComReply.json(reply.formatted(anHourAgo)));
    assertThat(account.upload(WeComMediaType.FILE, file(6, "")).expiresAt())
        .contains(ManualClock.START.plus(Duration.ofHours(71)));

    wecom.on(WeComApi.UPLOAD).answer(WeComReply.json(reply.formatted(1_380_000_000L)));
    assertThat(account.upload(WeComMediaType.FILE, file(6, "")).expiresAt())
        .contains(ManualClock.START.plus(Duration.ofHours(72)));
  }

  @Test
  void files_areLookedAtBeforeAnyCall() {
    refused(WeComMediaType.FILE, file(5, ""), "file must have 6 bytes to 20 MB, but had 5 bytes");
    refused(
        WeComMediaType.VOICE,
        file(2 * 1_048_576 + 1, "#!AMR"),
        "voice must have 6 bytes to 2 MB, but had 2097153 bytes");
    refused(
        WeComMediaType.IMAGE,
        file(10, "GIF89a"),
        "image must be JPG or PNG, but begins with other bytes");
    refused(WeComMediaType.VIDEO, file(10, "RIFF"), "video must be MP4");
    refused(WeComMediaType.VOICE, file(10, "ID3"), "voice must be AMR");
    assertThat(wecom.counts().connections()).isZero();
  }

  private void refused(WeComMediaType type, MediaFile file, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> account.upload(type, file))
        .withMessageContaining(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0,\"errmsg\":\"ok\"}",
        "{\"errcode\":0,\"media_id\":7}",
        "{\"errcode\":0,\"media_id\":\"a b\"}",
        "{\"media_id\":\"M1\"}",
        "<html>"
      })
  void upload_withoutAnId_throws(String body) {
    wecom.on(WeComApi.UPLOAD).answer(WeComReply.json(body));

    OperationFailedException failed =
        failed(() -> account.upload(WeComMediaType.FILE, file(6, "")));

    assertThat(failed.failure().reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(failed.isCertain()).isFalse();
  }

  @Test
  void refusedToken_isRenewedForOperationsToo() {
    application.send(Application.text());
    wecom.killTokens();

    assertThat(account.upload(WeComMediaType.FILE, file(6, "")).id()).isNotBlank();
    assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(2);
  }

  @Test
  void robot_takesFilesAndVoiceOnly() {
    WeComRobot robot = application.robot().extension(WeComRobot.class).orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> robot.upload(WeComMediaType.IMAGE, file(10, "\u0089PNG\r\n\u001a\n")))
        .withMessage(
            "a robot takes files and voice only, but the type was image; pictures go into the"
                + " message itself");
    wecom.robot().isDisabled();
    OperationFailedException failed = failed(() -> robot.upload(WeComMediaType.FILE, file(6, "")));
    assertThat(failed.failure().code()).isEqualTo("93004");
    assertThat(failed.isCertain()).isTrue();
  }

  @Test
  void otherExtensions_areNotOffered() {
    assertThat(application.provider().extension(WeComRobot.class)).isEmpty();
    assertThat(application.robot().extension(WeComAccount.class)).isEmpty();
  }
}
