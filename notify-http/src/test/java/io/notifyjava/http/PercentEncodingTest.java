package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3986, sections 2.1 and 2.3. */
class PercentEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "AZaz09-._~, AZaz09-._~",
    "' ', %20",
    "+, %2B",
    "*, %2A",
    "a=b&c/d?, a%3Db%26c%2Fd%3F",
    "%, %25",
    "é, %C3%A9",
    "验证码x, %E9%AA%8C%E8%AF%81%E7%A0%81x",
    "😀, %F0%9F%98%80",
  })
  void text_isEscapedAsTheRfcSays(String text, String escaped) {
    assertThat(PercentEncoding.encode(text)).isEqualTo(escaped);
  }

  @Test
  void controls_areEscapedToo() {
    assertThat(PercentEncoding.encode("\u0000\r\n\t\u007f")).isEqualTo("%00%0D%0A%09%7F");
  }

  @Test
  void halfAPair_isAQuestionMark() {
    assertThat(PercentEncoding.encode("a\uD83Db")).isEqualTo("a%3Fb");
    assertThat(PercentEncoding.encode("\uDE00")).isEqualTo("%3F");
  }

  @Test
  void append_leavesWhatWasThere() {
    StringBuilder text = new StringBuilder("x=");

    PercentEncoding.append(text, "1 2");

    assertThat(text).hasToString("x=1%202");
  }

  @Test
  void anyText_isWhatTheFormEncoderOfTheJdkMeans() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder any = new StringBuilder();
      int length = random.nextInt(12);
      while (any.length() < length) {
        any.appendCodePoint(codePoint(random));
      }
      String text = any.toString();

      String escaped = PercentEncoding.encode(text);

      assertThat(escaped)
          .isEqualTo(
              URLEncoder.encode(text, StandardCharsets.UTF_8)
                  .replace("+", "%20")
                  .replace("*", "%2A")
                  .replace("%7E", "~"));
      assertThat(URLDecoder.decode(escaped, StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  private static int codePoint(SplittableRandom random) {
    int any = random.nextInt(3) > 0 ? random.nextInt(0x100) : random.nextInt(0x110000);
    return any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE ? 'x' : any;
  }
}
