package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a call may take, and what an interrupt does to it. */
abstract class TimeRules<M extends Message> extends Rules<M> {

  /** Short, yet so long that a limit which is applied twice does not pass for one. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  /** Long enough to be told apart from a call that ends because it was interrupted. */
  private static final Duration LONG = Duration.ofSeconds(4);

  @BeforeEach
  void warmUp() {
    bench().warmUp();
  }

  @Test
  @DisplayName("a server that never answers: Unknown, TIMEOUT, in time")
  void silent() {
    bench().server(ServerMood.SILENT);
    assertThat(inTime()).isUnknown().withReason(FailureReason.TIMEOUT);
  }

  @Test
  @DisplayName("a server that answers too late: Unknown, TIMEOUT, in time")
  void late() {
    bench().server(ServerMood.SLOW);
    assertThat(inTime()).isUnknown().withReason(FailureReason.TIMEOUT);
  }

  @Test
  @DisplayName("a server that is slow within the limit is waited for")
  void slow() {
    bench().server(ServerMood.SLOW);
    assertThat(bench().send()).isAccepted();
  }

  @Test
  @DisplayName("an answer that drips: Unknown, in time, however often a byte comes")
  void drips() {
    bench().server(ServerMood.DRIPS);
    assertThat(inTime()).isUnknown();
  }

  @Test
  @DisplayName("an answer that never ends: Unknown, in time")
  void endless() {
    bench().server(ServerMood.ENDLESS);
    assertThat(inTime()).isUnknown();
  }

  @Test
  @DisplayName("a server that takes the connection and never reads: not Accepted, in time")
  void deaf() throws Exception {
    try (Nobody.Deaf deaf = new Nobody.Deaf()) {
      bench().moveTo(deaf.like(bench().fixture().baseUrl()));
      Sent sent = inTime();

      assertThat(sent.result().outcome()).isNotEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  @DisplayName("an interrupt while the answer is awaited: Unknown, at once, and the flag stays set")
  void interrupted() {
    bench().server(ServerMood.SILENT);
    Sending sending = bench().start(LONG);
    bench().awaitArrival();
    sending.interrupt();
    Sent sent = sending.ended();

    assertThat(sent).isUnknown();
    assertThat(sent.interrupted()).as("the interrupt flag is set").isTrue();
    assertThat(sent.took()).as("a call that was interrupted").isLessThan(LONG.dividedBy(2));
  }

  @Test
  @DisplayName(
      "an interrupt before the call: a true outcome, the flag stays set, the next call works")
  void interruptedBefore() {
    bench().server(ServerMood.ACCEPTS);
    Sent sent = bench().sendInterrupted(LONG);

    assertThat(sent.interrupted()).as("the interrupt flag is set").isTrue();
    assertThat(sent.took()).as("a call that was interrupted").isLessThan(LONG.dividedBy(2));
    assertThat(bench().send()).isAccepted();
    switch (sent.result().outcome()) {
      case ACCEPTED -> assertThat(bench().sends()).as("two accepted messages").isEqualTo(2);
      case REJECTED -> assertThat(bench().sends()).as("one rejected, one accepted").isEqualTo(1);
      case UNKNOWN -> assertThat(bench().sends()).as("one unknown, one accepted").isIn(1, 2);
    }
  }

  private Sent inTime() {
    return SentAssertions.inTime(bench().send(LIMIT), LIMIT);
  }
}
