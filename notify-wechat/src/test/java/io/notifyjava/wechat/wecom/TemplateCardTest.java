package io.notifyjava.wechat.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCardTest {

  private static final CardLink LINK = CardLink.url("https://e.com");

  private static void refused(ThrowingCallable code, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private static List<CardOption> options(int count) {
    return IntStream.range(0, count).mapToObj(i -> CardOption.of("o" + i, "t")).toList();
  }

  @Test
  void emptyCards_nameEverythingThatIsMissing() {
    refused(
        () -> TemplateCard.textNotice().build(),
        "TemplateCard (text_notice) has 2 problems:",
        "card_action is missing; call action(link)",
        "main_title and sub_title_text are both missing; call title(text)");
    refused(
        () -> TemplateCard.newsNotice().build(),
        "card_action is missing",
        "main_title is missing",
        "card_image and image_text_area are both missing; call image(url)");
    refused(
        () -> TemplateCard.buttonInteraction().build(),
        "main_title is missing",
        "button_list is missing; call button(text, key)",
        "taskId is missing, which a card that readers can answer must have");
    refused(
        () -> TemplateCard.voteInteraction().build(),
        "checkbox is missing",
        "submit_button is missing; call submit(text, key)",
        "taskId is missing");
    refused(
        () -> TemplateCard.multipleInteraction().build(),
        "select_list is missing",
        "submit_button is missing",
        "taskId is missing");
  }

  @Test
  void lists_areAsLongAsWeComTakes() {
    TextNoticeBuilder text = TemplateCard.textNotice().title("t").action(LINK);
    IntStream.range(0, 7).forEach(i -> text.item(CardItem.text("n", "v")));
    IntStream.range(0, 4).forEach(i -> text.jump("j", LINK));
    refused(
        text::build,
        "horizontal_content_list may have at most 6 parts, but had 7",
        "jump_list may have at most 3 parts, but had 4");

    NewsNoticeBuilder news =
        TemplateCard.newsNotice().title("t").action(LINK).image("https://e.com/p");
    IntStream.range(0, 5).forEach(i -> news.paragraph("p", null));
    refused(news::build, "vertical_content_list may have at most 4 parts, but had 5");

    ButtonCardBuilder buttons = TemplateCard.buttonInteraction().title("t").taskId("1");
    IntStream.range(0, 7).forEach(i -> buttons.button("b", "k"));
    refused(buttons::build, "button_list may have at most 6 parts, but had 7");

    ChoiceCardBuilder choices =
        TemplateCard.multipleInteraction().title("t").taskId("1").submit("s", "k");
    IntStream.range(0, 4)
        .forEach(i -> choices.selection(new CardSelection("q", null, null, options(1))));
    refused(choices::build, "select_list may have at most 3 parts, but had 4");
  }

  @Test
  void options_areLimitedAndDistinct() {
    refused(
        () -> TemplateCard.voteInteraction().oneOf("q", options(21)),
        "checkbox.option_list must be 1 to 20, but were 21");
    refused(
        () -> new CardSelection("q", null, null, options(11)),
        "selection.option_list must be 1 to 10, but were 11");
    refused(
        () -> new CardSelection("q", null, null, Collections.nCopies(2, CardOption.of("o", "t"))),
        "selection.option_list must not hold one id twice");
    refused(
        () -> new CardSelection("q", null, "o9", options(2)),
        "selectedId must be the id of one of the options");
    refused(() -> TemplateCard.textNotice().menu("m", options(4)), "action_list must be 1 to 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a|b", "任务", "a.b"})
  void taskId_hasItsCharacters(String taskId) {
    refused(
        () -> TemplateCard.voteInteraction().taskId(taskId),
        "taskId must be 1 to 128 letters, digits, _, - or @, but had " + taskId.length());
  }

  @Test
  void taskId_isAtMost128Bytes() {
    refused(() -> TemplateCard.textNotice().taskId("x".repeat(129)), "but had 129 characters");
    assertThat(
            TemplateCard.textNotice()
                .title("t")
                .action(LINK)
                .taskId("x".repeat(128))
                .build()
                .taskId())
        .contains("x".repeat(128));
  }

  @Test
  void menu_needsATaskId() {
    refused(
        () -> TemplateCard.textNotice().title("t").action(LINK).menu("m", options(1)).build(),
        "TemplateCard (text_notice): taskId is missing");
  }

  @Test
  void numbers_haveTheirRanges() {
    refused(() -> TemplateCard.textNotice().source("s", null, 4), "color must be 0 to 3");
    refused(() -> TemplateCard.newsNotice().image("https://e.com", 3), "must be 1.3 to 2.25");
    refused(
        () -> TemplateCard.newsNotice().image("https://e.com", Double.NaN), "must be 1.3 to 2.25");
    refused(() -> TemplateCard.buttonInteraction().button("b", "k", 5), "style must be 1 to 4");
  }

  @Test
  void card_isAValue_andItsBuilderMayGoOn() {
    TextNoticeBuilder builder = TemplateCard.textNotice().title("t").action(LINK);
    TemplateCard first = builder.build();
    TemplateCard longer = builder.item(CardItem.text("n", "v")).build();

    assertThat(first)
        .isEqualTo(TemplateCard.textNotice().action(LINK).title("t").build())
        .hasSameHashCodeAs(TemplateCard.textNotice().action(LINK).title("t").build())
        .isNotEqualTo(longer);
    builder.item(CardItem.text("n", "w"));
    assertThat(longer.node().path("horizontal_content_list")).hasSize(1);
    assertThat(first.canBeAnswered()).isFalse();
    assertThat(first).hasToString("TemplateCard[text_notice]");
  }
}
