package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.LEASED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.outbox.OutboxState.UNKNOWN;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.CloseReport;
import io.notifyjava.Notifier;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.MemoryOutboxStore;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases that last, threads that are few, and ends that come at a bad moment. */
@Timeout(60)
class OutboxEnduranceTest {

  private static final SendResult YES = SendResult.accepted(Receipt.of("id", ManualClock.START));

  private final OutboxBench bench = new OutboxBench();
  private final OutboxBench other = bench.neighbour();

  @Test
  void leasesAreRenewed_thoughTheOneThreadHasManySlowSendsBeforeIt() {
    bench.provider.always(
        message -> {
          bench.idle(sec(15));
          other.pass(Duration.ZERO);
          return YES;
        });
    Notifier notifier = bench.open(options -> options.inFlight(8).urgentReserve(0));
    bench.settle();
    for (int i = 0; i < 8; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    other.open();
    bench.settle();

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(8);
    assertThat(bench.provider.callCount()).isEqualTo(8);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void leasesAreRenewed_whileTheNodeCloses() throws Exception {
    ExecutorService closer = Executors.newSingleThreadExecutor();
    List<Future<CloseReport>> closed = new ArrayList<>();
    Notifier notifier = bench.open();
    bench.settle();
    bench.provider.always(
        message -> {
          closed.add(closer.submit(() -> notifier.close(sec(20))));
          await().until(() -> OutboxBench.isClosed(notifier));
          bench.pass(Duration.ofMinutes(5));
          other.pass(Duration.ZERO);
          return YES;
        });
    other.open();
    other.settle();
    try {
      OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
      bench.settle();

      assertThat(closed.get(0).get(30, TimeUnit.SECONDS).isClean()).isTrue();
      assertThat(bench.state(id)).isEqualTo(ACCEPTED);
      assertThat(other.provider.callCount()).isZero();
    } finally {
      closer.shutdownNow();
    }
  }

  @Test
  void providerThatHangs_leavesItsEntryUnknown_andNotLeasedForEver() {
    bench.provider.always(
        message -> {
          if (message.recipient().value().equals("hangs")) {
            bench.pass(Duration.ofMinutes(11));
            assertThat(bench.memory.counts().open()).isZero();
          }
          return YES;
        });
    Notifier notifier = bench.open(options -> options.inFlight(2).urgentReserve(0));
    OutboxId id = bench.put(notifier, TestMessage.of("hangs", "hello"));
    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(bench.entry(id).code()).isEqualTo("stuck");
    assertThat(bench.entry(id).text()).contains("long after its time limit", "provider hangs");
    OutboxId next = bench.put(notifier, TestMessage.of("next", "hello"));

    assertThat(bench.state(next)).isEqualTo(ACCEPTED);
    assertThat(bench.state(id)).as("what comes too late changes nothing").isEqualTo(UNKNOWN);
    for (int i = 0; i < 6; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.settle();
    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(7);
    assertThat(bench.store.mostLeased()).as("its place is free once").isEqualTo(2);
  }

  @Test
  void entryThatEndsWhileItsLeaseIsHandedOutAnew_isRecordedAtOnce() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(1);
    // Its task waits. Its lease runs out by the clock of the store, and a round comes first.
    bench.clock.jump(Duration.ofMinutes(2));
    Runnable send = bench.take();
    notifier.outbox().wake();
    bench.store.before("turn", send);
    bench.settle();

    assertThat(bench.provider.callCount()).isEqualTo(1);
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void entryThatWasLostUnbegun_keepsNoOthersWaitingForCompany() {
    bench.provider.bulk(100, message -> Optional.of(message.content()));
    Notifier notifier = bench.open();
    bench.settle();
    notifier.outbox().enqueue(TestMessage.of("lost", "hello"));
    bench.run(1);
    bench.clock.advance(Duration.ofMinutes(2));
    other.open();
    other.settle();
    Runnable send = bench.take();
    bench.pass(Duration.ZERO);
    send.run();
    for (int i = 0; i < 10; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.settle();

    assertThat(bench.memory.counts().of(ACCEPTED)).as("without a linger").isEqualTo(10);
  }

  @Test
  void entryThatWasLostUnbegun_leavesItsPlaceToAnother() {
    Notifier notifier = bench.open(options -> options.inFlight(1));
    bench.settle();
    notifier.outbox().enqueue(TestMessage.of("lost", "hello"));
    bench.run(1);
    bench.clock.advance(Duration.ofMinutes(2));
    other.open();
    other.settle();
    other.die();
    // Its task waits in the executor for ever.
    bench.take();
    bench.pass(Duration.ZERO);

    assertThat(bench.state(bench.put(notifier, TestMessage.of("next", "hello"))))
        .isEqualTo(ACCEPTED);
  }

  @Test
  void refusal_ofAnEntryThatAnotherNodeHadMeanwhile_saysNothingOfWhatThatDid() {
    Notifier notifier = bench.open();
    bench.settle();
    bench.provider.always(
        message -> {
          // The clock of the store jumps; another node claims the entry and dies; then we get it.
          bench.clock.jump(Duration.ofMinutes(2));
          other.open();
          other.run(1);
          other.die();
          bench.clock.jump(Duration.ofMinutes(2));
          notifier.outbox().wake();
          bench.run(1);
          return OutboxBench.never();
        });
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.settle();
    assertThat(bench.entry(id).node()).startsWith("node-");
    bench.pass(Duration.ofMinutes(2));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(bench.provider.callCount()).isEqualTo(1);
  }

  @Test
  void claimWhoseAnswerWasLostAtTheEnd_isHandedBack() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.store.fails(FaultyOutboxStore.Fault.AFTER);
    bench.run(1);
    assertThat(bench.state(id)).isEqualTo(LEASED);
    CloseReport report = notifier.close(sec(1));

    assertThat(report.leased()).isZero();
    assertThat(bench.state(id)).isEqualTo(PENDING);
    other.open();
    other.settle();
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.calls().get(0).context().resend()).isFalse();
  }

  @Test
  void storeThatFailsOnceAtTheEnd_isAskedAgain() {
    Notifier notifier = bench.open();
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(2);
    bench.store.fails(FaultyOutboxStore.Fault.BEFORE);
    CloseReport report = notifier.close(sec(5));

    assertThat(report.leased()).isZero();
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void executorOfOneThreadAndLittleRoom_sendsAll_andTroublesTheStoreLittle() {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    FaultyOutboxStore store = new FaultyOutboxStore(new MemoryOutboxStore());
    ThreadPoolExecutor small =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4));
    Notifier notifier =
        Notifier.builder()
            .provider("main", provider)
            .executor(small)
            .outbox(store, OutboxOptions.builder().pollInterval(Duration.ofMillis(200)).build())
            .build();
    try {
      for (int i = 0; i < 5; i++) {
        notifier.outbox().enqueueAll(messages(i, 100), EnqueueOptions.defaults());
      }
      await().atMost(sec(20)).until(() -> store.counts().of(ACCEPTED) == 500);
      assertThat(provider.callCount()).isEqualTo(500);
      assertThat(store.calls("turn")).isLessThan(2_000);
    } finally {
      notifier.close(sec(2));
      small.shutdownNow();
    }
  }

  @Test
  void executorThatWorksInTheCallersThread_hasSentAllWhenEnqueueReturns() {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    provider.bulk(100, message -> Optional.of(message.content()));
    MemoryOutboxStore store = new MemoryOutboxStore();
    Notifier notifier =
        Notifier.builder()
            .provider("main", provider)
            .executor(Runnable::run)
            .outbox(store, OutboxOptions.builder().inFlight(8).build())
            .build();
    notifier.outbox().enqueueAll(messages(0, 500), EnqueueOptions.defaults());

    assertThat(store.counts().of(ACCEPTED)).isEqualTo(500);
    assertThat(provider.sent()).hasSize(500);
    assertThat(provider.bulkCalls()).as("calls shared").isNotEmpty();
    assertThat(notifier.close(sec(1)).isClean()).isTrue();
  }

  private static List<TestMessage> messages(int part, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestMessage.of("r" + part + "-" + i, "hello"))
        .toList();
  }
}
