package io.notifyjava.examples.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.BatchCounts;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);

  @Test
  void aTerminalSeesOneBarThatGrowsInItsPlace() {
    ProgressDisplay display = new ProgressDisplay(out, true);

    display.accept(progress(BatchState.RUNNING, 10_000L, 5_000, 1_500, 100));
    display.accept(progress(BatchState.DONE, 10_000L, 10_000, 3_000, 100));

    assertThat(shown())
        .isEqualTo(
            "\r\u001b[K[###############---------------] 50 %  5,000 accepted (1,500 fell back),"
                + " 0 rejected, 0 unknown, 100/s, 0:00:50 left"
                + "\r\u001b[K[##############################] 100 %  10,000 accepted (3,000 fell"
                + " back), 0 rejected, 0 unknown, 100/s"
                + System.lineSeparator());
  }

  @Test
  void aPipeGetsPlainLines() {
    ProgressDisplay display = new ProgressDisplay(out, false);

    display.accept(progress(BatchState.RUNNING, 200L, 100, 0, 10));
    display.say("Line 7 was skipped");

    assertThat(shown().lines())
        .containsExactly(
            "50 %  100 accepted, 0 rejected, 0 unknown, 10/s, 0:00:10 left", "Line 7 was skipped");
  }

  @Test
  void withoutATotalThereIsNeitherShareNorBar() {
    new ProgressDisplay(out, true).accept(progress(BatchState.RUNNING, null, 7, 0, 1));

    assertThat(shown()).isEqualTo("\r\u001b[K7 accepted, 0 rejected, 0 unknown, 1/s");
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static BatchProgress progress(
      BatchState state, Long total, long accepted, long fellBack, double perSecond) {
    return new BatchProgress(
        state,
        total,
        new BatchCounts(accepted, accepted, fellBack, 0, Map.of(), 0, 0),
        Duration.ofSeconds(1),
        perSecond);
  }
}
