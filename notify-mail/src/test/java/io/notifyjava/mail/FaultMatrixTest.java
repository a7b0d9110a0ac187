package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.smtp.SmtpFault;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every place: the truth about the mail, in time. RELIABILITY H5. */
class FaultMatrixTest extends SimulatorTestBase {

  private static final Duration SHORT = Duration.ofMillis(700);

  /** 250 ms of grace, and what a busy machine may add. */
  private static final Duration LATEST = SHORT.plusMillis(250).plusMillis(700);

  private static final Map<String, SmtpFault> FAULTS =
      Map.ofEntries(
          Map.entry("reset", SmtpFault.RESET),
          Map.entry("close", SmtpFault.CLOSE),
          Map.entry("half-close", SmtpFault.HALF_CLOSE),
          Map.entry("silence", SmtpFault.SILENCE),
          Map.entry("never-read", SmtpFault.NEVER_READ),
          Map.entry("truncated", SmtpFault.TRUNCATED),
          Map.entry("reset-in-answer", SmtpFault.RESET_IN_ANSWER),
          Map.entry("garbage", SmtpFault.GARBAGE),
          Map.entry("html", SmtpFault.HTML_PAGE),
          Map.entry("empty-line", SmtpFault.EMPTY_LINE),
          Map.entry("unfinished", SmtpFault.UNFINISHED),
          Map.entry("endless", SmtpFault.ENDLESS),
          Map.entry("huge", SmtpFault.HUGE_ANSWER),
          Map.entry("drip", SmtpFault.drip(Duration.ofMillis(200))));

  static Stream<Arguments> places() {
    List<SmtpStage> stages =
        List.of(
            SmtpStage.BANNER,
            SmtpStage.EHLO,
            SmtpStage.MAIL,
            SmtpStage.RCPT,
            SmtpStage.DATA,
            SmtpStage.END);
    return stages.stream()
        .flatMap(stage -> FAULTS.keySet().stream().sorted().map(name -> Arguments.of(stage, name)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void fault_isToldTruthfullyAndInTime(SmtpStage stage, String name) {
    // Without pipelining the server's view of "before the dot" is exact.
    SmtpSimulator simulator = start(SmtpSimulator.builder().pipelining(false));
    simulator.on(stage).fault(FAULTS.get(name));
    var provider = provider(plain(simulator));

    long begun = System.nanoTime();
    SendResult result = provider.send(mail("li@example.net").build(), context(SHORT));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(took).isLessThan(LATEST);
    assertThat(result.outcome())
        .as("%s", result)
        .isEqualTo(stage == SmtpStage.END ? Outcome.UNKNOWN : Outcome.REJECTED);
    if (stage != SmtpStage.END) {
      assertThat(simulator.mails()).isEmpty();
    }
    assertThat(simulator.counts().ends()).isLessThanOrEqualTo(1);
  }

  /** Before the envelope there is nothing to pipeline. */
  static Stream<Arguments> placesInTheEnvelope() {
    return places().filter(at -> ((SmtpStage) at.get()[0]).compareTo(SmtpStage.MAIL) >= 0);
  }

  @ParameterizedTest
  @MethodSource("placesInTheEnvelope")
  void faultUnderPipelining_neverSaysAcceptedAndNeverSendsTwice(SmtpStage stage, String name) {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    simulator.on(stage).fault(FAULTS.get(name));

    SendResult result =
        provider(plain(simulator)).send(mail("li@example.net").build(), context(SHORT));

    assertThat(result.isAccepted()).isFalse();
    assertThat(simulator.mails()).hasSizeLessThanOrEqualTo(1);
    if (result.outcome() == Outcome.REJECTED) {
      assertThat(simulator.mails()).isEmpty();
    }
  }
}
