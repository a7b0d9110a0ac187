package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.NotifyAssertions;
import io.notifyjava.testkit.SendResultAssert;
import java.time.Duration;
import org.assertj.core.api.Assertions;

/** Assertions about calls that have ended; imported statically beside AssertJ's own. */
final class SentAssertions {

  private SentAssertions() {}

  static SendResultAssert assertThat(Sent sent) {
    return NotifyAssertions.assertThat(sent.result());
  }

  /** Returns the call if it kept its time limit. */
  static Sent inTime(Sent sent, Duration limit) {
    Assertions.assertThat(sent.took())
        .as(
            "time of a call with a limit of %s, plus %s, plus %s for a busy machine",
            limit, ProviderContract.GRACE, ProviderContract.CI_SLACK)
        .isLessThanOrEqualTo(limit.plus(ProviderContract.GRACE).plus(ProviderContract.CI_SLACK));
    return sent;
  }
}
