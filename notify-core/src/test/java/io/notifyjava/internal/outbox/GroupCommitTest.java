package io.notifyjava.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxStore.Placed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GroupCommitTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<List<OutboxDraft>> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger ids = new AtomicInteger();

  @AfterEach
  void endCallers() {
    open.countDown();
    callers.shutdownNow();
  }

  /** The first group waits until the test lets it go. */
  private List<Placed> insert(List<OutboxDraft> drafts) {
    groups.add(List.copyOf(drafts));
    if (groups.size() == 1) {
      awaitOpen();
    }
    if (drafts.stream().anyMatch(draft -> "bad".equals(draft.key()))) {
      throw new OutboxException(OutboxException.Kind.KEY_CONFLICT, "another has this key");
    }
    return drafts.stream().map(draft -> new Placed(draft.id(), true)).toList();
  }

  private void awaitOpen() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutboxException(OutboxException.Kind.UNAVAILABLE, "interrupted");
    }
  }

  private OutboxDraft draft(String key, int bytes) {
    OutboxId id = new OutboxId("0".repeat(24) + HexFormat.of().toHexDigits(ids.incrementAndGet()));
    return new OutboxDraft(
        id,
        key,
        "0".repeat(64),
        null,
        Lane.BULK,
        "note",
        1,
        new byte[bytes],
        null,
        null,
        DeliveryMode.AT_MOST_ONCE,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }

  private Future<List<Placed>> caller(GroupCommit commits, OutboxDraft... drafts) {
    return callers.submit(() -> commits.put(List.of(drafts)));
  }

  /** Lets one lead at a time, who waits so long for company. */
  private GroupCommit alone(Duration company) {
    return new GroupCommit(this::insert, LONG, System::nanoTime, company);
  }

  private static void awaitWaiting(GroupCommit commits, int callers) {
    await().until(() -> commits.waiting() == callers);
  }

  @Test
  void callersThatComeWhileOneCommits_shareTheNextCommit_andEachGetsItsOwn() throws Exception {
    GroupCommit commits = new GroupCommit(this::insert, LONG, System::nanoTime);
    Future<List<Placed>> first = caller(commits, draft("a", 1));
    await().until(() -> groups.size() == 1);
    OutboxDraft second = draft("b", 1);
    OutboxDraft third = draft("c", 1);
    OutboxDraft fourth = draft("d", 1);
    Future<List<Placed>> two = caller(commits, second);
    awaitWaiting(commits, 1);
    Future<List<Placed>> more = caller(commits, third, fourth);
    awaitWaiting(commits, 2);
    open.countDown();

    assertThat(first.get()).hasSize(1);
    assertThat(two.get()).containsExactly(new Placed(second.id(), true));
    assertThat(more.get())
        .containsExactly(new Placed(third.id(), true), new Placed(fourth.id(), true));
    assertThat(groups).extracting(List::size).containsExactly(1, 3);
  }

  @Test
  void groups_areBoundedByEntriesAndBytes() throws Exception {
    GroupCommit commits = new GroupCommit(this::insert, LONG, System::nanoTime);
    List<Future<List<Placed>>> all = new ArrayList<>();
    all.add(caller(commits, draft("first", 1)));
    await().until(() -> groups.size() == 1);
    for (int i = 0; i < 3; i++) {
      all.add(caller(commits, draft("large", 700_000)));
      awaitWaiting(commits, i + 1);
    }
    open.countDown();
    for (Future<List<Placed>> one : all) {
      assertThat(one.get()).hasSize(1);
    }
    assertThat(groups).extracting(List::size).containsExactly(1, 1, 1, 1);
  }

  @Test
  void oneThatIsRefused_doesNotTakeTheOthersWithIt() throws Exception {
    GroupCommit commits = new GroupCommit(this::insert, LONG, System::nanoTime);
    Future<List<Placed>> first = caller(commits, draft("a", 1));
    await().until(() -> groups.size() == 1);
    Future<List<Placed>> good = caller(commits, draft("b", 1));
    awaitWaiting(commits, 1);
    Future<List<Placed>> bad = caller(commits, draft("bad", 1));
    awaitWaiting(commits, 2);
    open.countDown();

    assertThat(first.get()).hasSize(1);
    assertThat(good.get()).hasSize(1);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(bad::get)
        .withCauseInstanceOf(OutboxException.class)
        .withMessageContaining("another has this key");
  }

  @Test
  void callerWhoseTimeIsOver_leaves_andNothingOfItIsPut() throws Exception {
    GroupCommit commits = new GroupCommit(this::insert, Duration.ofMillis(50), System::nanoTime);
    Future<List<Placed>> first = caller(commits, draft("a", 1));
    await().until(() -> groups.size() == 1);

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> commits.put(List.of(draft("b", 1))))
        .withMessageContaining("did not answer within PT0.05S")
        .withMessageEndingWith("nothing was enqueued")
        .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse());
    open.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).hasSize(1);
    assertThat(groups).hasSize(1);
  }

  @Test
  void callerThatIsInterrupted_leaves_andKeepsItsFlag() throws Exception {
    GroupCommit commits = new GroupCommit(this::insert, LONG, System::nanoTime);
    Future<List<Placed>> first = caller(commits, draft("a", 1));
    await().until(() -> groups.size() == 1);
    AtomicInteger flag = new AtomicInteger();
    Thread waits =
        new Thread(
            () -> {
              try {
                commits.put(List.of(draft("b", 1)));
              } catch (OutboxException e) {
                flag.set(Thread.currentThread().isInterrupted() && !e.mayHaveHappened() ? 1 : 2);
              }
            });
    waits.start();
    awaitWaiting(commits, 1);
    waits.interrupt();
    waits.join();

    assertThat(flag).hasValue(1);
    open.countDown();
    assertThat(first.get()).hasSize(1);
  }

  @Test
  void storeThatThrowsSomethingElse_leavesItOpen_andTheNextCallerCanGoOn() {
    AtomicInteger calls = new AtomicInteger();
    GroupCommit commits =
        new GroupCommit(
            drafts -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("secret");
              }
              return drafts.stream().map(draft -> new Placed(draft.id(), true)).toList();
            },
            LONG,
            System::nanoTime);

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> commits.put(List.of(draft("a", 1))))
        .withMessageContaining("java.lang.IllegalStateException")
        .withMessageNotContaining("secret")
        .satisfies(e -> assertThat(e.mayHaveHappened()).isTrue());
    assertThat(commits.put(List.of(draft("b", 1)))).hasSize(1);
  }

  /** A lead that is lost would leave all later callers waiting. */
  @ParameterizedTest
  @ValueSource(longs = {0, 100_000, 1_000_000})
  void howeverCallersComeAndGo_eachGetsItsOwn_andNoLeadIsLost(long company) throws Exception {
    open.countDown();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    GroupCommit commits =
        new GroupCommit(
            drafts -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.yield();
              now.decrementAndGet();
              return drafts.stream().map(draft -> new Placed(draft.id(), true)).toList();
            },
            LONG,
            System::nanoTime,
            Duration.ofNanos(company));
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      boolean leaves = i % 4 == 3;
      all.add(callers.submit(() -> putMany(commits, leaves)));
    }
    for (Future<Integer> one : all) {
      assertThat(one.get()).isEqualTo(200);
    }
    assertThat(commits.waiting()).isZero();
    assertThat(commits.isLed()).isFalse();
    assertThat(most).hasValue(1);
  }

  private int putMany(GroupCommit commits, boolean leaves) {
    int own = 0;
    for (int i = 0; i < 200; i++) {
      OutboxDraft draft = draft(null, 1);
      if (leaves && i % 3 == 0) {
        Thread.currentThread().interrupt();
      }
      try {
        own += commits.put(List.of(draft)).equals(List.of(new Placed(draft.id(), true))) ? 1 : 0;
      } catch (OutboxException e) {
        own += Thread.interrupted() ? 1 : 0;
      }
    }
    return own;
  }

  @Test
  void whoIsFirstBackAfterASharedCommit_waitsForAsManyAsSharedIt() throws Exception {
    GroupCommit commits = alone(LONG);
    shareOneCommit(commits, 3);

    Future<List<Placed>> first = caller(commits, draft("x", 1));
    awaitWaiting(commits, 1);
    Future<List<Placed>> second = caller(commits, draft("y", 1));
    awaitWaiting(commits, 2);
    assertThat(first.isDone()).isFalse();
    Future<List<Placed>> third = caller(commits, draft("z", 1));

    assertThat(first.get()).hasSize(1);
    assertThat(second.get()).hasSize(1);
    assertThat(third.get()).hasSize(1);
    assertThat(groups.get(groups.size() - 1)).hasSize(3);
  }

  @Test
  void whoGetsNoCompanyInTime_goesAlone_andTheNextDoesNotWait() throws Exception {
    GroupCommit commits = alone(Duration.ofNanos(1));
    shareOneCommit(commits, 3);

    assertThat(commits.put(List.of(draft("x", 1)))).hasSize(1);

    GroupCommit patient = alone(LONG);
    assertThat(patient.put(List.of(draft("y", 1)))).hasSize(1);
    assertThat(patient.put(List.of(draft("z", 1)))).hasSize(1);
  }

  @Test
  void whoIsInterruptedWhileItWaitsForCompany_leavesTheLeadToTheNext() throws Exception {
    GroupCommit commits = alone(LONG);
    shareOneCommit(commits, 3);

    Future<List<Placed>> first = caller(commits, draft("x", 1));
    awaitWaiting(commits, 1);
    Future<List<Placed>> second = caller(commits, draft("y", 1));
    awaitWaiting(commits, 2);
    first.cancel(true);

    assertThat(second.get()).hasSize(1);
    assertThat(groups.get(groups.size() - 1)).hasSize(1);
    await().until(() -> !commits.isLed());
    assertThat(commits.waiting()).isZero();
  }

  /** Has one caller commit alone, and so many others share the next commit. */
  private void shareOneCommit(GroupCommit commits, int callers) throws Exception {
    Future<List<Placed>> alone = caller(commits, draft("alone", 1));
    await().until(() -> groups.size() == 1);
    List<Future<List<Placed>>> sharing = new ArrayList<>();
    for (int i = 1; i <= callers; i++) {
      sharing.add(caller(commits, draft("shared" + i, 1)));
      awaitWaiting(commits, i);
    }
    open.countDown();
    alone.get();
    for (Future<List<Placed>> one : sharing) {
      one.get();
    }
    assertThat(groups.get(1)).hasSize(callers);
  }
}
