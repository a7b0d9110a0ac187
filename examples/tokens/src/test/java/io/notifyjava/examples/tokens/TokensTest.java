package io.notifyjava.examples.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The show, in its short form. */
class TokensTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) throws Exception {
    return Tokens.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private JsonNode said() throws Exception {
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  /**
   * On a busy machine a store may not answer within the 200 ms that a cache waits, and then each
   * process renews for itself: never more than that. The program itself asks for equal numbers.
   */
  @ParameterizedTest
  @ValueSource(strings = {"redis", "jdbc", "postgresql"})
  void twoProcesses_shareTheirToken(String store) throws Exception {
    run("--store", store, "--seconds", "4", "--processes", "2", "--pace", "40");

    assertThat(said().path("kills").intValue()).isEqualTo(4);
    assertThat(said().path("renewals").intValue()).isBetween(4, 8);
    assertThat(said().path("sends").intValue()).isGreaterThan(50);
  }

  @Test
  void storeThatStops_makesNoStorm() throws Exception {
    run("--seconds", "6", "--processes", "2", "--pace", "40", "--stop-store", "2");

    assertThat(said().path("killsWithoutStore").intValue()).isEqualTo(2);
    assertThat(said().path("renewalsWithoutStore").intValue()).isBetween(2, 4);
  }

  @Test
  void wrongCommandLine_saysWhy() throws Exception {
    assertThat(run("--seconds", "2")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--seconds must be 3 to 3600, but was 2");
  }
}
