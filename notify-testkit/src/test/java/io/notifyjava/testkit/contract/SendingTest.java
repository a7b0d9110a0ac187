package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.Answers;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SendingTest {

  private static final TestMessage MESSAGE = TestMessage.of("ann", "hi");
  private static final SendContext CONTEXT =
      new SendContext("m-1", 1, Duration.ofSeconds(20), false);

  private final RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
  private final AtomicLong ticks = new AtomicLong();

  private Sending start(boolean interrupted) {
    return Sending.start(
        provider, MESSAGE, CONTEXT, ticks::get, new CountDownLatch(0), interrupted);
  }

  @Test
  void tellsResultAndTime() {
    provider.always(
        message -> {
          ticks.addAndGet(5);
          return Answers.accepted("id");
        });
    Sent sent = start(false).ended();

    assertThat(sent).isEqualTo(new Sent(Answers.accepted("id"), Duration.ofNanos(5), false));
  }

  @Test
  void tellsWhetherTheFlagIsSetAfterwards() {
    assertThat(start(true).ended().interrupted()).isTrue();
  }

  @Test
  void aCallThatThrows_failsTheTestAndSaysWhy() {
    provider.then(
        message -> {
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(() -> start(false).ended())
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Expected send to return a result, for a provider throws nothing for what a vendor or"
                + " a network does, but it threw java.lang.IllegalStateException: broken")
        .hasRootCauseMessage("broken");
  }

  @Test
  void aCallThatNeverEnds_failsTheTestAndShowsWhereItIs() {
    CountDownLatch never = new CountDownLatch(1);
    provider.blocksUntil(never);
    Sending sending = start(false);
    Awaitility.await().until(() -> provider.callCount() == 1);

    assertThatThrownBy(() -> sending.ended(Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Expected send to return within its time limit of PT20S, but it was still running"
                + " after PT0.05S; the cause shows where")
        .hasStackTraceContaining("RecordingProvider.send");
    never.countDown();
  }
}
