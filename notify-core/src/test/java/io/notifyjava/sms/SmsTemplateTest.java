package io.notifyjava.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.message.Variables;
import io.notifyjava.result.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsTemplateTest {

  private static List<String> problemsOf(SmsTemplate.Builder builder) {
    return catchThrowableOfType(ConfigurationException.class, builder::build).problems();
  }

  @Nested
  class WhenBuilt {

    @Test
    void the_placeholders_of_the_text_are_its_variables_unless_some_are_declared() {
      SmsTemplate template = SmsTemplate.named("a").text("${b} ${a} ${c:-x} ${b}").build();

      assertThat(template.variables())
          .containsExactly(
              SmsVariable.of("b"), SmsVariable.of("a"), SmsVariable.of("c").optional());
    }

    @Test
    void a_mapping_without_an_order_has_that_of_the_variables() {
      SmsTemplate template =
          SmsTemplate.named("a")
              .variable("z")
              .variable("b")
              .mapping(
                  "sms-x", SmsMapping.builder().templateId("1").signName("示例").setting("from", "7"))
              .mapping("sms-y", SmsMapping.builder().signName("示例"))
              .build();

      assertThat(template.mappings().get("sms-x"))
          .isEqualTo(
              SmsMapping.builder()
                  .templateId("1")
                  .signName("示例")
                  .setting("from", "7")
                  .order("z", "b")
                  .build());
      assertThat(template.mappings().get("sms-y").order()).isEmpty();
    }

    @Test
    void every_problem_is_told_at_once() {
      SmsTemplate.Builder builder =
          SmsTemplate.named("captcha")
              .text("${cdoe} ${hint}")
              .variable(SmsVariable.of("code").withMaxLength(3).withDefault("12345"))
              .variable("code")
              .variable(SmsVariable.of("hint").optional())
              .mapping("sms-x", SmsMapping.builder().templateId("1").order("code", "mintues"))
              .mapping("sms-y", SmsMapping.builder().order("hint", "code", "code"));

      assertThat(problemsOf(builder))
          .containsExactly(
              "Template 'captcha': the default of variable 'code' must have at most 3 characters, but had 5; shorten the value",
              "Template 'captcha': declares variable 'code' twice; take one of them out",
              "Template 'captcha': the text names ${cdoe}, which is none of its variables [code, hint]; declare it or correct it",
              "Template 'captcha': the text needs ${hint}, which a message may leave out; write ${hint:-} or give the variable a default",
              "Template 'captcha': the order of mapping 'sms-x' names 'mintues', which is none of its variables [code, hint]; declare it or correct it",
              "Template 'captcha': mapping 'sms-y' needs a value of 'hint', which a message may leave out; give the variable a default, or leave it out of the order",
              "Template 'captcha': the order of mapping 'sms-y' holds 'code' twice; to send a value twice, give it a second name there");
    }

    @Test
    void a_text_that_cannot_be_parsed_is_refused_with_its_place() {
      assertThat(problemsOf(SmsTemplate.named("a").text("ab ${ x }")))
          .singleElement()
          .asString()
          .startsWith("Template 'a', line 1, column 4: ");
    }

    @Test
    void a_placeholder_that_no_variable_can_have_is_refused() {
      assertThat(problemsOf(SmsTemplate.named("a").text("${b.c}")))
          .singleElement()
          .asString()
          .startsWith("Template 'a': Variable name must be")
          .endsWith("but was: b.c");
    }

    @Test
    void a_template_that_nobody_could_send_is_refused() {
      assertThat(problemsOf(SmsTemplate.named("a").variable("b")))
          .containsExactly(
              "Template 'a': has neither a text nor a mapping, so no account could send it; add one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1a", "a.b", "验证码", "a b"})
    void its_name_is_letters_and_digits(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SmsTemplate.named(name))
          .withMessageEndingWith("but was: " + name);
    }
  }

  @Nested
  class AMapping {

    @ParameterizedTest
    @ValueSource(strings = {"示例", "【示例】", "[示例]", " 【 示例 】 ", "【[示例]】"})
    void has_its_sign_name_without_brackets(String written) {
      assertThat(SmsMapping.builder().signName(written).build().signName()).contains("示例");
    }

    @Test
    void keeps_brackets_that_are_part_of_the_name() {
      assertThat(SmsMapping.builder().signName("A【B】").build().signName()).contains("A【B】");
    }

    @Test
    void refuses_a_sign_name_that_is_only_brackets() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SmsMapping.builder().signName("【 】"))
          .withMessage("signName without its brackets must not be blank");
    }

    @Test
    void refuses_settings_under_another_kind_of_name() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SmsMapping.builder().setting("templateId", "1"))
          .withMessage(
              "Setting name must be 1 to 64 characters: lower-case words joined by hyphens; but was: templateId");
    }

    @Test
    void of_an_account_wins_over_that_of_its_type() {
      SmsTemplate template =
          SmsTemplate.named("a")
              .mapping("sms-x", SmsMapping.builder().templateId("of-type"))
              .mapping("main", SmsMapping.builder().templateId("of-account"))
              .build();

      assertThat(template.mapping("main", "sms-x").flatMap(SmsMapping::templateId))
          .contains("of-account");
      assertThat(template.mapping("other", "sms-x").flatMap(SmsMapping::templateId))
          .contains("of-type");
      assertThat(template.mapping("other", "sms-y")).isEmpty();
    }
  }

  @Nested
  class TheValuesOfAMessage {

    private final SmsTemplate template =
        SmsTemplate.named("captcha")
            .text("${code}")
            .variable(SmsVariable.of("code").withPattern("[0-9]{4}"))
            .variable(SmsVariable.of("minutes").withDefault("5"))
            .build();

    @Test
    void are_all_right() {
      assertThat(template.problems(Variables.of("code", "1234"))).isEmpty();
    }

    @Test
    void are_named_one_by_one_where_they_are_not_and_never_shown() {
      Variables values =
          Variables.of(Map.of("code", "98765")).with("minutes", "").with("cdoe", "98765");

      assertThat(template.problems(values))
          .containsExactly(
              "Template 'captcha', variable 'code': must match [0-9]{4}, but does not; correct the value",
              "Template 'captcha', variable 'minutes': must not be blank, for vendors refuse that; give a value",
              "Template 'captcha': has no variable 'cdoe', only [code, minutes]; correct the name in .with(...)")
          .noneMatch(problem -> problem.contains("98765"));
    }

    @Test
    void that_are_missing_are_named_with_what_to_write() {
      assertThat(template.problems(Variables.none()))
          .containsExactly(
              "Template 'captcha', variable 'code': has no value; add .with(\"code\", ...)");
    }

    @Test
    void with_a_name_that_could_be_anything_are_told_by_its_length() {
      assertThat(template.problems(Variables.of("code", "1234").with("13800138000\n", "x")))
          .containsExactly(
              "Template 'captcha': has no variable ***(12), only [code, minutes]; correct the name in .with(...)");
    }
  }
}
