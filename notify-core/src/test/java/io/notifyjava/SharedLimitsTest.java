package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.fixture.Tasks;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.MemoryLimitStore;
import io.notifyjava.message.Message;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Limits where messages share calls, and where very many threads send at once. */
class SharedLimitsTest {

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();
  private final List<BatchItem> seen = new ArrayList<>();
  private final ScriptedProvider provider = ScriptedProvider.sharing(100);
  private final MemoryLimitStore store = MemoryLimitStore.builder().ticker(time::nanos).build();

  private BatchReport run(List<? extends Message> messages, Limit limit) {
    Notifier notifier =
        Notifier.builder()
            .executor(tasks)
            .clock(time)
            .ticker(time::nanos)
            .timer(time)
            .retry(RetryPolicy.never())
            .limits(Limits.builder().limit(limit).store(store).build())
            .provider("main", provider)
            .build();
    Batch batch = notifier.batch(messages, BatchOptions.builder().onResult(seen::add).build());
    for (int i = 0; i < 100_000 && !batch.completion().isDone(); i++) {
      tasks.runAll();
      if (!batch.completion().isDone()) {
        time.advance(Duration.ofMillis(1));
      }
    }
    assertThat(batch.completion()).as("%s", batch.progress()).isDone();
    return batch.join();
  }

  private static List<Note> notes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  private static Limit.Builder perAccount(int permits, LimitWindow window) {
    return Limit.named("test").atMost(permits, window);
  }

  @Nested
  class ASharedCall {

    @Test
    void carries_those_who_have_room_and_each_other_one_is_refused() {
      BatchReport report = run(notes(40), perAccount(25, LimitWindow.day()).build());

      assertThat(provider.sharedSizes()).containsExactly(25);
      assertThat(report.counts().accepted()).isEqualTo(25);
      assertThat(seen)
          .filteredOn(item -> !item.result().isAccepted())
          .hasSize(15)
          .allSatisfy(
              item -> {
                assertThat(item.result().failure().orElseThrow().code()).isEqualTo("limit");
                assertThat(item.result().attempts()).isEmpty();
              });
    }

    @Test
    void is_not_made_when_nobody_has_room() {
      run(notes(10), perAccount(10, LimitWindow.day()).build());

      BatchReport report = run(notes(5), perAccount(10, LimitWindow.day()).build());

      assertThat(report.counts().rejected()).isEqualTo(5);
      assertThat(provider.sharedSizes()).containsExactly(10);
    }

    @Test
    void gives_back_what_it_did_not_send() {
      AtomicInteger calls = new AtomicInteger();
      provider.answeringAll(
          (messages, context) -> {
            boolean first = calls.getAndIncrement() == 0;
            return messages.stream()
                .map(message -> first ? no(FailureReason.INVALID_RECIPIENT) : yes())
                .toList();
          });
      List<Note> messages = notes(200);

      BatchReport report = run(messages, perAccount(100, LimitWindow.day()).build());

      assertThat(report.counts().accepted()).as("of the second call").isEqualTo(100);
      assertThat(provider.sharedSizes()).containsExactly(100, 100);
    }

    @Test
    void leaves_those_who_may_wait_to_later_calls() {
      BatchReport report =
          run(
              notes(1_000),
              perAccount(150, LimitWindow.second()).maxWait(Duration.ofSeconds(10)).build());

      assertThat(report.counts().accepted()).isEqualTo(1_000);
      assertThat(provider.sharedSizes().stream().mapToInt(Integer::intValue).sum())
          .as("each once, and none alone")
          .isEqualTo(1_000);
      assertThat(Duration.ofNanos(time.nanos()))
          .as("7 lots, a second apart")
          .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
    }
  }

  @Nested
  class AThousandThreads {

    private static final int THREADS = 1_000;

    private final Map<String, SendResult> results = new ConcurrentHashMap<>();

    private void sendTogether(Notifier notifier) throws InterruptedException {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Note note = Note.to("open-id-" + i);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                    results.put(note.recipient().value(), notifier.send(note));
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join(20_000);
      }
      assertThat(results).hasSize(THREADS);
    }

    private Notifier notifier(ScriptedProvider provider, Limit limit) {
      return Notifier.builder()
          .clock(time)
          .retry(RetryPolicy.never())
          .limits(Limits.of(limit))
          .provider("main", provider)
          .build();
    }

    @Test
    void get_exactly_as_many_messages_out_as_allowed() throws InterruptedException {
      ScriptedProvider plain = ScriptedProvider.ofNotes();
      try (Notifier notifier =
          notifier(
              plain,
              Limit.named("test")
                  .atMost(123, LimitWindow.rolling(Duration.ofHours(1)))
                  .atMost(456, LimitWindow.day())
                  .build())) {
        sendTogether(notifier);
      }

      assertThat(plain.sent()).hasSize(123);
      assertThat(results.values()).filteredOn(SendResult::isAccepted).hasSize(123);
    }

    @Test
    void get_out_no_fewer_when_others_gave_their_permits_back() throws InterruptedException {
      AtomicInteger calls = new AtomicInteger();
      ScriptedProvider plain =
          ScriptedProvider.ofNotes()
              .always(
                  context ->
                      calls.incrementAndGet() % 3 == 0
                          ? yes()
                          : no(FailureReason.INVALID_RECIPIENT));
      try (Notifier notifier = notifier(plain, perAccount(100, LimitWindow.day()).build())) {
        sendTogether(notifier);
        long accepted = results.values().stream().filter(SendResult::isAccepted).count();
        assertThat(accepted).isLessThanOrEqualTo(100);
        plain.always(yes());

        for (int i = 0; i < 200; i++) {
          accepted += notifier.send(Note.to("late-" + i)).isAccepted() ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(100);
      }
    }
  }
}
