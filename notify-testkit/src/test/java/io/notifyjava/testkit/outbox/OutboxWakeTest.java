package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.testkit.TestMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node knows of is sent when it is due, however seldom it looks for what others put. */
class OutboxWakeTest {

  private static final Duration SELDOM = Duration.ofHours(1);

  private final OutboxBench bench = new OutboxBench();

  private static OutboxId at(OutboxBench bench, Notifier notifier, String who, Duration in) {
    return notifier
        .outbox()
        .enqueue(
            TestMessage.of(who, "hello"),
            EnqueueOptions.defaults().notBefore(bench.clock.instant().plus(in)));
  }

  @Test
  void laterOfTwoTimes_isKept_thoughMoreIsDueAtTheFirstThanThereArePlaces() {
    Notifier notifier =
        bench.open(options -> options.inFlight(2).urgentReserve(0).pollInterval(SELDOM));
    bench.settle();
    for (int i = 0; i < 5; i++) {
      at(bench, notifier, "first" + i, sec(10));
    }
    OutboxId second = at(bench, notifier, "second", sec(60));
    bench.pass(sec(11));
    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(5);
    assertThat(bench.state(second)).isEqualTo(PENDING);
    bench.pass(sec(50));

    assertThat(bench.state(second)).isEqualTo(ACCEPTED);
  }

  @Test
  void timesThatAnotherLifeOfTheNodeKnew_areFoundAtItsStart_thoughMuchIsDueBefore() {
    Notifier gone = bench.open(options -> options.sending(false));
    for (int i = 0; i < 5; i++) {
      gone.outbox().enqueue(TestMessage.of("now" + i, "hello"));
    }
    OutboxId later = at(bench, gone, "later", sec(60));
    bench.die();
    OutboxBench next = bench.neighbour();
    next.open(options -> options.inFlight(2).urgentReserve(0).pollInterval(SELDOM));
    next.pass(sec(61));

    assertThat(bench.state(later)).isEqualTo(ACCEPTED);
  }

  @Test
  void entryThatBecomesDueWhileTheStoreIsAskedWhatIsDueNext_isSentSoon() {
    Notifier notifier = bench.open(options -> options.pollInterval(SELDOM));
    bench.settle();
    at(bench, notifier, "first", sec(10));
    OutboxId second = at(bench, notifier, "second", sec(10).plusMillis(50));
    bench.store.before("untilNextDue", () -> bench.clock.advance(sec(1)));
    bench.pass(sec(15));

    assertThat(bench.state(second)).isEqualTo(ACCEPTED);
  }

  @Test
  void entryOfAnotherNode_thatBecomesDueWhileTheStoreIsAsked_isSentSoon() {
    Notifier gone = bench.open(options -> options.sending(false));
    OutboxId id = at(bench, gone, "a", sec(10));
    bench.die();
    OutboxBench next = bench.neighbour();
    next.store.before("untilNextDue", () -> bench.clock.advance(sec(11)));
    next.open(options -> options.pollInterval(SELDOM));
    next.settle();
    next.pass(sec(3));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void entryThatIsTriedAgain_doesNotWaitForAClockThatWasSetBack() {
    OutboxBench steady = OutboxBench.withSteadyStore();
    steady.provider.answers(OutboxBench.later());
    Notifier notifier = steady.open(options -> options.pollInterval(SELDOM));
    OutboxId id = steady.put(notifier, TestMessage.of("a", "hello"));
    assertThat(steady.state(id)).isEqualTo(PENDING);
    steady.clock.jump(Duration.ofHours(-3));
    steady.pass(sec(6));

    assertThat(steady.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void idleNode_leavesNoHeapOfAlarms() {
    bench.open(options -> options.pollInterval(sec(1)));
    bench.pass(Duration.ofMinutes(4));

    assertThat(bench.timers()).hasSizeLessThan(5);
  }
}
