package io.notifyjava.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

  @TempDir Path folder;

  @Test
  void the_environment_wins_over_the_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("env"), "# a comment\n\nexport A='from file'\nB=\"two\"\nC= \n");

    Environment both = Environment.of(Map.of("A", "from outside"), file);

    assertThat(both.get("A")).contains("from outside");
    assertThat(both.get("B")).contains("two");
    assertThat(both.get("C")).as("a blank value").isEmpty();
    assertThat(both.hasAny("B")).isTrue();
    assertThat(both.hasAny("C")).isFalse();
    assertThat(both.toString()).contains("A").doesNotContain("outside", "two");
  }

  @Test
  void a_line_that_is_none_is_told_by_its_number_and_not_by_what_stands_in_it() throws IOException {
    Path file = Files.writeString(folder.resolve("env"), "A=1\nthe password 4711\n");

    assertThatThrownBy(() -> Environment.of(Map.of(), file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("line 2: must be NAME=value")
        .hasMessageNotContaining("4711");
    assertThatThrownBy(() -> Environment.of(Map.of(), folder.resolve("none")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be read (NoSuchFileException)");
  }
}
