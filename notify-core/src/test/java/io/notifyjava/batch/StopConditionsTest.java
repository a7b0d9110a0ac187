package io.notifyjava.batch;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.fixture.Note;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopConditionsTest {

  @Test
  void a_spent_quota_stops_with_the_message_and_the_providers_words() {
    StopCondition condition = StopConditions.quotaSpent();

    assertThat(condition.check(counts(1, 0, 0, 0), item(7, no(FailureReason.QUOTA))))
        .hasValue("the quota is spent (message 7: QUOTA no: said no)");
    assertThat(condition.check(counts(1, 0, 0, 0), item(7, no(FailureReason.THROTTLED)))).isEmpty();
    assertThat(condition.check(counts(1, 0, 0, 0), item(7, yes()))).isEmpty();
    assertThat(condition.check(counts(1, 0, 0, 0), item(7, perhaps()))).isEmpty();
  }

  @Test
  void refused_credentials_stop() {
    assertThat(
            StopConditions.authenticationFailed()
                .check(counts(0, 1, 0, 0), item(0, no(FailureReason.AUTHENTICATION))))
        .hasValue("the account was refused (message 0: AUTHENTICATION no: said no)");
  }

  @Test
  void rejections_stop_at_their_number_and_suppressed_duplicates_are_none() {
    StopCondition condition = StopConditions.rejected(3);

    assertThat(condition.check(counts(5, 2, 9, 0), item(0, yes()))).isEmpty();
    assertThat(condition.check(counts(5, 3, 9, 0), item(0, yes())))
        .hasValue("3 rejected, and 3 is the limit");
  }

  @Test
  void unknown_outcomes_stop_at_their_number() {
    StopCondition condition = StopConditions.unknown(2);

    assertThat(condition.check(counts(5, 9, 0, 1), item(0, yes()))).isEmpty();
    assertThat(condition.check(counts(5, 9, 0, 2), item(0, yes())))
        .hasValue("2 unknown, and 2 is the limit");
  }

  @Test
  void a_share_of_rejections_stops_once_there_are_enough_results_to_judge() {
    StopCondition condition = StopConditions.rejectedShare(0.5, 10);

    assertThat(condition.check(counts(0, 9, 0, 0), item(0, yes()))).as("too early").isEmpty();
    assertThat(condition.check(counts(6, 4, 0, 0), item(0, yes()))).isEmpty();
    assertThat(condition.check(counts(1, 4, 5, 0), item(0, yes())))
        .as("suppressed ones are no failures")
        .isEmpty();
    assertThat(condition.check(counts(5, 5, 0, 0), item(0, yes())))
        .hasValue("5 of 10 rejected, and a share of 0.5 is the limit");
  }

  @Test
  void limits_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> StopConditions.rejected(0))
        .hasMessage("count must be 1 or more, but was 0");
    assertThatThrownBy(() -> StopConditions.unknown(-1))
        .hasMessage("count must be 1 or more, but was -1");
    assertThatThrownBy(() -> StopConditions.rejectedShare(0, 1))
        .hasMessage("share must be more than 0 and at most 1, but was 0.0");
    assertThatThrownBy(() -> StopConditions.rejectedShare(Double.NaN, 1))
        .hasMessage("share must be more than 0 and at most 1, but was NaN");
    assertThatThrownBy(() -> StopConditions.rejectedShare(1, 0))
        .hasMessage("after must be 1 or more, but was 0");
  }

  private static BatchItem item(long index, SendResult result) {
    return new BatchItem(index, Note.to("o-1"), result);
  }

  private static BatchProgress counts(long accepted, long failed, long suppressed, long unknown) {
    long rejected = failed + suppressed;
    BatchCounts counts =
        new BatchCounts(
            accepted + rejected + unknown,
            accepted,
            0,
            rejected,
            Map.of(FailureReason.TEMPLATE, failed, FailureReason.SUPPRESSED, suppressed),
            unknown,
            suppressed);
    return new BatchProgress(BatchState.RUNNING, null, counts, Duration.ZERO, 0);
  }
}
