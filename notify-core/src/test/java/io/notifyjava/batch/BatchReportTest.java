package io.notifyjava.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The numbers of a batch and how they read. */
class BatchReportTest {

  private static final BatchCounts COUNTS =
      new BatchCounts(
          1_000,
          985,
          300,
          12,
          Map.of(FailureReason.WINDOW_CLOSED, 4L, FailureReason.INVALID_RECIPIENT, 8L),
          3,
          7);

  @Test
  void a_report_reads_as_one_line() {
    assertThat(report(BatchEnd.COMPLETED, "", 0))
        .hasToString(
            "Batch COMPLETED: 1000 taken, 985 accepted (300 fell back), 12 rejected"
                + " {INVALID_RECIPIENT=8, WINDOW_CLOSED=4}, 3 unknown, 7 duplicates, in 2.050 s"
                + " (488 per second)");
    assertThat(report(BatchEnd.STOPPED, "the quota is spent", 2).toString())
        .startsWith("Batch STOPPED (the quota is spent): 1000 taken")
        .endsWith(", the sink failed 2 times");
  }

  @Test
  void a_report_reads_the_same_in_every_locale() {
    Locale before = Locale.getDefault();
    String here = report(BatchEnd.COMPLETED, "", 0).toString();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(report(BatchEnd.COMPLETED, "", 0)).hasToString(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_plain_report_leaves_out_what_did_not_happen() {
    BatchCounts counts = new BatchCounts(2, 2, 0, 0, Map.of(), 0, 0);

    assertThat(new BatchReport(BatchEnd.COMPLETED, "", counts, 0, 0, Duration.ZERO, 0, null))
        .hasToString(
            "Batch COMPLETED: 2 taken, 2 accepted, 0 rejected, 0 unknown, in 0.000 s (0 per"
                + " second)");
  }

  @Test
  void the_first_message_not_taken_is_where_another_batch_can_start() {
    assertThat(report(BatchEnd.CANCELLED, "cancel() was called", 0).firstNotTaken())
        .isEqualTo(1_000);
  }

  @Test
  void a_report_that_does_not_add_up_is_refused() {
    BatchCounts counts = new BatchCounts(5, 1, 0, 0, Map.of(), 0, 0);

    assertThatThrownBy(
            () -> new BatchReport(BatchEnd.COMPLETED, "", counts, 0, 0, Duration.ZERO, 0, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "accepted, rejected, unknown and skipped must add up to taken, but 4 messages were in"
                + " flight");
  }

  @Test
  void counts_that_cannot_be_are_refused() {
    assertThatThrownBy(() -> new BatchCounts(1, 1, 0, 1, Map.of(), 0, 0))
        .hasMessage(
            "accepted, rejected, unknown and skipped must be at most taken (1) together, but were"
                + " 2");
    assertThatThrownBy(() -> new BatchCounts(1, -1, 0, 0, Map.of(), 0, 0))
        .hasMessage("No count may be negative");
  }

  @Test
  void counts_keep_their_own_copy_of_the_reasons_in_a_fixed_order() {
    Map<FailureReason, Long> reasons = new EnumMap<>(FailureReason.class);
    reasons.put(FailureReason.QUOTA, 1L);
    BatchCounts counts = new BatchCounts(1, 0, 0, 1, reasons, 0, 0);
    reasons.clear();

    assertThat(counts.rejectedByReason()).containsEntry(FailureReason.QUOTA, 1L);
    assertThatThrownBy(() -> counts.rejectedByReason().clear()).isNotNull();
    assertThat(COUNTS.rejectedByReason().keySet())
        .containsExactly(FailureReason.INVALID_RECIPIENT, FailureReason.WINDOW_CLOSED);
  }

  @Test
  void the_rest_takes_as_long_as_the_present_rate_says() {
    assertThat(progress(BatchState.RUNNING, 3_000L, 100).eta()).hasValue(Duration.ofSeconds(20));
    assertThat(progress(BatchState.RUNNING, 3_000L, 100).total()).isEqualTo(OptionalLong.of(3_000));
  }

  @Test
  void there_is_no_telling_how_long_the_rest_takes_without_total_rate_or_motion() {
    assertThat(progress(BatchState.RUNNING, null, 100).eta()).isEqualTo(Optional.empty());
    assertThat(progress(BatchState.RUNNING, null, 100).total()).isEmpty();
    assertThat(progress(BatchState.RUNNING, 3_000L, 0).eta()).isEmpty();
    assertThat(progress(BatchState.PAUSED, 3_000L, 100).eta()).isEmpty();
    assertThat(progress(BatchState.RUNNING, 999L, 100).eta())
        .as("more came than was said")
        .isEmpty();
  }

  @Test
  void an_item_has_a_place_and_a_result() {
    assertThatThrownBy(() -> new BatchItem(0, null, null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new BatchItem(-1, null, io.notifyjava.fixture.ScriptedProvider.yes()))
        .hasMessage("index must be 0 or more, but was -1");
  }

  private static BatchReport report(BatchEnd end, String reason, long sinkFailures) {
    return new BatchReport(
        end, reason, COUNTS, sinkFailures, 0, Duration.ofMillis(2_050), 487.8, null);
  }

  private static BatchProgress progress(BatchState state, @Nullable Long total, double rate) {
    return new BatchProgress(state, total, COUNTS, Duration.ofSeconds(10), rate);
  }
}
