package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextLinksTest {

  private static int judge(String text) {
    try {
      TextLinks.check(text, "wxBound"::equals);
      return 0;
    } catch (Refused refused) {
      return refused.errcode();
    }
  }

  @TestFactory
  Stream<DynamicTest> link_isJudged() {
    return Map.of(
            0,
                List.of(
                    "no link at all, 1 < 2 and 3 > 2",
                    "<abbr>, <a, and </a> alone",
                    "<a href=\"https://e.com?a=1&b=2\">x</a>",
                    "<a  href = 'https://e.com' >x</a> and <a href=\"u\">y</a>",
                    "<a href=\"u\" data-miniprogram-appid=\"wxBound\" data-miniprogram-path=\"p?a=1\">x</a>",
                    "<a data-miniprogram-appid=\"wxBound\" data-miniprogram-path=\"p\">x</a>"),
            40213,
                List.of(
                    "<a>x</a>",
                    "<a href=\"\">x</a>",
                    "<a href=https://e.com>x</a>",
                    "<a href=\"https://e.com>x</a>",
                    "<a href=\"u\"",
                    "<a href=\"u\" x</a>",
                    "<a data-miniprogram-path=\"p\">x</a>"),
            40214,
                List.of(
                    "<a href=\"u\"></a>",
                    "<a href=\"u\"> \n</a>",
                    "<a href=\"u\">x",
                    "<a href=\"u\">x <a href=\"u\">y</a>"),
            45086,
                List.of(
                    "<a href=\"u\" data-miniprogram-appid=\"wxOther\">x</a>",
                    "<a href=\"u\" data-miniprogram-appid=\"\">x</a>"))
        .entrySet()
        .stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        text ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + ": " + text,
                                () -> assertThat(judge(text)).isEqualTo(entry.getKey()))));
  }

  @Test
  void hostileText_isJudgedInLinearTime() {
    for (String hostile :
        List.of(
            "<a ".repeat(100_000),
            "<a href=\"" + "x".repeat(300_000),
            "<a" + " a=\"b\"".repeat(60_000),
            "<a href=\"u\">x</a>".repeat(20_000) + "<a>")) {
      long start = System.nanoTime();
      assertThat(judge(hostile)).isEqualTo(40213);
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }
  }
}
