package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.LEASED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static io.notifyjava.testkit.outbox.OutboxBench.urgent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.notifyjava.CloseReport;
import io.notifyjava.Notifier;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxException;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Places, lanes, shared calls, many threads, and the end. */
@Timeout(60)
class OutboxLanesTest {

  private final OutboxBench bench = new OutboxBench();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void urgentEntry_overtakesThoseThatHaveNoPlaceYet() {
    Notifier notifier = bench.open(options -> options.inFlight(8).urgentReserve(2));
    bench.settle();
    for (int i = 0; i < 200; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "campaign"));
    }
    bench.run(5);
    notifier.outbox().enqueue(urgent("code"));
    bench.settle();

    assertThat(bench.recipientsSent()).hasSize(201);
    assertThat(bench.recipientsSent().indexOf("code")).isLessThan(16);
  }

  @Test
  void manyUrgentEntries_mayUseEveryPlace_andBulkOnesFollow() {
    Notifier notifier = bench.open(options -> options.inFlight(8).urgentReserve(2));
    for (int i = 0; i < 40; i++) {
      notifier.outbox().enqueue(TestMessage.of("bulk" + i, "campaign"));
      notifier.outbox().enqueue(urgent("urgent" + i));
    }
    bench.settle();

    assertThat(bench.recipientsSent()).hasSize(80);
    assertThat(bench.recipientsSent().lastIndexOf("urgent39")).isLessThan(55);
    assertThat(bench.store.mostLeased()).isLessThanOrEqualTo(8);
  }

  @Test
  void urgentEntry_isSent_whileEveryBulkPlaceIsBlocked() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    provider.always(
        message -> {
          if (message.options().lane() == Lane.BULK) {
            awaitOpen(open);
          }
          return SendResult.accepted(Receipt.of("id", ManualClock.START));
        });
    MemoryOutboxStore store = new MemoryOutboxStore();
    try (Notifier notifier = real(provider, store)) {
      for (int i = 0; i < 30; i++) {
        notifier.outbox().enqueue(TestMessage.of("bulk" + i, "campaign"));
      }
      await().until(() -> store.counts().of(LEASED) == 6);
      OutboxId id = notifier.outbox().enqueue(urgent("code"));
      await().until(() -> store.find(id).orElseThrow().state() == ACCEPTED);
      assertThat(store.counts().of(LEASED)).isEqualTo(6);
      open.countDown();
      await().until(() -> store.counts().of(ACCEPTED) == 31);
    }
  }

  @Test
  void largeMessages_areClaimedAsFarAsThereIsRoom_andAllAreSent() {
    Notifier notifier =
        bench.open(options -> options.inFlight(40).urgentReserve(10).bytesInHand(10_000));
    String large = "x".repeat(3_000);
    for (int i = 0; i < 20; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, large));
    }
    notifier.outbox().enqueue(TestMessage.of("huge", "x".repeat(9_900)));
    notifier.outbox().enqueue(urgent("code"));
    bench.settle();

    assertThat(bench.recipientsSent()).hasSize(22).contains("code", "huge");
    // The code, three of 3,000, and one more while there was room for less.
    assertThat(bench.store.mostLeased()).isEqualTo(5);
    assertThat(bench.store.claims())
        .allSatisfy(claim -> assertThat(claim.bytes()).isBetween(1L, 10_000L));
    assertThat(bench.timers()).isNotEmpty();
  }

  @Test
  void messageThatIsLargerThanAllRoom_isSentAlone() {
    Notifier notifier = bench.open(options -> options.bytesInHand(1_000));
    for (int i = 0; i < 3; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "x".repeat(5_000)));
    }
    bench.settle();

    assertThat(bench.recipientsSent()).containsExactly("r0", "r1", "r2");
    assertThat(bench.store.mostLeased()).isEqualTo(1);
  }

  @Test
  void messagesOfOneKind_shareCalls_withThoseOfTheirClaim() {
    bench.provider.bulk(100, message -> Optional.of(message.content()));
    Notifier notifier = bench.open(options -> options.inFlight(40).urgentReserve(0));
    for (int i = 0; i < 100; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "campaign"));
    }
    bench.settle();

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(100);
    assertThat(bench.provider.bulkCalls()).hasSize(3);
    assertThat(bench.provider.bulkCalls().get(0)).hasSize(40);
  }

  @Test
  void concurrentEnqueues_shareCommits_andAllAreSentOnce() throws Exception {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    FaultyOutboxStore store = new FaultyOutboxStore(new MemoryOutboxStore());
    try (Notifier notifier = real(provider, store)) {
      List<Future<?>> callers = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        int number = thread;
        callers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    notifier.outbox().enqueue(TestMessage.of("r" + number + "-" + i, "hello"));
                  }
                }));
      }
      for (Future<?> caller : callers) {
        caller.get(30, TimeUnit.SECONDS);
      }
      await().until(() -> store.counts().of(ACCEPTED) == 1_600);
    }
    assertThat(provider.callCount()).isEqualTo(1_600);
    assertThat(provider.sent().stream().map(one -> one.recipient().value()))
        .doesNotHaveDuplicates();
    assertThat(store.isClosed()).isTrue();
  }

  @Test
  void twoNodes_shareTheWork_andNothingIsSentTwice() {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    MemoryOutboxStore store = new MemoryOutboxStore();
    try (Notifier one = real(provider, store);
        Notifier two = real(provider, store)) {
      for (int i = 0; i < 500; i++) {
        (i % 2 == 0 ? one : two).outbox().enqueue(TestMessage.of("r" + i, "hello"));
      }
      await().until(() -> store.counts().of(ACCEPTED) == 500);
    }
    assertThat(provider.callCount()).isEqualTo(500);
  }

  @Test
  void close_waitsForWhatIsSent_handsBackTheRest_andRefusesMore() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    provider.always(
        message -> {
          begun.countDown();
          awaitOpen(open);
          return SendResult.accepted(Receipt.of("id", ManualClock.START));
        });
    ExecutorService single = Executors.newFixedThreadPool(2);
    MemoryOutboxStore store = new MemoryOutboxStore();
    try {
      Notifier notifier =
          builder(provider, store, OutboxOptions.builder().inFlight(8)).executor(single).build();
      for (int i = 0; i < 20; i++) {
        notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
      }
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      Future<CloseReport> closed = threads.submit(() -> notifier.close(sec(20)));
      await().until(() -> OutboxBench.isClosed(notifier));
      open.countDown();

      CloseReport report = closed.get(30, TimeUnit.SECONDS);
      assertThat(report.isClean()).isTrue();
      assertThat(store.counts().of(LEASED)).isZero();
      assertThat(store.counts().of(ACCEPTED)).isEqualTo(provider.callCount());
      assertThat(store.counts().of(PENDING)).isEqualTo(20 - provider.callCount());
      assertThat(store.counts().of(PENDING)).isPositive();
    } finally {
      single.shutdownNow();
    }
  }

  @Test
  void closeWithAStoreThatIsDown_saysHowManyEntriesOthersWillFindUnknown() {
    Notifier notifier = bench.open();
    bench.settle();
    notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(1);
    bench.store.down(true);
    bench.settle();
    CloseReport report = notifier.close(sec(1));

    assertThat(report.leased()).isEqualTo(1);
    assertThat(report.isClean()).isFalse();
    assertThat(bench.store.isClosed()).isTrue();
    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(
            () ->
                notifier.outbox().enqueue(TestMessage.of("b", "hello"), EnqueueOptions.defaults()))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.CLOSED));
  }

  @Test
  void closedBeforeItBegan_leavesAllToTheNext() {
    Notifier notifier = bench.open();
    bench.settle();
    notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(1);
    assertThat(bench.memory.counts().of(LEASED)).isEqualTo(1);
    assertThat(notifier.close(sec(1)).isClean()).isTrue();
    assertThat(bench.memory.counts().of(PENDING)).isEqualTo(1);

    OutboxBench next = bench.neighbour();
    next.open();
    next.settle();
    assertThat(next.recipientsSent()).containsExactly("a");
    assertThat(next.provider.calls().get(0).context().resend()).isFalse();
    bench.settle();
    assertThat(bench.provider.callCount()).isZero();
  }

  private Notifier real(
      RecordingProvider<TestMessage> provider, io.notifyjava.outbox.OutboxStore store) {
    return builder(provider, store, OutboxOptions.builder().inFlight(8).urgentReserve(2))
        .executor(threads)
        .build();
  }

  private static io.notifyjava.NotifierBuilder builder(
      RecordingProvider<TestMessage> provider,
      io.notifyjava.outbox.OutboxStore store,
      OutboxOptions.Builder options) {
    return Notifier.builder()
        .provider("main", provider)
        .outbox(store, options.pollInterval(Duration.ofMillis(200)).build());
  }

  private static void awaitOpen(CountDownLatch open) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
