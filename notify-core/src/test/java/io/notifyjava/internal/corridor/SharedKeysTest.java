package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.event.IdempotencyStoreEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.idempotency.MemoryIdempotencyStore;
import io.notifyjava.limit.FailMode;
import io.notifyjava.message.Secret;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Nodes that remember idempotency keys together: two corridors over one store. */
class SharedKeysTest {

  private final FaultyStore store = new FaultyStore();
  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final List<IdempotencyStoreEvent> events = new CopyOnWriteArrayList<>();
  private final List<Walker> nodes = new ArrayList<>();
  private final Walker here = node(FailMode.CLOSED);
  private final Walker there = node(FailMode.CLOSED);
  private final Note note = Note.builder("o-1").idempotencyKey("order-1").build();

  private Walker node(FailMode mode) {
    Walker node =
        Walker.through(provider)
            .retry(RetryPolicy.never())
            .idempotency(
                Idempotency.in(store).keySecret(Secret.of("s3cret")).whenStoreFails(mode).build())
            .listener(
                new NotifierListener() {
                  @Override
                  public void onIdempotencyStore(IdempotencyStoreEvent event) {
                    events.add(event);
                  }
                });
    nodes.add(node);
    return node;
  }

  private void pass(Duration time) {
    nodes.forEach(node -> node.time.advance(time));
    store.nanos += time.toNanos();
  }

  private static Failure failure(SendResult result) {
    return result.failure().orElseThrow();
  }

  @Nested
  class AKeyThatAnotherNodeSent {

    @Test
    void is_answered_with_its_acceptance() {
      here.send(note);

      SendResult second = there.send(note);

      assertThat(provider.sent()).hasSize(1);
      assertThat(((Accepted) second).receipt().repeated()).isTrue();
      assertThat(((Accepted) second).receipt().providerMessageId()).contains("id-1");
      assertThat(second.attempts()).isEmpty();
    }

