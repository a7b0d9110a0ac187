package io.notifyjava.template;

import static io.notifyjava.template.Templates.json;
import static io.notifyjava.template.Templates.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Variables;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large and hostile input ends soon, well or with a typed error. */
class TemplateLimitsTest {

  private static final TemplateLimits DEFAULTS = TemplateLimits.defaults();
  private static final TemplateLimits HIGH =
      DEFAULTS.withMaxSourceLength(2_000_000).withMaxRenderedLength(16_000_000);

  @Test
  void the_defaults_are_the_documented_ones() {
    assertThat(DEFAULTS).isEqualTo(new TemplateLimits(1_000, 65_536, 1_048_576));
    assertThat(DEFAULTS.withMaxTemplates(5).maxTemplates()).isEqualTo(5);
    assertThat(HIGH).isEqualTo(new TemplateLimits(1_000, 2_000_000, 16_000_000));
  }

  @Test
  void limits_at_the_ends_of_their_ranges_are_accepted() {
    assertThat(new TemplateLimits(1, 1, 1)).isNotNull();
    assertThat(new TemplateLimits(100_000, 16_777_216, 16_777_216)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 16_777_217, Integer.MAX_VALUE})
  void limits_out_of_range_are_refused(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withMaxTemplates(value))
        .withMessage("maxTemplates must be 1 to 100000, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withMaxSourceLength(value))
        .withMessage("maxSourceLength must be 1 to 16777216, but was " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withMaxRenderedLength(value))
        .withMessage("maxRenderedLength must be 1 to 16777216, but was " + value);
  }

  @Test
  void a_source_may_be_as_long_as_the_limit_and_no_longer() {
    TemplateLimits limits = DEFAULTS.withMaxSourceLength(5);
    assertThat(Template.parse(text("t", "12345"), limits).render(Variables.none()))
        .isEqualTo("12345");
    assertThatThrownBy(() -> Template.parse(text("t", "123456"), limits))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 't': the source must have at most 5 characters, but had 6; shorten it or"
                + " raise TemplateLimits.maxSourceLength");
  }

  @Test
  void a_filled_template_may_be_as_long_as_the_limit_and_no_longer() {
    Template template =
        Template.parse(text("t", "${A}-${B:-xy}-${A}"), DEFAULTS.withMaxRenderedLength(10));
    assertThat(template.render(Map.of("A", "123"))).isEqualTo("123-xy-123");
    assertThatThrownBy(() -> template.render(Map.of("A", "s3c", "B", "s3cr3t")))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 't': filled, it would have at least 14 characters, but at most 10 are allowed"
                + " (the longest value is that of B); shorten the values or raise"
                + " TemplateLimits.maxRenderedLength");
  }

  @Test
  void escapes_count() {
    Template template = Template.parse(json("t", "\"${A}\""), DEFAULTS.withMaxRenderedLength(10));
    assertThat(template.render(Map.of("A", "\"\"\"\""))).hasSize(10);
    assertThatThrownBy(() -> template.render(Map.of("A", "\"\"\"\"\"")))
        .hasMessageContaining("it would have at least 12 characters, but at most 10");
  }

  @Test
  void a_literal_alone_can_be_too_long() {
    Template template = Template.parse(text("t", "12345"), DEFAULTS.withMaxRenderedLength(4));
    assertThatThrownBy(() -> template.render(Variables.none()))
        .hasMessageContaining("it would have at least 5 characters, but at most 4 are allowed;");
  }

  @ParameterizedTest
  @EnumSource(TemplateFormat.class)
  void a_value_of_ten_million_characters_is_refused_quickly(TemplateFormat format) {
    Template template = Template.parse(new StoredTemplate("t", "", format, "\"${A}\""));
    String value = "\u0001".repeat(10_000_000);
    assertThatThrownBy(() -> quickly(() -> template.render(Map.of("A", value))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("at least 10000002 characters, but at most 1048576 are allowed");
  }

  @Test
  void a_value_repeated_many_times_is_refused_before_memory_is_taken_for_it() {
    Template template = Template.parse(text("t", "${A}".repeat(16_000)));
    String value = "x".repeat(1_000_000);
    assertThatThrownBy(() -> quickly(() -> template.render(Map.of("A", value))))
        .hasMessageContaining("at least 16000000000 characters");
  }

  @ParameterizedTest
  @EnumSource(TemplateFormat.class)
  void ten_thousand_variables_are_filled_quickly(TemplateFormat format) {
    StringBuilder source = new StringBuilder("\"");
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      source.append("${V").append(i).append("} ");
      values.put("V" + i, "value" + i);
    }
    StoredTemplate stored = new StoredTemplate("t", "", format, source.append('"').toString());
    String rendered = quickly(() -> Template.parse(stored, HIGH).render(values));
    assertThat(rendered).startsWith("\"value0 value1 ").endsWith("value9999 \"");
  }

  @Test
  void ten_thousand_missing_variables_are_all_named_quickly() {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      source.append("${V").append(i).append('}');
    }
    Template template = Template.parse(text("t", source.toString()), HIGH);
    assertThatThrownBy(() -> quickly(() -> template.render(Variables.none())))
        .hasMessageContaining("10000 variables have no value: V0, V1, V2,")
        .hasMessageContaining(" V9999;");
  }

  @Test
  void a_template_of_a_million_characters_is_parsed_and_filled_quickly() {
    String text = "Dear ${NAME:-customer}, $${x} your \u4f60\u597d.\n".repeat(30_000);
    assertThat(text.length()).isGreaterThan(1_000_000);
    assertThatThrownBy(() -> quickly(() -> Template.parse(text("t", text))))
        .hasMessageContaining("the source must have at most 65536 characters");
    assertThat(quickly(() -> Template.parse(text("t", text), HIGH).render(Variables.none())))
        .isEqualTo("Dear customer, ${x} your \u4f60\u597d.\n".repeat(30_000));

    String item = "{\"k\":\"$ ${NAME}\\\\\"},";
    String document = "[" + item.repeat(60_000) + "1]";
    assertThat(document.length()).isGreaterThan(1_000_000);
    assertThat(
            quickly(() -> Template.parse(json("t", document), HIGH).render(Map.of("NAME", "\""))))
        .startsWith("[{\"k\":\"$ \\\"\\\\\"},{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "$${", "$", "${A:-", "${A", "{", "\"${A}\",", "\\"})
  void a_hundred_thousand_of_anything_ends_quickly(String part) {
    String source = part.repeat(100_000);
    for (StoredTemplate stored :
        new StoredTemplate[] {
          text("t", source), json("t", source), json("t", "[\"" + source), json("t", "[" + source)
        }) {
      quickly(
          () -> {
            try {
              return Template.parse(stored, HIGH).render(Map.of("A", "a"));
            } catch (TemplateException e) {
              return String.valueOf(e.getMessage());
            }
          });
    }
  }

  @Test
  void a_hundred_thousand_strings_without_a_dollar_are_read_in_one_pass() {
    String source = "[" + "\"x\",".repeat(100_000) + "\"${A}\"]";
    assertThat(quickly(() -> Template.parse(json("t", source), HIGH).render(Map.of("A", "a"))))
        .endsWith(",\"a\"]");
  }

  /**
   * A second of processor time is what the reliability promise allows; a quadratic pass takes
   * minutes. Time of this thread and not of the wall, so that a busy machine changes nothing.
   */
  private static <T> T quickly(Supplier<T> work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    T result = work.get();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun))
        .isLessThan(Duration.ofSeconds(1));
    return result;
  }
}
