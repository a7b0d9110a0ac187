package io.notifyjava.examples.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SkippedRowsTest {

  @Test
  void a_file_full_of_broken_rows_does_not_fill_the_screen() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    SkippedRows skipped = new SkippedRows(new ProgressDisplay(out, false), "; a file has them");

    for (int line = 1; line <= 1_000; line++) {
      skipped.add(line, "broken");
    }

    assertThat(skipped.count()).isEqualTo(1_000);
    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .hasSize(21)
        .startsWith("Line 1 was skipped: broken")
        .endsWith("More lines were skipped; a file has them");
  }
}
