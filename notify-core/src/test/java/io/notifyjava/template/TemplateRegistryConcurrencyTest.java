package io.notifyjava.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.notifyjava.message.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TemplateRegistryConcurrencyTest {

  private final ScriptedStore store = new ScriptedStore();
  private final TemplateRegistry registry = new TemplateRegistry(store);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void many_threads_that_want_one_template_read_the_store_once() throws Exception {
    store.text("a", "x");
    CountDownLatch answer = holdAnswers("a");
    CountDownLatch here = new CountDownLatch(100);
    List<Future<Template>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(
          threads.submit(
              () -> {
                here.countDown();
                return registry.get("a");
              }));
    }
    here.await();
    answer.countDown();
    for (Future<Template> one : all) {
      assertThat(one.get()).isSameAs(all.get(0).get());
    }
    assertThat(store.readings).hasValue(1);
  }

  @Test
  void a_slow_template_holds_up_no_other() throws Exception {
    store.text("slow", "s").text("quick", "q").text("loaded", "l");
    registry.get("loaded");
    CountDownLatch answer = holdAnswers("slow");
    Future<Template> slow = loadHeld("slow");
    assertThat(rendered("quick") + rendered("loaded")).isEqualTo("ql");
    assertThat(registry.refresh("quick")).isPresent();
    Future<Integer> all = threads.submit(registry::refreshAll);
    assertThat(rendered("loaded")).isEqualTo("l");
    answer.countDown();
    assertThat(slow.get().key()).isEqualTo("slow");
    assertThat(all.get()).isEqualTo(3);
  }

  @Test
  void all_who_wait_hear_of_the_failure_in_an_exception_of_their_own() throws Exception {
    store.text("a", "${");
    CountDownLatch answer = holdAnswers("a");
    Future<Template> first = loadHeld("a");
    Waiter second = new Waiter();
    second.awaitWaiting();
    answer.countDown();
    Throwable one = failureOf(first);
    Throwable other = failureOf(second.result);
    assertThat(one).isInstanceOf(TemplateException.class).hasMessageContaining("not closed");
    assertThat(other).isInstanceOf(TemplateException.class).hasMessage(one.getMessage());
    assertThat(other).isNotSameAs(one).hasCause(one);
    assertThat(store.readings).hasValue(1);
  }

  @Test
  void an_error_of_the_loading_thread_is_a_typed_failure_for_the_others() throws Exception {
    store.text("a", "x");
    CountDownLatch answer = new CountDownLatch(1);
    store.beforeAnswer =
        key -> {
          hold(answer);
          throw new StackOverflowError();
        };
    Future<Template> first = loadHeld("a");
    Waiter second = new Waiter();
    second.awaitWaiting();
    answer.countDown();
    assertThat(failureOf(first)).isInstanceOf(StackOverflowError.class);
    assertThat(failureOf(second.result))
        .isInstanceOf(TemplateException.class)
        .hasMessage("Template 'a': the thread that loaded it failed")
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void an_interrupted_waiter_leaves_and_stays_interrupted() throws Exception {
    store.text("a", "x");
    CountDownLatch answer = holdAnswers("a");
    Future<Template> first = loadHeld("a");
    Waiter second = new Waiter();
    second.awaitWaiting();
    second.thread.get().interrupt();
    assertThat(failureOf(second.result))
        .isInstanceOf(TemplateException.class)
        .hasMessage("Template 'a': interrupted while another thread loaded it; try again");
    assertThat(second.stillInterrupted).isTrue();
    answer.countDown();
    assertThat(first.get().key()).isEqualTo("a");
  }

  @Test
  void when_the_loading_thread_is_interrupted_another_takes_over() throws Exception {
    store.text("a", "x");
    AtomicReference<Thread> leader = new AtomicReference<>();
    CountDownLatch never = new CountDownLatch(1);
    store.beforeAnswer =
        key -> {
          if (leader.compareAndSet(null, Thread.currentThread())) {
            hold(never);
          }
        };
    Future<Template> first = loadHeld("a");
    Waiter second = new Waiter();
    second.awaitWaiting();
    leader.get().interrupt();
    assertThat(failureOf(first)).isInstanceOf(TemplateException.class);
    assertThat(second.result.get().key()).isEqualTo("a");
    assertThat(store.readings).hasValue(2);
  }

  @Test
  void a_load_that_read_before_a_refresh_does_not_win_over_it() throws Exception {
    store.text("a", "old");
    CountDownLatch answer = holdFirstAnswer();
    Future<Template> stale = loadHeld("a");
    store.text("a", "new");
    registry.refresh("a");
    answer.countDown();
    assertThat(stale.get().render(Variables.none())).isEqualTo("old");
    assertThat(rendered("a")).isEqualTo("new");
  }

  @Test
  void a_load_that_read_before_a_removal_does_not_bring_the_template_back() throws Exception {
    store.text("a", "old");
    CountDownLatch answer = holdFirstAnswer();
    Future<Template> stale = loadHeld("a");
    store.memory.remove("a");
    assertThat(registry.refresh("a")).isEmpty();
    assertThat(registry.find("a")).as("nobody new joins the stale load").isEmpty();
    answer.countDown();
    stale.get();
    assertThat(registry.find("a")).isEmpty();
  }

  @Test
  void a_load_that_read_before_a_refresh_of_all_does_not_win_over_it() throws Exception {
    store.text("a", "old").text("gone", "old");
    CountDownLatch answer = holdFirstAnswer();
    Future<Template> stale = loadHeld("gone");
    store.memory.remove("gone");
    store.text("a", "new");
    registry.refreshAll();
    assertThat(registry.find("gone")).as("nobody new joins the stale load").isEmpty();
    answer.countDown();
    stale.get();
    assertThat(registry.find("gone")).isEmpty();
    assertThat(rendered("a")).isEqualTo("new");
  }

  @Test
  void a_slow_refresh_does_not_win_over_a_later_one() throws Exception {
    store.text("a", "1");
    registry.get("a");
    CountDownLatch answer = holdFirstAnswer();
    Future<Optional<Template>> slow = threads.submit(() -> registry.refresh("a"));
    await().until(() -> store.readings.get() == 2);
    store.text("a", "2");
    registry.refresh("a");
    answer.countDown();
    assertThat(slow.get().orElseThrow().render(Variables.none())).isEqualTo("2");
    assertThat(rendered("a")).isEqualTo("2");
  }

  @Test
  void readers_see_whole_sets_only_while_all_are_refreshed() throws Exception {
    int size = 20;
    setVersion(size, 0);
    registry.refreshAll();
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    List<Future<Integer>> readers = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      readers.add(threads.submit(reader(size, new Random(seed), done, looks)));
    }
    for (int version = 1; version <= 300; version++) {
      setVersion(size, version);
      if (version % 3 == 0) {
        store.text("t" + version % size, "${broken");
        assertThatThrownBy(registry::refreshAll).hasMessageContaining("1 of 20 templates");
      } else {
        registry.refreshAll();
      }
      int seen = looks.get();
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> looks.get() > seen || readers.stream().anyMatch(Future::isDone));
    }
    done.set(true);
    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).isEqualTo(299);
    }
  }

  /** Having seen a version, a reader sees no older one; and never a missing or refused one. */
  private Callable<Integer> reader(
      int size, Random random, AtomicBoolean done, AtomicInteger looks) {
    return () -> {
      int newest = 0;
      boolean last;
      do {
        last = done.get();
        for (int i = 0; i < size; i++) {
          int version = Integer.parseInt(rendered("t" + random.nextInt(size)));
          assertThat(version).isGreaterThanOrEqualTo(newest);
          assertThat(version == 0 || version % 3 != 0).isTrue();
          newest = version;
        }
        looks.incrementAndGet();
      } while (!last);
      return newest;
    };
  }

  private void setVersion(int size, int version) {
    for (int i = 0; i < size; i++) {
      store.text("t" + i, Integer.toString(version));
    }
  }

  /** A thread that asks for template a, which another one is loading. */
  private final class Waiter {

    final AtomicReference<Thread> thread = new AtomicReference<>();
    final AtomicBoolean stillInterrupted = new AtomicBoolean();
    final Future<Template> result =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              try {
                return registry.get("a");
              } finally {
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });

    void awaitWaiting() {
      await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
    }
  }

  private Future<Template> loadHeld(String key) {
    int before = store.readings.get();
    Future<Template> load = threads.submit(() -> registry.get(key));
    await().until(() -> store.readings.get() == before + 1);
    return load;
  }

  private CountDownLatch holdAnswers(String heldKey) {
    CountDownLatch answer = new CountDownLatch(1);
    store.beforeAnswer =
        key -> {
          if (key.equals(heldKey)) {
            hold(answer);
          }
        };
    return answer;
  }

  private CountDownLatch holdFirstAnswer() {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    store.beforeAnswer =
        key -> {
          if (first.getAndSet(false)) {
            hold(answer);
          }
        };
    return answer;
  }

  private static void hold(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the latch");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemplateException("interrupted", e);
    }
  }

  private static Throwable failureOf(Future<?> future) throws InterruptedException {
    try {
      throw new AssertionError("expected a failure, but got " + future.get());
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private String rendered(String key) {
    return registry.render(key, Variables.none());
  }
}
