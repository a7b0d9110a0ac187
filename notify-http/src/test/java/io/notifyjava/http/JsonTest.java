package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "0",
        "\"ok\"",
        "[]",
        "[{\"errcode\":0}]",
        "{",
        "{\"errcode\":0",
        "{\"errcode\":0,",
        "{\"errcode\":0,}",
        "{\"errcode\":0}x",
        "{\"errcode\":0}{\"errcode\":1}",
        "{\"errcode\":0} 1",
        "{\"errcode\":0,\"errcode\":40001}",
        "{'errcode':0}",
        "{errcode:0}",
        "{\"errcode\":00}",
        "{\"errcode\":+0}",
        "{\"errcode\":NaN}",
        "{\"a\":\"\\q\"}",
        "/* hi */{}",
        "callback({})",
        "<html><body>Login</body></html>",
        "\u0000{}"
      })
  void anythingButOneWholeObject_isNothing(String text) {
    assertThat(Json.parseObject(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE", "UTF-32LE", "GBK"})
  void otherCharsets_areNothing(String charset) {
    assertThat(Json.parseObject("{\"m\":\"发送\"}".getBytes(Charset.forName(charset)))).isEmpty();
  }

  @Test
  void brokenUtf8_isNothing() {
    assertThat(Json.parseObject(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})).isEmpty();
    assertThat(
            Json.parseObject(
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xFF, (byte) 0xFE, '"', '}'}))
        .isEmpty();
  }

  @Test
  void byteOrderMark_isSkipped() {
    assertThat(Json.parseObject("\uFEFF{\"errcode\":0}".getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  @Test
  void rawControlCharacters_areLetThrough() {
    JsonNode node = parse("{\"errmsg\":\"a\u0001b\nc\",\"errcode\":0}");

    assertThat(Json.textAt(node, "errmsg")).contains("a\u0001b\nc");
    assertThat(Json.longAt(node, "errcode")).hasValue(0);
  }

  @Test
  void prefixesOfAnAnswer_areNeverAnAnswer() {
    byte[] whole =
        "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":12345,\"a\":{\"b\":[1]}}"
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      assertThat(Json.parseObject(java.util.Arrays.copyOf(whole, length))).isEmpty();
    }
  }

  @Test
  void nesting_isLimited() {
    assertThat(Json.parseObject(nested(49))).isPresent();
    assertThat(Json.parseObject(nested(51))).isEmpty();
    assertThat(Json.parseObject(nested(100_000))).isEmpty();
  }

  @Test
  void hugeNumbersAndTexts_areRefusedQuickly() {
    long start = System.nanoTime();
    assertThat(Json.parseObject(bytes("{\"n\":" + "9".repeat(1 << 20) + "}"))).isEmpty();
    assertThat(Json.parseObject(bytes("{\"n\":" + "9".repeat(101) + "}"))).isEmpty();
    assertThat(Json.parseObject(bytes("{\"n\":1e999999999}")).map(n -> Json.longAt(n, "n")))
        .contains(java.util.OptionalLong.empty());
    assertThat(Json.parseObject(bytes("{\"s\":\"" + "a".repeat((1 << 20) + 1) + "\"}"))).isEmpty();
    assertThat(Json.parseObject(bytes("{\"" + "a".repeat(100_000) + "\":1}"))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "'\"9007199254740993\"', 9007199254740993",
    "'\"-5\"', -5",
    "9223372036854775808, ",
    "18446744073709551616, ",
    "'\"9223372036854775808\"', ",
    "'\"99999999999999999999\"', ",
    "1.0, ",
    "1e3, ",
    "'\"1e3\"', ",
    "'\"+1\"', ",
    "'\"１２\"', ",
    "'\"\"', ",
    "'\" 1\"', ",
    "true, ",
    "null, ",
    "[1], "
  })
  void longs_areExactOrAbsent(String json, Long value) {
    JsonNode node = parse("{\"msgid\":" + json + "}");

    if (value == null) {
      assertThat(Json.longAt(node, "msgid")).isEmpty();
    } else {
      assertThat(Json.longAt(node, "msgid")).hasValue(value);
    }
    assertThat(Json.longAt(node, "missing")).isEmpty();
  }

  @Test
  void texts_areTexts() {
    JsonNode node = parse("{\"a\":\"b\",\"n\":1,\"z\":null}");

    assertThat(Json.textAt(node, "a")).contains("b");
    assertThat(Json.textAt(node, "n")).isEmpty();
    assertThat(Json.textAt(node, "z")).isEmpty();
    assertThat(Json.textAt(node, "missing")).isEmpty();
  }

  @Test
  void documents_areWrittenInOrderAndUnescaped() {
    ObjectNode document = Json.object();
    document.put("touser", "o-1");
    document.put("content", "您好😀 <a href=\"x\">=&'</a>\n\t\\ \u2028");
    document.put("a", 9007199254740993L);

    assertThat(new String(Json.write(document), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"touser\":\"o-1\",\"content\":\"您好😀 <a href=\\\"x\\\">=&'</a>\\n\\t\\\\ \u2028\","
                + "\"a\":9007199254740993}");
    assertThat(Json.parseObject(Json.write(document))).contains(document);
  }

  @Test
  void halfAnEmoji_isRefused() {
    for (String half : new String[] {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Json.write(Json.object().put("content", half)))
          .withMessage("The document holds text that is not valid Unicode");
    }
    // Somebody's text about escapes is a text like any other.
    assertThat(Json.write(Json.object().put("content", "\\uD83D")))
        .isEqualTo(bytes("{\"content\":\"\\\\uD83D\"}"));
  }

  @Test
  void null_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> Json.parseObject(null)).withMessage("utf8");
    assertThatNullPointerException().isThrownBy(() -> Json.write(null)).withMessage("document");
  }

  private static byte[] nested(int depth) {
    return bytes("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode parse(String text) {
    return Json.parseObject(bytes(text)).orElseThrow();
  }
}
