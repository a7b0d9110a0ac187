package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.DEAD;
import static io.notifyjava.outbox.OutboxState.EXPIRED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.outbox.OutboxState.REJECTED;
import static io.notifyjava.outbox.OutboxState.UNKNOWN;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.event.OutboxEvent;
import io.notifyjava.event.OutboxStoreEvent;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failing store, a failing executor and rows that nobody can read do. */
class OutboxFaultsTest {

  private final OutboxBench bench = new OutboxBench();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void storeThatFailsBeforeAndAfterItsCommits_losesNothing_andNothingIsSentTwice(long seed) {
    Random dice = new Random(seed);
    Notifier notifier = bench.open(options -> options.inFlight(5));
    for (int i = 0; i < 60; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    for (int round = 0; round < 40; round++) {
      bench.store.fails(
          dice.nextBoolean() ? FaultyOutboxStore.Fault.BEFORE : FaultyOutboxStore.Fault.AFTER);
      bench.run(dice.nextInt(6));
      bench.pass(Duration.ofMillis(dice.nextInt(3_000)));
    }
    bench.pass(Duration.ofMinutes(15));

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(60);
    assertThat(bench.recipientsSent()).hasSize(60).doesNotHaveDuplicates();
    assertThat(bench.store.mostLeased()).isLessThanOrEqualTo(5);
  }

  private Notifier openWith(Heard heard) {
    return bench.open(
        options -> options, builder -> builder.provider("main", bench.provider).listener(heard));
  }

  @Test
  void claimWhoseAnswerWasLost_isFoundAgain_andNotTakenForLost() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.store.fails(FaultyOutboxStore.Fault.AFTER);
    bench.pass(sec(3));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.store.calls("held")).isEqualTo(1);
    assertThat(bench.provider.calls().get(0).context().resend()).isFalse();
  }

  @Test
  void errorInTheMiddleOfARound_stopsNothingForLong() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.store.fails(FaultyOutboxStore.Fault.ERROR);
    bench.pass(sec(2));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.provider.callCount()).isEqualTo(1);
  }

  @Test
  void outage_isAnnouncedOnceAndItsEndOnce_andWhatWasSentIsRecordedAfterwards() {
    Heard heard = new Heard();
    Notifier notifier = openWith(heard);
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(1);
    bench.store.down(true);
    bench.store.forgetCalls();
    bench.pass(Duration.ofMinutes(10));

    assertThat(bench.provider.callCount()).isEqualTo(1);
    assertThat(bench.store.calls().size()).as("asks more and more seldom").isBetween(35, 120);
    bench.store.down(false);
    bench.pass(sec(20));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    notifier.close(sec(5));
    assertThat(heard.stores)
        .extracting(OutboxStoreEvent::state)
        .containsExactly(OutboxStoreEvent.State.FAILING, OutboxStoreEvent.State.WELL_AGAIN);
    assertThat(heard.stores.get(0).cause()).contains("UNAVAILABLE");
    assertThat(heard.stores.get(1).lasted()).isGreaterThan(Duration.ofMinutes(9));
    assertThat(heard.entries).extracting(OutboxEvent::id).containsExactly(id);
    assertThat(heard.entries).extracting(OutboxEvent::state).containsExactly(ACCEPTED);
  }

  @Test
  void storeThatThrowsErrors_isAskedMoreAndMoreSeldom_andThatIsAnnouncedOnce() {
    Heard heard = new Heard();
    Notifier notifier = openWith(heard);
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    FaultyOutboxStore.Fault[] errors = new FaultyOutboxStore.Fault[12];
    Arrays.fill(errors, FaultyOutboxStore.Fault.ERROR);
    bench.store.fails(errors);
    bench.store.forgetCalls();
    bench.pass(sec(20));
    assertThat(bench.store.calls()).hasSizeLessThan(9);
    bench.pass(Duration.ofMinutes(3));

    assertThat(bench.memory.counts().open()).isZero();
    assertThat(bench.provider.callCount()).isLessThanOrEqualTo(1);
    assertThat(bench.state(id)).isIn(ACCEPTED, UNKNOWN);
    notifier.close(sec(5));
    assertThat(heard.stores)
        .extracting(OutboxStoreEvent::state)
        .containsExactly(OutboxStoreEvent.State.FAILING, OutboxStoreEvent.State.WELL_AGAIN);
    assertThat(heard.stores.get(0).cause()).contains("OutOfMemoryError");
  }

  @Test
  void endsThatWereRecordedWithoutAnAnswer_areAnnouncedOnceEach() {
    Heard heard = new Heard();
    Notifier notifier = openWith(heard);
    bench.settle();
    for (int i = 0; i < 3; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.run(4);
    // The turn with the three verdicts; then what became of them is asked, and that fails midway.
    bench.store.fails(FaultyOutboxStore.Fault.AFTER);
    bench.store.failsAt("find", 2);
    bench.pass(sec(20));
    notifier.close(sec(5));

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(3);
    assertThat(bench.store.calls("find")).isGreaterThan(3);
    assertThat(heard.entries).hasSize(3);
  }

  @Test
  void errorOfAnExtension_inTheMiddleOfTheWay_leavesItsEntryUnknown_andNotLeasedForEver() {
    bench.provider.bulk(100, message -> java.util.Optional.of(message.content()));
    bench.provider.always(OutboxBench.perhaps());
    bench.provider.settles(
        message -> {
          throw new NoClassDefFoundError("a jar is missing");
        });
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId one = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    OutboxId two = notifier.outbox().enqueue(TestMessage.of("b", "hello"));
    bench.pass(sec(5));

    assertThat(List.of(bench.state(one), bench.state(two))).containsOnly(UNKNOWN);
  }

  @Test
  void entryThatNoAccountOfTheNodeCanSend_isRejectedWithAReason_andTheOthersGoOn() {
    Notifier puts = bench.open(options -> options.sending(false));
    OutboxId nobodys = puts.outbox().enqueue(TestMessage.to("a").account("main").build());
    OutboxId good = puts.outbox().enqueue(TestMessage.of("b", "hello"));
    OutboxBench other = bench.neighbour();
    other.open(options -> options, builder -> builder.provider("renamed", other.provider));
    other.pass(sec(10));

    assertThat(bench.state(nobodys)).isEqualTo(REJECTED);
    assertThat(bench.entry(nobodys).text()).contains("Account 'main' is not configured", "renamed");
    assertThat(bench.state(good)).isEqualTo(ACCEPTED);
  }

  @Test
  void storeThatCannotBePrepared_isAskedAgain_andEnqueueFailsLoudlyMeanwhile() {
    bench.store.down(true);
    Notifier notifier = bench.open();
    bench.pass(sec(3));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> notifier.outbox().enqueue(TestMessage.of("a", "hello"))))
        .isInstanceOf(OutboxException.class);
    bench.store.down(false);
    bench.pass(sec(20));
    assertThat(bench.state(bench.put(notifier, TestMessage.of("a", "hello")))).isEqualTo(ACCEPTED);
  }

  @Test
  void executorWithoutRoom_delaysEntries_andLosesNone() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId a = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    OutboxId b = notifier.outbox().enqueue(TestMessage.of("b", "hello"));
    bench.room(1);
    bench.settle();
    bench.room(0);
    bench.pass(sec(30));
    assertThat(bench.memory.counts().of(ACCEPTED)).isLessThanOrEqualTo(1);
    assertThat(bench.entry(b).code()).isEqualTo("executor-rejected");
    bench.room(Integer.MAX_VALUE);
    bench.pass(sec(30));

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(2);
    assertThat(bench.recipientsSent()).containsExactlyInAnyOrder("a", "b");
    assertThat(List.of(bench.entry(a).attempts(), bench.entry(b).attempts()))
        .as("what was refused by the executor was no attempt")
        .containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void executorThatThrowsErrors_delaysEntries_andLosesNone(long seed) {
    Notifier notifier = bench.open(options -> options.inFlight(8));
    bench.flaky(seed);
    for (int i = 0; i < 50; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.pass(Duration.ofMinutes(2));

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(50);
    assertThat(bench.recipientsSent()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void rowThatNobodyCanRead_expiresAllTheSame() {
    Notifier notifier = bench.open(options -> options.sending(false).cipher(new NoCipher()));
    OutboxId id =
        notifier
            .outbox()
            .enqueue(TestMessage.to("a").deadline(bench.clock.instant().plus(sec(30))).build());
    OutboxBench other = bench.neighbour();
    other.open();
    other.pass(sec(20));
    assertThat(bench.entry(id).code()).isEqualTo("unreadable");
    other.pass(sec(11));

    assertThat(bench.state(id)).isEqualTo(EXPIRED);
    assertThat(bench.entry(id).text()).contains("The deadline", "had passed before it was sent");
  }

  @Test
  void rowsThatNobodyCanRead_endDeadWithAReason_andTheOthersGoOn() {
    Notifier notifier = bench.open(options -> options.maxAttempts(3));
    OutboxId unknownType = raw(1, "carrier-pigeon", 1, "a=b\n");
    OutboxId newer = raw(2, "test-message", 9, "a=b\n");
    OutboxId broken = raw(3, "test-message", 1, "no line break");
    OutboxId missing = raw(4, "test-message", 1, "kind=test\n");
    OutboxId good = bench.put(notifier, TestMessage.of("a", "hello"));

    assertThat(bench.state(good)).isEqualTo(ACCEPTED);
    assertThat(bench.state(unknownType)).as("a newer node may read it").isEqualTo(PENDING);
    bench.pass(Duration.ofMinutes(3));
    assertThat(List.of(unknownType, newer, broken, missing))
        .allSatisfy(
            id -> {
              assertThat(bench.state(id)).isEqualTo(DEAD);
              assertThat(bench.entry(id).code()).isEqualTo("unreadable");
            });
    assertThat(bench.entry(unknownType).text())
        .contains("carrier-pigeon", "known are", "test-message", "Add the module");
    assertThat(bench.entry(newer).text()).contains("version 9", "reads up to 1", "update it");
    assertThat(bench.entry(broken).text()).contains("no line break at the end");
    assertThat(bench.entry(missing).text()).isEqualTo("Field recipient is missing");
  }

  @Test
  void providerThatThrows_leavesItsEntryUnknown_andTheOthersGoOn() {
    bench.provider.always(
        message -> {
          if (message.recipient().value().equals("bad")) {
            throw new StackOverflowError();
          }
          return OutboxBench.never();
        });
    Notifier notifier = bench.open();
    OutboxId bad = bench.put(notifier, TestMessage.of("bad", "hello"));
    OutboxId good = bench.put(notifier, TestMessage.of("good", "hello"));

    assertThat(bench.state(bad)).isEqualTo(UNKNOWN);
    assertThat(bench.entry(bad).code()).isEqualTo("provider-bug");
    assertThat(bench.state(good)).isEqualTo(REJECTED);
  }

  @Test
  void idle_looksOncePerInterval_andNoOftener() {
    bench.open(options -> options.pollInterval(sec(5)));
    bench.pass(sec(10));
    bench.store.forgetCalls();
    bench.pass(sec(100));

    assertThat(bench.store.calls("turn")).isBetween(16L, 26L);
    assertThat(bench.store.calls("untilNextDue")).isBetween(16L, 26L);
    assertThat(bench.store.calls()).hasSizeLessThan(53);
  }

  @Test
  void clockThatJumps_neitherLosesNorHurriesAnEntry() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    bench.clock.jump(Duration.ofHours(-3));
    OutboxId back = bench.put(notifier, TestMessage.of("b", "hello"));
    bench.clock.jump(Duration.ofHours(6));
    OutboxId forth = bench.put(notifier, TestMessage.of("c", "hello"));
    bench.pass(sec(10));

    assertThat(List.of(id, back, forth)).isSorted();
    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(3);
    assertThat(bench.recipientsSent()).containsExactly("a", "b", "c");
  }

  private OutboxId raw(int number, String type, int version, String payload) {
    OutboxId id = new OutboxId("0".repeat(31) + number);
    bench.memory.insert(
        List.of(
            new OutboxDraft(
                id,
                null,
                "0".repeat(64),
                null,
                Lane.BULK,
                type,
                version,
                payload.getBytes(StandardCharsets.UTF_8),
                null,
                null,
                DeliveryMode.AT_MOST_ONCE,
                null,
                ManualClock.START,
                ManualClock.START,
                null)));
    return id;
  }

  /** Writes down what is announced. */
  private static final class Heard implements NotifierListener {

    final List<OutboxStoreEvent> stores = new CopyOnWriteArrayList<>();
    final List<OutboxEvent> entries = new CopyOnWriteArrayList<>();

    @Override
    public void onOutboxStore(OutboxStoreEvent event) {
      stores.add(event);
    }

    @Override
    public void onOutbox(OutboxEvent event) {
      entries.add(event);
    }
  }
}
