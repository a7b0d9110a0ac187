package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the rules against section 2.4 of the protocol notes: the value types of "Send template
 * message" (revision 2025-11-26), "Template message guide" and "Send subscription message".
 */
class ValueRulesTest {

  private static final ValueRules RULES = ValueRules.current();

  private static boolean takes(String key, String value) {
    ValueRule rule = RULES.of(key);
    return rule == null || rule.isOfForm(value) && rule.fits(value);
  }

  private static JsonNode file() throws IOException {
    try (InputStream file = ValueRules.class.getResourceAsStream("value-rules-2025-11-26.json")) {
      return new ObjectMapper().readTree(file);
    }
  }

  @Test
  void file_hasTheDocumentedShape() throws IOException {
    JsonNode file = file();
    Set<String> fields =
        Set.of("type", "says", "max", "maxWithChinese", "oneLine", "pattern", "cut", "source");

    assertThat(file.path("version").textValue()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(file.path("sources").properties()).hasSize(3);
    for (JsonNode type : file.path("types")) {
      String name = type.path("type").textValue();
      assertThat(name).matches("[a-z_]+");
      assertThat(type.path("says").textValue()).as(name).isNotBlank();
      assertThat(type.path("max").intValue()).as(name).isPositive();
      assertThat(type.has("oneLine") || type.has("pattern")).as(name).isTrue();
      assertThat(file.path("sources").has(type.path("source").textValue())).as(name).isTrue();
      type.fieldNames().forEachRemaining(field -> assertThat(fields).as(name).contains(field));
    }
  }

  @Test
  void rules_areThoseOfTheNotes_andNoOthers() {
    Set<String> types = new TreeSet<>();
    RULES.all().forEach(rule -> types.add(rule.type()));

    assertThat(RULES.version()).isEqualTo("2025-11-26");
    // enum, const and short_thing are listed there too, without a limit that could be checked.
    assertThat(types)
        .containsExactly(
            "amount",
            "car_number",
            "character_string",
            "date",
            "letter",
            "name",
            "number",
            "phone_number",
            "phrase",
            "symbol",
            "thing",
            "time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first",
        "remark",
        "keyword1",
        "thing",
        "Thing1",
        "things1",
        "1",
        "",
        "enum1",
        "const2",
        "short_thing3",
        "thing1a",
        "thing_1"
      })
  void keysOfNoKnownType_haveNoRule(String key) {
    assertThat(RULES.of(key)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"thing1", "thing01", "thing12", "thing0"})
  void keys_areATypeAndANumber(String key) {
    assertThat(RULES.of(key).type()).isEqualTo("thing");
  }

  @Test
  void onlyTexts_mayBeCut() {
    assertThat(RULES.all().stream().filter(ValueRule::cut).map(ValueRule::type))
        .containsExactlyInAnyOrder("thing", "letter", "character_string", "name", "phrase");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thing1 | 20",
        "letter1 | 32",
        "character_string1 | 32",
        "car_number1 | 8",
        "name1 | 20",
        "phrase1 | 5",
        "symbol1 | 5",
        "phone_number1 | 17"
      })
  void length_isTakenUpToTheLimit(String key, int limit) {
    String one =
        switch (RULES.of(key).type()) {
          case "phrase" -> "好";
          case "symbol" -> "+";
          case "phone_number" -> "1";
          default -> "a";
        };

    assertThat(takes(key, one.repeat(limit))).isTrue();
    assertThat(takes(key, one.repeat(limit + 1))).isFalse();
    assertThat(takes(key, "")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "time1 | 15:01",
        "time1 | 9:05",
        "time1 | 2019年10月1日 15:01",
        "time1 | 2025-11-29 10:00:00~12:00:00",
        "time1 | 2025-11-29 10:00~2025-11-30 12:00",
        "time1 | 10:00~12:00",
        "date1 | 2019年10月1日",
        "date1 | 2019年10月1日 15:01",
        "date1 | 2019-12-25 09:42",
        "date1 | 2019年10月1日~2019年10月7日",
        "date1 | 2019年10月1日 15:01~2019年10月1日 16:01",
        "date1 | 2019年10月1日 15:01~16:01",
        "amount1 | ¥99.00",
        "amount1 | 39.8元",
        "amount1 | $10",
        "amount1 | 1234567890",
        "number1 | 12345678901234567890123456789012",
        "number1 | 0.5",
        "phone_number1 | +86-0766-66888866",
        "car_number1 | 粤A8Z888挂",
        "name1 | 张三",
        "name1 | Ada Lovelace",
        "phrase1 | 审核通过",
        "symbol1 | ~!@#",
        "letter1 | TIT",
        "character_string1 | A-17/2025 #3",
        "thing1 | 你好, any kind 😀 1",
        "enum1 | whatever it is, WeChat knows",
        "keyword1 | longer than any category template would ever take it"
      })
  void documentedForms_areTaken(String key, String value) {
    assertThat(takes(key, value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time2 | 2022-01-27 15:00-16:00",
        "time2 | 2022-01-27",
        "time2 | 24:00",
        "time2 | 15:60",
        "time2 | 3 pm",
        "time2 | 15:00~",
        "time2 | 2022-13-01 15:00",
        "date2 | 15:01",
        "date2 | tomorrow",
        "date2 | 2019年13月1日",
        "date2 | 2019-10-32",
        "amount2 | ninety",
        "amount2 | 99.00 CNY",
        "amount2 | 12345678901",
        "amount2 | ¥¥9",
        "number2 | 1e9",
        "number2 | 一",
        "number2 | 123456789012345678901234567890123",
        "phone_number2 | call me",
        "phrase1 | 大娟姗720ml",
        "phrase1 | paid",
        "letter1 | A1",
        "letter1 | 好",
        "symbol1 | a",
        "symbol1 | 好",
        "character_string1 | 订单17",
        "name1 | 一二三四五六七八九十一",
        "name1 | 一 and more Latin",
        "car_number1 | 粤A8Z888挂挂"
      })
  void otherForms_areNot(String key, String value) {
    assertThat(takes(key, value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"thing1", "name1", "car_number1", "character_string1", "symbol1"})
  void lineBreaks_areNotTaken(String key) {
    assertThat(takes(key, "+\n+")).isFalse();
    assertThat(takes(key, "+\r+")).isFalse();
  }

  @Test
  void characters_areCodePoints() {
    assertThat(takes("thing1", "😀".repeat(20))).isTrue();
    assertThat(takes("thing1", "😀".repeat(21))).isFalse();
  }
}