    @Test
    void is_answered_with_its_unknown_outcome() {
      provider.then(perhaps());
      here.send(note);

      SendResult second = there.send(note);

      assertThat(second).isInstanceOf(Unknown.class);
      assertThat(failure(second).reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(failure(second).code()).isEqualTo("t");
      assertThat(failure(second).text())
          .isEqualTo(
              "The first message with this idempotency key has an unknown outcome, over account"
                  + " 'main'; it may have been sent");
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void is_free_again_after_a_rejection() {
      provider.then(later(FailureReason.THROTTLED), no(FailureReason.QUOTA));
      here.send(note);
      there.send(note);

      assertThat(here.send(note)).isInstanceOf(Accepted.class);
    }

    @Test
    void is_suppressed_while_it_is_on_its_way() {
      SendResult[] second = new SendResult[1];
      provider.then(
          context -> {
            second[0] = there.send(note);
            return ScriptedProvider.yes();
          });

      here.send(note);

      assertThat(failure(second[0]).code()).isEqualTo("in-flight");
      assertThat(((Accepted) there.send(note)).receipt().repeated()).isTrue();
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void with_another_content_is_a_conflict() {
      here.send(note);

      SendResult second =
          there.send(Note.builder("o-1").text("other").idempotencyKey("order-1").build());

      assertThat(second).isInstanceOf(Rejected.class);
      assertThat(failure(second).code()).isEqualTo("key-conflict");
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void to_another_recipient_is_another() {
      here.send(note);

      there.send(Note.builder("o-2").idempotencyKey("order-1").build());

      assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void is_sent_again_after_its_window() {
      here.send(note);
      pass(Duration.ofMinutes(10));

      assertThat(there.send(note)).isInstanceOf(Accepted.class);
      assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void is_asked_for_once_on_each_node() {
      here.send(note);
      for (int i = 0; i < 5; i++) {
        there.send(note);
      }

      assertThat(store.calls)
          .as("afterwards the node remembers it")
          .containsExactly("claim", "record", "claim");
    }

    @Test
    void is_unknown_if_that_node_died_and_so_for_the_window() {
      store.failsAt = "record";
      here.send(note);
      store.failsAt = "";
      pass(Duration.ofSeconds(59));
      assertThat(failure(there.send(note)).code()).isEqualTo("in-flight");
      pass(Duration.ofSeconds(1));

      SendResult late = there.send(note);

      assertThat(late).as("after its 30 s and 30 more").isInstanceOf(Unknown.class);
      assertThat(failure(late).code()).isEqualTo("claim-lost");
      assertThat(failure(late).text()).contains("may have been sent", "use another key");
      pass(Duration.ofMinutes(10).minusSeconds(1));
      assertThat(there.send(note)).isInstanceOf(Unknown.class);
      pass(Duration.ofSeconds(1));
      assertThat(there.send(note)).isInstanceOf(Accepted.class);
      assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void recorded_in_a_way_that_is_not_known_here_is_unknown() {
      store.garble = true;
      here.send(note);

      SendResult second = there.send(note);

      assertThat(second).isInstanceOf(Unknown.class);
      assertThat(failure(second).code()).isEqualTo("idempotency-record");
      assertThat(failure(second).text()).contains("Update this node");
    }
  }

  @Nested
  class AMessageWithoutAKey {

    @Test
    void does_not_ask_the_store() {
      here.send(Note.to("o-1"));
      here.send(Note.to("o-1"));

      assertThat(store.calls).isEmpty();
      assertThat(provider.sent()).hasSize(2);
    }
  }

  @Nested
  class TheStore {

    @Test
    void sees_neither_key_nor_recipient_nor_content() {
      here.send(note);

      assertThat(store.latest.key()).matches("[0-9a-f]{32}");
      assertThat(store.latest.content()).matches("1-[0-9a-f]{32}");
      assertThat(store.latest.toString() + store.result)
          .doesNotContain("o-1")
          .doesNotContain("order-1")
          .doesNotContain("hello");
    }

    @Test
    void is_told_the_result_in_a_form_that_stays_readable() {
      here.send(note);

      assertThat(store.result)
          .isEqualTo("v=1\noutcome=ACCEPTED\naccount=main\nat=1970-01-01T00:00:00Z\nid=id-1\n");
    }

    @Test
    void that_fails_lets_no_message_with_a_key_pass() {
      store.failsAt = "claim";

      SendResult result = here.send(note);

      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(failure(result).reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(failure(result).code()).isEqualTo("idempotency-store");
      assertThat(failure(result).retryable()).isTrue();
      assertThat(failure(result).text())
          .isEqualTo(
              "The store of idempotency keys failed (threw java.lang.IllegalStateException), so the"
                  + " message was not sent; mend the store, or choose whenStoreFails(OPEN) to send"
                  + " by what this node remembers");
      assertThat(provider.sent()).isEmpty();
      assertThat(here.send(Note.to("o-1"))).isInstanceOf(Accepted.class);
    }

    @Test
    void that_claimed_but_whose_answer_was_lost_is_told_to_release() {
      store.losesAnswer = true;
      here.send(note);
      store.losesAnswer = false;

      assertThat(there.send(note)).isInstanceOf(Accepted.class);
    }

    @Test
    void that_fails_lets_messages_pass_by_the_nodes_own_memory_if_that_was_chosen() {
      Walker open = node(FailMode.OPEN);
      store.failsAt = "claim";

      assertThat(open.send(note)).isInstanceOf(Accepted.class);
      assertThat(((Accepted) open.send(note)).receipt().repeated()).isTrue();
      assertThat(provider.sent()).hasSize(1);
      store.failsAt = "";
      assertThat(((Accepted) there.send(note)).receipt().repeated())
          .as("the store was told the result as soon as it answered")
          .isTrue();
    }

    @Test
    void that_returns_nothing_has_failed() {
      store.returnsNull = true;

      assertThat(failure(here.send(note)).text()).contains("returned null");
    }

    @Test
    void that_fails_with_an_error_has_failed() {
      store.throwsError = true;

      assertThat(failure(here.send(note)).text()).contains("threw java.lang.StackOverflowError");
    }

    @Test
    void that_fails_slowly_is_left_alone_for_a_second() {
      store.failsAt = "all";
      store.takes = Duration.ofSeconds(5);
      here.send(note);
      store.calls.clear();

      for (int i = 0; i < 100; i++) {
        assertThat(failure(here.send(note)).code()).isEqualTo("idempotency-store");
      }
      assertThat(store.calls).isEmpty();
      store.failsAt = "";
      store.takes = Duration.ZERO;
      pass(Duration.ofSeconds(1));
      assertThat(here.send(note)).isInstanceOf(Accepted.class);
    }

    @Test
    void that_rests_is_told_all_the_same_what_came_of_a_key_that_it_gave() {
      Walker open = node(FailMode.OPEN);
      Note other = Note.builder("o-2").idempotencyKey("order-2").build();
      provider.then(
          context -> {
            store.failsAt = "all";
            store.takes = Duration.ofSeconds(5);
            open.send(other);
            store.failsAt = "";
            store.takes = Duration.ZERO;
            return ScriptedProvider.yes();
          });

      open.send(note);

      assertThat(store.calls).as("one of each").containsExactly("claim", "claim", "record");
      assertThat(((Accepted) there.send(note)).receipt().repeated()).isTrue();
    }

    @Test
    void that_takes_longer_than_the_message_has_leaves_it_unsent_and_its_key_free() {
      store.takes = Duration.ofSeconds(31);

      SendResult result = here.send(note);

      assertThat(failure(result).reason()).isEqualTo(FailureReason.EXPIRED);
      assertThat(provider.sent()).isEmpty();
      store.takes = Duration.ZERO;
      assertThat(there.send(note)).isInstanceOf(Accepted.class);
    }

    @Test
    void is_spoken_of_once_when_it_fails_and_once_when_it_works_again() throws Exception {
      store.failsAt = "claim";
      here.send(note);
      here.send(note);
      store.failsAt = "";
      pass(Duration.ofSeconds(3));
      here.send(note);
      here.announcer().close(Duration.ofSeconds(5));

      assertThat(events)
          .extracting(IdempotencyStoreEvent::state)
          .containsExactly(
              IdempotencyStoreEvent.State.FAILING, IdempotencyStoreEvent.State.WELL_AGAIN);
      assertThat(events.get(0).cause()).isEqualTo("threw java.lang.IllegalStateException at claim");
      assertThat(events.get(1).lasted()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void is_asked_by_an_interrupted_thread_too_which_stays_interrupted() {
      store.minds = true;
      Thread.currentThread().interrupt();
      SendResult result = here.send(note);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure(result).reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(store.calls).containsExactly("claim", "release");
      assertThat(there.send(note)).as("the key is not lost").isInstanceOf(Accepted.class);
    }
  }

  /** A store in memory that fails as it is told. */
  private final class FaultyStore implements IdempotencyStore {

    private long nanos;
    private final MemoryIdempotencyStore store = new MemoryIdempotencyStore(100, () -> nanos);
    private final List<String> calls = new ArrayList<>();
    private String failsAt = "";
    private boolean losesAnswer;
    private boolean returnsNull;
    private boolean throwsError;
    private boolean garble;
    private boolean minds;
    private Duration takes = Duration.ZERO;
    private String result = "";
    private IdempotencyClaim latest =
        new IdempotencyClaim("", "", "", Duration.ofNanos(1), Duration.ofNanos(1));

    private void called(String method) {
      calls.add(method);
      pass(takes);
      if (minds && Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("a pool gives nothing to an interrupted thread");
      }
      if (failsAt.equals(method) || failsAt.equals("all")) {
        throw new IllegalStateException("the text may hold 13800138000");
      }
    }

    @Override
    @SuppressWarnings("NullAway") // What a store must not do.
    public @Nullable IdempotencyVerdict claim(IdempotencyClaim claim) {
      called("claim");
      latest = claim;
      if (returnsNull) {
        return null;
      }
      if (throwsError) {
        throw new StackOverflowError();
      }
      IdempotencyVerdict verdict = store.claim(claim);
      if (losesAnswer) {
        throw new IllegalStateException("lost");
      }
      return verdict;
    }

    @Override
    public void record(IdempotencyClaim claim, String result) {
      called("record");
      this.result = result;
      store.record(claim, garble ? "v=9\noutcome=SOMETHING\n" : result);
    }

    @Override
    public void release(IdempotencyClaim claim) {
      called("release");
      store.release(claim);
    }
  }
}
