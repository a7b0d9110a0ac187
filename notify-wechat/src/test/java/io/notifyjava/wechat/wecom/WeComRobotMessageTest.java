package io.notifyjava.wechat.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.MiniProgram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeComRobotMessageTest {

  private static final CardLink LINK = CardLink.url("https://e.com");

  private static void refused(ThrowingCallable code, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void recipient_isTheGroupUnderAName_neverTheKey() {
    assertThat(WeComRobotMessage.to("on-call engineers").text("x").build().recipient())
        .isEqualTo(new Recipient("wecom-robot", "on-call engineers"))
        .hasToString("wecom-robot:on-***rs");
    assertThat(WeComRobotMessage.builder().text("x").account("ops").build().recipient().value())
        .isEqualTo("ops");
    assertThat(WeComRobotMessage.builder().text("x").build().recipient().value())
        .isEqualTo("robot");
  }

  @Test
  void nothingToSay_isRefused() {
    refused(() -> WeComRobotMessage.to("a").build(), "the content is missing; call text(text)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@all", "a|b", "a b", ""})
  void mention_isOneMember(String id) {
    refused(() -> WeComRobotMessage.builder().mention(id), "userId must");
    refused(() -> WeComRobotMessage.builder().mentionMobile(id), "mobile must be 5 to 20 digits");
  }

  @Test
  void mentions_goWithText() {
    refused(
        () -> WeComRobotMessage.builder().markdown("x").mentionAll().build(),
        "mentions go with text only; write <@userid> into Markdown instead");
  }

  @Test
  void cardsThatCanBeAnswered_areNotForRobots() {
    TemplateCard card =
        TemplateCard.buttonInteraction().title("t").taskId("1").button("b", "k").build();
    refused(
        () -> WeComRobotMessage.builder().content(card).build(),
        "a robot sends text_notice and news_notice cards without a menu only");
    refused(
        () ->
            WeComRobotMessage.builder()
                .content(
                    new News(
                        List.of(
                            new News.Article("t", null, null, null, new MiniProgram("w", null)))))
                .build(),
        "articles of a robot need a url; it cannot open mini programs");
    assertThat(
            WeComRobotMessage.builder()
                .content(TemplateCard.textNotice().title("t").action(LINK).build())
                .build()
                .content()
                .msgType())
        .isEqualTo("template_card");
  }

  @Test
  void picture_isJpgOrPngOfAtMostTwoMegabytes() {
    refused(
        () -> WeComRobotMessage.builder().image("GIF89a..".getBytes(StandardCharsets.US_ASCII)),
        "image must be JPG or PNG, but begins with the bytes of neither");
    refused(() -> WeComRobotMessage.builder().image(new byte[0]), "image must be JPG or PNG");
    byte[] large = new byte[2 * 1024 * 1024 + 1];
    large[0] = (byte) 0xff;
    large[1] = (byte) 0xd8;
    large[2] = (byte) 0xff;
    refused(
        () -> WeComRobotMessage.builder().image(large),
        "image must have at most 2097152 bytes, but had 2097153");
  }

  @Test
  void picture_isCopied() {
    byte[] bytes = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1};
    RobotContent.Image image = RobotContent.Image.of(bytes);
    bytes[3] = 2;

    assertThat(image.bytes()[3]).isEqualTo((byte) 1);
    assertThat(image)
        .isEqualTo(RobotContent.Image.of(image.bytes()))
        .hasSameHashCodeAs(RobotContent.Image.of(image.bytes()))
        .isNotEqualTo(RobotContent.Image.of(bytes))
        .hasToString("Image[4 bytes]");
  }

  @Test
  void message_isAValue() {
    WeComRobotMessage message =
        WeComRobotMessage.to("a").text("x").mention("bob").mentionAll().build();

    assertThat(message)
        .isEqualTo(message.toBuilder().build())
        .hasSameHashCodeAs(message.toBuilder().build())
        .isNotEqualTo(message.toBuilder().mention("eve").build())
        .isNotEqualTo(message.toBuilder().to("b").build());
  }

  @Test
  void split_keepsLinesTogether() {
    assertThat(WeComRobotMessage.split("aa\nbb\ncc", 5)).containsExactly("aa\nbb", "cc");
    assertThat(WeComRobotMessage.split("aa\nbb\ncc", 8)).containsExactly("aa\nbb\ncc");
    assertThat(WeComRobotMessage.split("aa\n\n\nbb", 4)).containsExactly("aa\n\n", "bb");
    assertThat(WeComRobotMessage.split("\n\n", 4)).isEmpty();
  }

  @Test
  void split_cutsALongLineBetweenCharacters() {
    assertThat(WeComRobotMessage.split("a😀😀b", 5)).containsExactly("a😀", "😀b");
    assertThat(WeComRobotMessage.split("好好好", 7)).containsExactly("好好", "好");
    refused(
        () -> WeComRobotMessage.split("x", 3),
        "maxBytes must be 4 or more, so that any character fits, but was 3");
    refused(() -> WeComRobotMessage.split("a\uD83D", 9), "half a surrogate pair");
  }

  /** Whatever the text: pieces are short enough, whole, and hold everything but line breaks. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void split_losesNothing(long seed) {
    Random random = new Random(seed);
    String[] signs = {"a", "é", "好", "😀", "\n", " ", "line"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(signs[random.nextInt(signs.length)]);
    }
    int most = 4 + random.nextInt(300);

    List<String> pieces = WeComRobotMessage.split(text.toString(), most);

    assertThat(pieces).allSatisfy(piece -> assertThat(bytes(piece)).isLessThanOrEqualTo(most));
    assertThat(String.join("", pieces).replaceAll("\\s", ""))
        .isEqualTo(text.toString().replaceAll("\\s", ""));
  }

  @Test
  void utf8_isCountedAsItIsWritten() {
    String text = "aé好😀" + "x".repeat(9) + "\u07FF\u0800\uFFFF";
    assertThat(Utf8.length(text)).isEqualTo(bytes(text));
    assertThat(Utf8.cut("好😀", 6)).isEqualTo("好");
    assertThat(Utf8.cut("好😀", 7)).isEqualTo("好😀");
    assertThat(Utf8.cut("好", 2)).isEmpty();
  }
}
