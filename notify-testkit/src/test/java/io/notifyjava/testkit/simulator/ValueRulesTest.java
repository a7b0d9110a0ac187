package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ValueRulesTest {

  private static final String EMOJI = "😀";
  private final ValueRules rules = ValueRules.standard();

  @TestFactory
  Stream<DynamicTest> value_thatTheVendorTakes_isAccepted() {
    return each(
        Map.ofEntries(
            Map.entry("thing1", List.of("a", "二十个字".repeat(5), EMOJI.repeat(20), "a b=<c>")),
            Map.entry(
                "number2", List.of("1", "12.5", "-3", "1".repeat(32), "-" + "1".repeat(31) + ".5")),
            Map.entry("letter1", List.of("abcXYZ")),
            Map.entry("symbol1", List.of("+-*/!", "￥")),
            Map.entry("character_string12", List.of("NO.2025-11/29", "a".repeat(32))),
            Map.entry(
                "time4",
                List.of(
                    "15:01",
                    "2019年10月1日 15:01",
                    "2025-11-29 10:00:00~12:00:00",
                    "2025-11-29 10:00~2025-11-30 09:59:59",
                    "0:00~23:59")),
            Map.entry("date4", List.of("2019年10月1日", "2025-11-29", "2025-11-29 10:00~2025-12-01")),
            Map.entry("amount3", List.of("¥99.00", "39.8元", "1234567890", "$5", "￥1.00元")),
            Map.entry("phone_number1", List.of("+86-0766-66888866", "13800138000")),
            Map.entry("car_number1", List.of("粤A8Z888挂", "京A12345")),
            Map.entry("name1", List.of("张三", "张三·San", "Alexander von Humboldt".substring(0, 20))),
            Map.entry("phrase1", List.of("已发货", "五个汉字啊")),
            Map.entry("enum1", List.of("anything")),
            Map.entry("const1", List.of("anything")),
            Map.entry("short_thing1", List.of("anything at all, of any length, unconfirmed")),
            Map.entry("keyword1", List.of("legacy keys take anything", "two\nlines")),
            Map.entry("remark", List.of("")),
            Map.entry("thing", List.of("a key without a number has no type, so any length"))),
        true);
  }

  @TestFactory
  Stream<DynamicTest> value_thatTheVendorRefuses_isRefused() {
    return each(
        Map.ofEntries(
            Map.entry("thing1", List.of("二十一个字了".repeat(4), EMOJI.repeat(21), "two\nlines", "")),
            Map.entry(
                "number2",
                List.of(
                    "1,000", "12a", "1.2.3", "1".repeat(33), "1".repeat(32) + ".5", "一", "", ".5")),
            Map.entry("letter1", List.of("abc1", "a".repeat(33), "é")),
            Map.entry("symbol1", List.of("+-*/!?", "a")),
            Map.entry("character_string12", List.of("订单1", "a".repeat(33))),
            Map.entry(
                "time4",
                List.of("2022-01-27 15:00-16:00", "24:00", "15:60", "2025-11-29", "3pm", "15：01")),
            Map.entry(
                "date4",
                List.of(
                    "15:01", "29.11.2025", "2025-11-29至2025-12-01", "2025-13-01", "2025-11-32")),
            Map.entry("amount3", List.of("12345678901", "RMB5", "5元整", "1,000.00")),
            Map.entry("phone_number1", List.of("1".repeat(18), "call me")),
            Map.entry("car_number1", List.of("粤A8Z888挂车牌")),
            Map.entry("name1", List.of("十一个汉字的名字太长了", "张三 with a long tail", "a".repeat(21))),
            Map.entry("phrase1", List.of("大娟姗720ml", "六个汉字太长", "OK", "发货。"))),
        false);
  }

  private Stream<DynamicTest> each(Map<String, List<String>> cases, boolean expected) {
    return cases.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        value ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " = " + value,
                                () ->
                                    assertThat(rules.accepts(entry.getKey(), value))
                                        .isEqualTo(expected))));
  }

  @Test
  void emoji_countsAsTwoIfSoSet_aRareChineseCharacterDoesNot() {
    ValueRules two = rules.countingEmojiAsTwo(true);
    assertThat(two.accepts("thing1", EMOJI.repeat(10))).isTrue();
    assertThat(two.accepts("thing1", EMOJI.repeat(10) + "x")).isFalse();
    assertThat(two.accepts("thing1", "𠮷".repeat(20))).isTrue();
    assertThat(two.accepts("phrase1", "𠮷".repeat(5))).isTrue();
    assertThat(two.countingEmojiAsTwo(false).accepts("thing1", EMOJI.repeat(20))).isTrue();
  }

  @Test
  void rules_areDataWithTheVendorsRevision() {
    assertThat(rules.version()).isEqualTo("2025-11-26");
    assertThat(rules.typed("character_string1")).isTrue();
    assertThat(rules.typed("keyword1")).isFalse();
    assertThat(rules.typed("first")).isFalse();
  }

  @Test
  void hostileValue_isJudgedInLinearTime() {
    // At this length a quadratic rule takes half a minute; the bound leaves room for a busy
    // machine.
    String hostile = "1".repeat(200_000) + "x";
    for (String key : List.of("number1", "amount1", "time1", "date1", "name1", "phrase1")) {
      long start = System.nanoTime();
      assertThat(rules.accepts(key, hostile)).isFalse();
      assertThat(System.nanoTime() - start).as(key).isLessThan(10_000_000_000L);
    }
  }
}
