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

  @ParameterizedTest
  @ValueSource(strings = {"redis", "jdbc"})
  void twoProcesses_renewOnceForEachKill_andLoseNothing(String store) throws Exception {
    int code = run("--store", store, "--seconds", "4", "--processes", "2", "--pace", "20");

    assertThat(said().path("kills").intValue()).isEqualTo(4);
    assertThat(said().path("renewals").intValue()).isEqualTo(4);
    assertThat(said().path("lost").intValue()).isZero();
    assertThat(said().path("sends").intValue()).isGreaterThan(50);
    assertThat(code).isZero();
  }

  @Test
  void storeThatStops_makesNoStorm() throws Exception {
    int code = run("--seconds", "6", "--processes", "2", "--pace", "20", "--stop-store", "2");

    assertThat(said().path("killsWithoutStore").intValue()).isEqualTo(2);
    assertThat(said().path("renewalsWithoutStore").intValue()).isBetween(2, 4);
    assertThat(said().path("lost").intValue()).isZero();
    assertThat(code).isZero();
  }

  @Test
  void wrongCommandLine_saysWhy() throws Exception {
    assertThat(run("--seconds", "2")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--seconds must be 3 to 3600, but was 2");
  }
}
