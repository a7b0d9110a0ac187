package io.notifyjava.template;

import static io.notifyjava.template.Templates.parsedJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.message.Variables;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTemplateTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "\\\"",
        "\\n",
        "</script>",
        "\u2028\u2029",
        "\u0000",
        "\b\f\n\r\t\u000B\u001F",
        "\u007F\u0085",
        "😀🏽",
        "\u202Eevil",
        "\",\"touser\":\"evil",
        "\"}],\"x\":[{\"",
        "${X}",
        "$1",
        "\\u0022",
        "",
        "12",
        "null",
        "\uFEFF",
        "\uFFFF",
        "/*",
        "//"
      })
  void any_value_stays_one_leaf_of_the_same_structure(String value) throws Exception {
    String rendered =
        parsedJson("{\"touser\":\"${TO}\",\"data\":[{\"v\":\"<${V}>\"},1,true,null]}")
            .render(Map.of("TO", "o1", "V", value, "X", "evil"));
    byte[] utf8 = rendered.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(rendered);
    assertThat(MAPPER.readTree(utf8))
        .isEqualTo(
            MAPPER
                .createObjectNode()
                .put("touser", "o1")
                .set(
                    "data",
                    MAPPER
                        .createArrayNode()
                        .add(MAPPER.createObjectNode().put("v", "<" + value + ">"))
                        .add(1)
                        .add(true)
                        .addNull()));
  }

  @Test
  void every_c0_control_is_escaped_and_nothing_above_is() throws Exception {
    Template template = parsedJson("\"${V}\"");
    for (char c = 0; c < ' '; c++) {
      String rendered = template.render(Map.of("V", "a" + c + "b"));
      assertThat(rendered).matches("\"a\\\\([bfnrt]|u00[01][0-9a-f])b\"");
      assertThat(MAPPER.readTree(rendered).textValue()).isEqualTo("a" + c + "b");
    }
    assertThat(template.render(Map.of("V", "中文/<>&=' \u007F\u2028\u2029😀")))
        .isEqualTo("\"中文/<>&=' \u007F\u2028\u2029😀\"");
  }

  @Test
  void short_escapes_are_used_where_there_are_some() {
    assertThat(parsedJson("\"${V}\"").render(Map.of("V", "\"\\\b\f\n\r\t\u0001\u001f")))
        .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"");
  }

  @Test
  void the_rest_of_the_document_stays_byte_for_byte() {
    String source = "\r\n{ \"a\\u0041\" : [ 1.50e+3 , \"\\/\\u4f60 $${x}\" ] ,\t\"b\":\"${B}\" }\n";
    assertThat(parsedJson(source).render(Map.of("B", "b")))
        .isEqualTo(source.replace("$${x}", "${x}").replace("${B}", "b"));
  }

  @Test
  void a_number_in_quotes_stays_a_string() throws Exception {
    JsonNode node = MAPPER.readTree(parsedJson("{\"n\":\"${N}\"}").render(Map.of("N", "12")));
    assertThat(node.get("n").isTextual()).isTrue();
    assertThat(node.get("n").textValue()).isEqualTo("12");
  }

  @Test
  void a_default_is_json_text_as_written() throws Exception {
    Template template = parsedJson("[\"${A:-say \\\"hi\\\"\\n\\u4f60, [1]:2}\"]");
    assertThat(MAPPER.readTree(template.render(Variables.none())).get(0).textValue())
        .isEqualTo("say \"hi\"\n你, [1]:2");
    assertThat(template.render(Map.of("A", "\""))).isEqualTo("[\"\\\"\"]");
  }

  @Test
  void an_escaped_dollar_is_a_dollar() throws Exception {
    String rendered = parsedJson("[\"\\u0024${A} \\u0024{A}\"]").render(Map.of("A", "5"));
    assertThat(MAPPER.readTree(rendered).get(0).textValue()).isEqualTo("$5 ${A}");
  }

  @Test
  void a_backslash_before_a_placeholder_does_not_hide_it() throws Exception {
    String rendered = parsedJson("[\"\\\\${A}\"]").render(Map.of("A", "\""));
    assertThat(MAPPER.readTree(rendered).get(0).textValue()).isEqualTo("\\\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": ${n}}              | 7",
        "{\"a\":\"x\",\"b\":${n}}   | 14",
        "[1,${n}]                   | 4",
        "[1${n}]                    | 3",
        "[tru${n}]                  | 5",
        "[-${n}]                    | 3",
        "${n}                       | 1",
        "{${n}:1}                   | 2",
        "{\"a\":1}${n}              | 8",
        "[\"a\"${n}]                | 5",
        "{\"q\\\"\":1,${n}:1}      | 10",
      })
  void a_placeholder_without_quotes_is_refused(String source, int column) {
    assertThatThrownBy(() -> parsedJson(source))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 't', line 1, column "
                + column
                + ": a placeholder may stand only inside a string value, but this one has no quotes"
                + " around it; put it in quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"${k}\":1}", "{\"$${k\":1}", "{\"a\":{\"b\":\"${x}\",\"c${k:-d}\":1}}"})
  void a_placeholder_in_a_field_name_is_refused(String source) {
    int column = source.indexOf("${k") + 1;
    assertThatThrownBy(() -> parsedJson(source))
        .hasMessage(
            "Template 't', line 1, column "
                + column
                + ": a placeholder may stand only inside a string value, but this one is in a field"
                + " name; write the name out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":\"${}\"}      | 7 | the placeholder ${} has no name",
        "{\"a\":\"${x\"}      | 7 | the placeholder is not closed",
        "{\"a\":\"${x:-\"}    | 7 | the placeholder is not closed",
        "{\"a\":\"${\",\"b\":\"}\"}  | 7 | the placeholder is not closed",
        "{\"a\":\"$\",\"b\":\"${ x}\"} | 15 | must start with A-Z, a-z or _, but found U+0020",
        "{\"a\":\"${\\u0041}\"} | 7 | must start with A-Z, a-z or _, but found '\\' (U+005C)",
        "{\"a\":\"${A:-${B}}\"} | 7 | the default of ${A} holds another ${",
      })
  void a_malformed_placeholder_is_refused_within_its_string(
      String source, int column, String problem) {
    assertThatThrownBy(() -> parsedJson(source))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't', line 1, column " + column + ": ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{                     | the JSON is not valid: Unexpected end-of-input: expected close marker for Object",
        "{\"a\":1,}            | the JSON is not valid: Unexpected character ('}' (code 125))",
        "[1,]                  | the JSON is not valid: Unexpected character (']' (code 93))",
        "{a:1}                 | was expecting double-quote to start field name",
        "{'a':1}               | was expecting double-quote to start field name",
        "{\"a\":1,\"a\":2}     | the JSON is not valid: Duplicate field 'a'",
        "{\"a\":1,\"\\u0061\":2} | the JSON is not valid: Duplicate field 'a'",
        "{\"x\":{\"a\":1,\"b\":1,\"c\":1,\"a\":2}} | the JSON is not valid: Duplicate field 'a'",
        "/* c */ {}            | maybe a (non-standard) comment?",
        "{} // c               | maybe a (non-standard) comment?",
        "# c                   | Unexpected character ('#' (code 35))",
        "{} {}                 | line 1, column 4: a second JSON value; remove it",
        "{}]                   | the JSON is not valid: Unexpected close marker ']'",
        "1 2                   | line 1, column 3: a second JSON value; remove it",
        "\"a\" \"b\"           | line 1, column 5: a second JSON value; remove it",
        "[NaN]                 | the JSON is not valid: Non-standard token 'NaN'",
        "[01]                  | Leading zeroes not allowed",
        "[+1]                  | the JSON is not valid: ",
        "[.5]                  | the JSON is not valid: ",
        "[True]                | the JSON is not valid: Unrecognized token 'True'",
        "[\"\\q\"]             | Unrecognized character escape 'q'",
        "[\"\\${A}\"]          | Unrecognized character escape '$'",
        "[\"\\u00${A}\"]       | expected a hex-digit for character escape sequence",
        "[\"${A\\}\"]          | Unrecognized character escape '}'",
        "[nul, \"${A}\"]        | Unrecognized token 'nul'",
        "[nul,${A}]            | Unrecognized token 'nul'",
        "[nul ${A}]            | Unrecognized token 'nul'",
        "[\"a${A}              | was expecting closing quote for a string value",
      })
  void what_is_not_strict_json_is_refused_at_load(String source, String problem) {
    assertThatThrownBy(() -> parsedJson(source))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't', line 1, column ")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("StreamReadFeature")
        .hasMessageNotContaining("JsonReadFeature")
        .hasMessageNotContaining("quotes around it");
  }

  @Test
  void errors_of_json_say_line_and_column() {
    assertThatThrownBy(() -> parsedJson("{\n  \"a\": 1,\r\n  \"a\": 2\n}"))
        .hasMessageStartingWith("Template 't', line 3, column ");
    assertThatThrownBy(() -> parsedJson("{\n  \"a\": \"x\n\"}"))
        .hasMessageStartingWith("Template 't', line 2, column ")
        .hasMessageContaining("Illegal unquoted character");
    assertThatThrownBy(() -> parsedJson("{\n\n  \"a\": ${n}}"))
        .hasMessageStartingWith("Template 't', line 3, column 8: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void an_empty_document_is_refused(String source) {
    assertThatThrownBy(() -> parsedJson(source))
        .hasMessage("Template 't', line 1, column 1: the template is empty; write one JSON value");
  }

  @Test
  void what_jackson_limits_is_a_typed_error_too() {
    assertThatThrownBy(() -> parsedJson("[".repeat(2_000) + "]".repeat(2_000)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> parsedJson("[" + "1".repeat(2_000) + "]"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Number value length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"\\ud83d\"]", "[\"\\ud83d${A}\\ude00\"]", "[\"${A:-\\ud83d}\"]"})
  void an_escaped_half_of_a_surrogate_pair_is_refused(String source) {
    assertThatThrownBy(() -> parsedJson(source))
        .hasMessage(
            "Template 't', line 1, column 2: the string holds half of a surrogate pair; write both"
                + " halves");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"\\ude00\":1}", "{\"\\ud83d\":1}", "{\"\\ud83d\\ud83d\":1}"})
  void an_escaped_half_of_a_surrogate_pair_in_a_field_name_is_refused(String source) {
    assertThatThrownBy(() -> parsedJson(source))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't', line 1, column ")
        .hasMessageContaining("surrogate");
  }

  @Test
  void a_field_name_cannot_break_the_error_line() {
    assertThatThrownBy(() -> parsedJson("{\"a\\nb\":1,\"a\\nb\":2}"))
        .hasMessageContaining("Duplicate field 'a?b'");
  }

  @Test
  void half_a_surrogate_pair_in_a_value_names_the_variable_only() {
    assertThatThrownBy(() -> parsedJson("[\"${A}\"]").render(Map.of("A", "secret\uDE00")))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 't': the value of A holds half of a surrogate pair")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"${A}\"", "[]", "{}", " 1", "null", "[[{}]]"})
  void any_single_value_is_a_document(String source) throws JsonProcessingException {
    assertThat(MAPPER.readTree(parsedJson(source).render(Map.of("A", "\"")))).isNotNull();
  }
}
