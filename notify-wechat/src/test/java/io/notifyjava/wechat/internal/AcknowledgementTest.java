package io.notifyjava.wechat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {

  private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}",
        ",\"msgid\":0}",
        ",\"msgid\":7}",
        ",\"msgid\":200228332}",
        ",\"msgid\":2147483647}",
        ",\"msgid\":2147483648}",
        ",\"msgid\":3419487652347944960}",
        ",\"msgid\":9223372036854775807}",
      })
  void plainAnswers_giveTheParsersTree(String rest) {
    byte[] answer = bytes(OK + rest);

    JsonNode tree = Acknowledgement.read(answer);

    JsonNode parsed = Json.parseObject(answer).orElseThrow();
    assertThat(tree).isEqualTo(parsed).hasToString(parsed.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " }",
        "} ",
        "}}",
        ",}",
        ",\"msgid\":}",
        ",\"msgid\":\"1\"}",
        ",\"msgid\":null}",
        ",\"msgid\":-1}",
        ",\"msgid\":01}",
        ",\"msgid\":00}",
        ",\"msgid\":1.0}",
        ",\"msgid\":1e2}",
        ",\"msgid\":1 }",
        ",\"msgid\":1}}",
        ",\"msgid\":1,\"errcode\":40001}",
        ",\"msgid\":9223372036854775808}",
        ",\"msgid\":9999999999999999999}",
        ",\"msgid\":99999999999999999999}",
        ",\"msg_id\":1}",
        ",\"errcode\":0}",
        "\u0000}",
      })
  void anyOther_isLeftToTheParser(String rest) {
    assertThat(Acknowledgement.read(bytes(OK + rest))).isNull();
  }

  @Test
  void answersThatDifferInOneByte_areLeftToTheParserOrAreItsTree() {
    byte[] whole = bytes(OK + ",\"msgid\":200228332}");
    for (int i = 0; i < whole.length; i++) {
      for (int b = 0; b < 256; b++) {
        byte[] changed = whole.clone();
        changed[i] = (byte) b;
        JsonNode tree = Acknowledgement.read(changed);
        if (tree != null) {
          assertThat(Json.parseObject(changed)).contains(tree);
        }
      }
      assertThat(Acknowledgement.read(Arrays.copyOf(whole, i))).isNull();
    }
  }

  @Test
  void onlyTheAnswerWithoutAnythingElse_isOneTreeForAllCalls() {
    byte[] plain = bytes(OK + "}");
    byte[] withId = bytes(OK + ",\"msgid\":7}");

    assertThat(Acknowledgement.read(plain)).isSameAs(Acknowledgement.read(plain));
    assertThat(Acknowledgement.read(withId)).isNotSameAs(Acknowledgement.read(withId));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
