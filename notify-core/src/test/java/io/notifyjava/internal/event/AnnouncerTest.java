package io.notifyjava.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.event.CircuitEvent;
import io.notifyjava.event.CircuitEvent.State;
import io.notifyjava.event.NotifierListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

  private static final CircuitEvent EVENT = new CircuitEvent("main", State.OPEN);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Keeps what it hears; can be made to stop in the middle of an event. */
  private static final class Ear implements NotifierListener {

    final List<CircuitEvent> heard = new CopyOnWriteArrayList<>();
    final AtomicLong dropped = new AtomicLong();
    final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch goOn;

    Ear(CountDownLatch goOn) {
      this.goOn = goOn;
    }

    @Override
    public void onCircuit(CircuitEvent event) {
      heard.add(event);
      stopped.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onDropped(long events) {
      dropped.addAndGet(events);
    }
  }

  @Test
  void each_listener_hears_everything_in_order() {
    Ear first = new Ear(new CountDownLatch(0));
    Ear second = new Ear(new CountDownLatch(0));
    Announcer announcer = new Announcer(List.of(first, second));

    announcer.circuit(EVENT);
    announcer.circuit(new CircuitEvent("main", State.CLOSED));
    announcer.close(LONG);

    assertThat(first.heard)
        .extracting(CircuitEvent::state)
        .containsExactly(State.OPEN, State.CLOSED);
    assertThat(second.heard).hasSize(2);
  }

  @Test
  void a_listener_that_throws_hears_the_next_event_all_the_same() {
    AtomicLong calls = new AtomicLong();
    Announcer announcer =
        new Announcer(
            List.of(
                new NotifierListener() {
                  @Override
                  public void onCircuit(CircuitEvent event) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("mine");
                  }
                }));

    announcer.circuit(EVENT);
    announcer.circuit(EVENT);
    announcer.close(LONG);

    assertThat(calls).hasValue(2);
  }

  @Test
  void a_listener_that_stands_still_holds_up_nobody_and_is_told_what_it_missed() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    Ear slow = new Ear(goOn);
    Ear quick = new Ear(new CountDownLatch(0));
    Announcer announcer = new Announcer(List.of(slow, quick));
    announcer.circuit(EVENT);
    slow.stopped.await();
    int queued = ListenerThread.CAPACITY;

    for (int i = 0; i < queued + 5; i++) {
      announcer.circuit(EVENT);
    }
    goOn.countDown();
    announcer.close(LONG);

    assertThat(slow.dropped).hasValue(5);
    assertThat(slow.heard).hasSize(1 + queued);
  }

  @Test
  void nobody_listening_needs_no_events() {
    assertThat(new Announcer(List.of()).isHeard()).isFalse();
  }
}
