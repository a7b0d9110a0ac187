package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourierTest {

  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final Walker walker = Walker.through(provider);

  @Test
  void a_pause_holds_no_thread_of_the_executor() {
    // One "thread": the tasks of the executor run one after the other, when the test says so.
    List<Runnable> tasks = new ArrayList<>();
    List<SendResult> results = new ArrayList<>();
    ManualTime time = new ManualTime();
    Courier courier = new Courier(walker.corridor(), time);
    provider.then(later(FailureReason.UNAVAILABLE));

    courier.send(Note.to("o-0"), tasks::add, results::add);
    for (int i = 1; i <= 100; i++) {
      courier.send(Note.to("o-" + i), tasks::add, results::add);
    }

    assertThat(results).as("the others do not wait for the one in its back-off").hasSize(100);
    assertThat(time.waiting()).isEqualTo(1);
    time.advance(time.delays().get(0));
    tasks.forEach(Runnable::run);
    assertThat(results).hasSize(101).allMatch(SendResult::isAccepted);
  }

  @Test
  void an_executor_that_refuses_to_go_on_ends_the_message_as_not_sent() {
    List<SendResult> results = new ArrayList<>();
    provider.then(later(FailureReason.UNAVAILABLE));

    walker
        .courier()
        .send(
            Note.to("o-1"),
            task -> {
              throw new RejectedExecutionException("full");
            },
            results::add);

    assertThat(results).hasSize(1);
    assertThat(results.get(0)).isInstanceOf(Rejected.class);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void an_interrupted_thread_makes_no_call_and_keeps_its_flag() {
    Thread.currentThread().interrupt();

    SendResult result = walker.send(Note.to("o-1"));

    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(provider.sent()).isEmpty();
  }

  @Test
  void an_interrupt_ends_a_wait() throws InterruptedException {
    Courier courier = new Courier(walker.corridor(), new ManualTime());
    provider.always(later(FailureReason.UNAVAILABLE));
    List<SendResult> results = new ArrayList<>();
    CountDownLatch called = new CountDownLatch(1);
    provider.then(
        context -> {
          called.countDown();
          return later(FailureReason.UNAVAILABLE);
        });
    Thread sender = new Thread(() -> results.add(courier.send(Note.to("o-1"))));
    sender.start();
    assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

    sender.interrupt();
    sender.join(10_000);

    assertThat(results).hasSize(1);
    assertThat(results.get(0)).isInstanceOf(Rejected.class);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void a_closed_courier_takes_nothing_new() {
    walker.courier().close();

    assertThatThrownBy(() -> walker.send(Note.to("o-1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The notifier is closed");
    assertThat(walker.courier().drained().getCount()).isZero();
  }

  @Test
  void what_is_begun_on_an_executor_after_the_close_is_told_that_it_was_not_sent() {
    List<SendResult> results = new ArrayList<>();
    walker.courier().close();

    walker.courier().send(Note.to("o-1"), Runnable::run, results::add);

    assertThat(results).hasSize(1);
    assertThat(results.get(0)).isInstanceOf(Rejected.class);
    assertThat(results.get(0).failure().orElseThrow().code()).isEqualTo("closed");
    assertThat(provider.sent()).isEmpty();
  }

  @Test
  void closing_waits_for_what_is_under_way() {
    provider.then(
        context -> {
          walker.courier().close();
          assertThat(walker.courier().drained().getCount()).isEqualTo(1);
          return ScriptedProvider.yes();
        });

    assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Accepted.class);
    assertThat(walker.courier().drained().getCount()).isZero();
  }

  @Test
  void abandoned_messages_end_without_another_call() {
    ManualTime time = new ManualTime();
    Courier courier = new Courier(walker.corridor(), time);
    List<SendResult> results = new ArrayList<>();
    provider.then(later(FailureReason.UNAVAILABLE));
    courier.send(Note.to("o-1"), Runnable::run, results::add);

    courier.abandon();
    time.advance(time.delays().get(0));

    assertThat(results.get(0).failure().orElseThrow().reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(provider.sent()).hasSize(1);
    assertThat(courier.underWay()).isZero();
  }

  @Test
  void each_message_has_an_id_of_its_own() {
    SendResult first = walker.send(Note.to("o-1"));
    SendResult second = walker.send(Note.to("o-1"));

    assertThat(first.messageId()).matches("[0-9a-f]{16}").isNotEqualTo(second.messageId());
  }
}
