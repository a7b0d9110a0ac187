package io.notifyjava.template;

import static io.notifyjava.template.Templates.parsedText;
import static io.notifyjava.template.Templates.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Variables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The syntax, in texts; what JSON adds stands in {@link JsonTemplateTest}. */
class TemplateTest {

  @Test
  void a_name_is_replaced_everywhere_by_its_value() {
    assertThat(parsedText("Hi ${NAME}, bye ${NAME}${END}").render(Map.of("NAME", "Li", "END", "!")))
        .isEqualTo("Hi Li, bye Li!");
  }

  @Test
  void a_default_stands_only_where_no_value_is_given() {
    Template template = parsedText("${A:-x y} ${A:-}|${B:-:-$1 $ {}");
    assertThat(template.render(Variables.none())).isEqualTo("x y |:-$1 $ {");
    assertThat(template.render(Map.of("A", "", "B", "b"))).isEqualTo(" |b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$${A}        | ${A}",
        "$$${A}       | $${A}",
        "$${          | ${",
        "$${$${       | ${${",
        "$${A}${A}    | ${A}a",
        "$ $$ $A {A}  | $ $$ $A {A}",
        "{{A}} %s $1  | {{A}} %s $1",
        "a}b${A}}     | a}ba}",
        "5 ${A} $     | 5 a $",
      })
  void what_is_no_placeholder_stays_as_it_is(String source, String rendered) {
    assertThat(parsedText(source).render(Map.of("A", "a"))).isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1",
        "${X}",
        "${A}",
        "$${A}",
        "\\",
        "\\$",
        "\"'",
        "a\nb\r\n",
        "😀",
        "}",
        "${A:-b}",
        " ",
        "",
        "\u0000",
        "\u202Eabc"
      })
  void a_value_is_inserted_once_as_it_is(String value) {
    assertThat(parsedText("<${A}>").render(Map.of("A", value, "X", "evil")))
        .isEqualTo("<" + value + ">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "A9", "order.item-2_x", "A--B", "a.", "OPENID"})
  void names_may_hold_letters_digits_dot_dash_and_underscore(String name) {
    assertThat(parsedText("${" + name + "}").render(Map.of(name, "v"))).isEqualTo("v");
  }

  @Test
  void names_may_have_64_characters_and_no_more() {
    assertThat(parsedText("${" + "n".repeat(64) + "}").names()).containsExactly("n".repeat(64));
    assertThatThrownBy(() -> parsedText("${" + "n".repeat(2048) + "}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 't', line 1, column 1: a placeholder's name must have at most 64 characters,"
                + " but had 2048");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "${}        | the placeholder ${} has no name",
        "${:-x}     | a placeholder's name must start with A-Z, a-z or _, but found ':' (U+003A)",
        "${ a }     | a placeholder's name must start with A-Z, a-z or _, but found U+0020",
        "${1}       | a placeholder's name must start with A-Z, a-z or _, but found '1' (U+0031)",
        "${姓名}     | a placeholder's name must start with A-Z, a-z or _, but found '姓' (U+59D3)",
        "${😀}      | a placeholder's name must start with A-Z, a-z or _, but found U+1F600",
        "${a b}     | '_', '.' and '-' must end with } or :-, but found U+0020",
        "${a:b}     | '_', '.' and '-' must end with } or :-, but found ':' (U+003A)",
        "${a:?b}    | '_', '.' and '-' must end with } or :-, but found ':' (U+003A)",
        "${naïve}   | '_', '.' and '-' must end with } or :-, but found 'ï' (U+00EF)",
        "${${a}}    | a placeholder's name must start with A-Z, a-z or _, but found '$' (U+0024)",
        "${         | the placeholder is not closed with }",
        "${a        | the placeholder is not closed with }",
        "${a:-      | the placeholder is not closed with }",
        "${a:       | '_', '.' and '-' must end with } or :-, but found ':' (U+003A)",
        "${a:-b c   | the placeholder is not closed with }",
      })
  void a_malformed_placeholder_is_refused_with_what_to_write(String source, String problem) {
    assertThatThrownBy(() -> parsedText("ok ${OK}\r\n\n  " + source))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't', line 3, column 3: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("; write ${NAME} or ${NAME:-default}, or $${ for a literal ${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${A:-${B}}", "${A:-x $${B}}"})
  void a_placeholder_inside_a_default_is_refused(String source) {
    assertThatThrownBy(() -> parsedText(source))
        .hasMessage(
            "Template 't', line 1, column 1: the default of ${A} holds another ${; a default is"
                + " plain text without ${ and }: give A its value where you fill the template");
  }

  @ParameterizedTest
  @CsvSource({"'\n${}',2,1", "'\r${}',2,1", "'\r\n ${}',2,2", "'\n\r${}',3,1", "'a${}\n',1,2"})
  void lines_end_as_on_any_system(String source, int line, int column) {
    assertThatThrownBy(() -> parsedText(source))
        .hasMessageStartingWith("Template 't', line " + line + ", column " + column + ": ");
  }

  @Test
  void all_missing_names_stand_in_one_error_in_order_of_appearance() {
    Template template = parsedText("${Z} ${A:-x} ${GIVEN} ${A} ${M} ${Z}");
    assertThatThrownBy(() -> template.render(Variables.of("GIVEN", "13800138000")))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 't': 3 variables have no value: Z, A, M; give a value, or write"
                + " ${Z:-default} in the template");
  }

  @Test
  void one_missing_name_is_named() {
    assertThatThrownBy(() -> parsedText("${A}").render(Variables.none()))
        .hasMessage(
            "Template 't': 1 variable has no value: A; give a value, or write ${A:-default} in the"
                + " template");
  }

  @Test
  void null_in_a_map_counts_as_missing() {
    Map<String, String> nothing = new HashMap<>();
    nothing.put("A", null);
    assertThat(parsedText("${A:-x}").render(nothing)).isEqualTo("x");
    assertThatThrownBy(() -> parsedText("${A}").render(nothing))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("1 variable has no value: A");
  }

  @Test
  void variables_that_are_not_used_are_ignored() {
    assertThat(parsedText("x").render(Map.of("UNUSED", "\uD800"))).isEqualTo("x");
  }

  @Test
  void the_names_are_told_in_order_of_appearance() {
    Template template = parsedText("${Z} ${B:-1} ${A:-2} ${A} ${Z:-3}");
    assertThat(template.names()).containsExactly("Z", "B", "A");
    assertThat(template.requiredNames()).containsExactly("Z", "A");
    assertThatThrownBy(() -> template.names().add("X"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_text_without_placeholders_is_itself() {
    assertThat(parsedText("").render(Variables.none())).isEmpty();
    assertThat(parsedText("plain\n").render(Variables.none())).isEqualTo("plain\n");
    assertThat(parsedText("plain").names()).isEmpty();
  }

  @Test
  void half_a_surrogate_pair_in_a_value_names_the_variable_only() {
    assertThatThrownBy(() -> parsedText("${A} ${B}").render(Map.of("A", "😀", "B", "secret\uD83D")))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't': the value of B holds half of a surrogate pair")
        .hasMessageNotContaining("secret");
  }

  @Test
  void two_halves_from_two_values_are_not_one_character() {
    assertThatThrownBy(() -> parsedText("${A}${B}").render(Map.of("A", "\uD83D", "B", "\uDE00")))
        .hasMessageContaining("the value of A holds half of a surrogate pair");
  }

  @Test
  void half_a_surrogate_pair_in_the_source_is_refused() {
    assertThatThrownBy(() -> parsedText("a\n\uDE00"))
        .hasMessage(
            "Template 't', line 2, column 1: half of a surrogate pair; write the whole character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TEXT", "JSON"})
  void a_byte_order_mark_is_refused(TemplateFormat format) {
    assertThatThrownBy(() -> Template.parse(new StoredTemplate("t", "", format, "\uFEFF{}")))
        .hasMessage(
            "Template 't', line 1, column 1: the source starts with a byte order mark; save it as"
                + " UTF-8 without one");
  }

  @Test
  void it_keeps_key_title_and_format_and_shows_no_content() {
    Template template =
        Template.parse(new StoredTemplate("k", "Title", TemplateFormat.TEXT, "secret ${A}"));
    assertThat(template.key()).isEqualTo("k");
    assertThat(template.title()).isEqualTo("Title");
    assertThat(template.format()).isEqualTo(TemplateFormat.TEXT);
    assertThat(template).hasToString("Template[key=k, format=TEXT, names=[A]]");
    assertThat(text("k", "secret"))
        .hasToString("StoredTemplate[key=k, format=TEXT, source=***(6)]");
  }
}
