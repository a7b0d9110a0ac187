package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void fields_areWrittenInOrderAndUnescaped() {
    byte[] written =
        new JsonWriter()
            .put("touser", "o-1")
            .begin("text")
            .put("content", "您好😀 <a href=\"x\">=&'</a>\n\t\\ \u2028")
            .end()
            .begin("empty")
            .end()
            .put("brace", "{")
            .put("tree", Json.object().put("n", 1))
            .put("last", "")
            .finish();

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"touser\":\"o-1\",\"text\":{\"content\":\"您好😀 <a href=\\\"x\\\">=&'</a>\\n\\t\\\\ \u2028\"},"
                + "\"empty\":{},\"brace\":\"{\",\"tree\":{\"n\":1},\"last\":\"\"}");
    assertThat(new JsonWriter().finish()).isEqualTo(Json.write(Json.object()));
  }

  @Test
  void anyTexts_areWrittenLikeATree() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 2_000; i++) {
      assertSameAsTree(text(random), text(random));
    }
  }

  @Test
  void longDocument_isWrittenWhole() {
    assertSameAsTree("name", "您".repeat(100_000));
  }

  @Test
  void halfAnEmoji_isRefused() {
    for (String half :
        new String[] {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d\ude00"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new JsonWriter().put("content", half).finish())
          .withMessage("The document holds text that is not valid Unicode");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new JsonWriter().put(half, "content").finish())
          .withMessage("The document holds text that is not valid Unicode");
    }
  }

  @Test
  void objectsThatDoNotClose_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonWriter().begin("a").begin("b").end().finish())
        .withMessage("expected every object to be ended, but 1 more were begun than ended");
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonWriter().end())
        .withMessage("expected an object that was begun, but none is open");
  }

  @Test
  void finishedDocument_takesNothingMore() {
    JsonWriter writer = new JsonWriter();
    byte[] document = writer.put("a", "b").finish();

    assertThatIllegalStateException()
        .isThrownBy(() -> writer.put("a", "b"))
        .withMessage("the document is finished; begin another");
    assertThatIllegalStateException().isThrownBy(writer::finish);
    assertThatIllegalStateException().isThrownBy(writer::end);
    assertThat(document).isEqualTo("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void null_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new JsonWriter().put("touser", (String) null))
        .withMessage("touser");
  }

  private static void assertSameAsTree(String name, String value) {
    ObjectNode tree = Json.object();
    tree.put("first", value);
    tree.putObject("inner").put(name, value);
    byte[] written =
        new JsonWriter().put("first", value).begin("inner").put(name, value).end().finish();

    assertThat(written).isEqualTo(Json.write(tree));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/{}".charAt(random.nextInt(5)));
        case 2 -> text.append((char) (0x4E00 + random.nextInt(0x5000)));
        case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 4 -> text.append((char) (0x80 + random.nextInt(0x800)));
        default -> text.append((char) (0x20 + random.nextInt(0x60)));
      }
    }
    return text.toString();
  }
}
