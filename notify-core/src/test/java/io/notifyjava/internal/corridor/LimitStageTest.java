package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.limit.FailMode;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitKey;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.MemoryLimitStore;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.message.Secret;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.route.Fallback;
import io.notifyjava.route.Route;
import io.notifyjava.spi.Capabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class LimitStageTest {

  private static final String OPEN_ID = "oABCDEFGHIJKLMNOPQRST0000001";

  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final Walker walker = Walker.through(provider).retry(RetryPolicy.never());
  private final SpyStore store = new SpyStore();

  /** Notes what it is told, and fails if it is told to. */
  private final class SpyStore implements LimitStore {

    private final LimitStore counts = MemoryLimitStore.builder().ticker(walker.time::nanos).build();
    private final List<LimitClaim> asked = new ArrayList<>();
    private final List<LimitClaim> committed = new ArrayList<>();
    private final List<LimitClaim> released = new ArrayList<>();
    private RuntimeException failing;
    private List<LimitVerdict> verdicts;
    private Duration takes = Duration.ZERO;
    private boolean minds;

    @Override
    public List<LimitVerdict> reserve(List<LimitClaim> claims) {
      asked.addAll(claims);
      fail();
      return verdicts == null ? counts.reserve(claims) : verdicts;
    }

    @Override
    public void commit(List<LimitClaim> claims) {
      committed.addAll(claims);
      fail();
      counts.commit(claims);
    }

    @Override
    public void release(List<LimitClaim> claims) {
      released.addAll(claims);
      fail();
      counts.release(claims);
    }

    private void fail() {
      walker.time.advance(takes);
      if (minds && Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("a pool gives nothing to an interrupted thread");
      }
      if (failing != null) {
        throw failing;
      }
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  private static Limit.Builder limit(int permits, LimitWindow window) {
    return Limit.named("test").per(LimitKey.recipient()).atMost(permits, window);
  }

  private void limits(Limit.Builder limit) {
    limits(Limits.of(limit.build()));
  }

  private void limits(Limits limits) {
    walker.limits(limits, store);
  }

  private SendResult send() {
    return walker.send(Note.to(OPEN_ID));
  }

  private static Failure refusal(SendResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    return ((Rejected) result).cause();
  }

  @Nested
  class TheRefusal {

    @ParameterizedTest
    @EnumSource
    void is_a_rejection_with_the_time_after_which_there_is_room(Walker.Way way) {
      limits(limit(1, LimitWindow.rolling(Duration.ofMinutes(1))));
      send();
      walker.time.advance(Duration.ofMillis(20_500));

      Failure cause = refusal(walker.send(Note.to(OPEN_ID), way));

      assertThat(provider.sent()).hasSize(1);
      assertThat(cause.reason()).isEqualTo(FailureReason.THROTTLED);
      assertThat(cause.code()).isEqualTo("limit");
      assertThat(cause.text())
          .isEqualTo(
              "Limit 'test' allows 1 per 1m, which is used up; send again in 40 s or raise the"
                  + " limit");
      assertThat(cause.retryAfter()).contains(Duration.ofMillis(39_500));
      assertThat(cause.retryable()).isTrue();
    }

    @Test
    void is_a_spent_quota_where_the_window_is_a_day() {
      limits(limit(1, LimitWindow.day()));
      send();

      assertThat(refusal(send()).reason()).isEqualTo(FailureReason.QUOTA);
    }

    @Test
    void concerns_nobody_else() {
      limits(limit(1, LimitWindow.minute()));
      send();

      assertThat(walker.send(Note.to(OPEN_ID + "2"))).isInstanceOf(Accepted.class);
    }

    @Test
    void is_no_attempt_is_not_retried_and_does_not_make_the_account_sick() {
      walker.retry(RetryPolicy.defaults());
      limits(limit(1, LimitWindow.minute()));
      for (int i = 0; i < 200; i++) {
        send();
      }

      assertThat(refusal(send()).code()).isEqualTo("limit");
      assertThat(send().attempts()).isEmpty();
      assertThat(walker.time.delays()).isEmpty();
    }

    @Test
    void opens_the_next_account_of_a_route() {
      ScriptedProvider second = ScriptedProvider.ofNotes();
      walker.and("second", second).router(m -> Optional.of(Route.to("main").thenTo("second")));
      limits(Limit.named("test").per(LimitKey.recipient().over("main")).atMost(1, minute()));
      send();

      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(second.sent()).hasSize(1);
    }

    @Test
    void opens_an_alternative_that_names_its_reason() {
      ScriptedProvider second = ScriptedProvider.ofNotes();
      walker.and("second", second);
      limits(Limit.named("test").per(LimitKey.recipient().over("main")).atMost(1, minute()));
      Message message =
          Fallback.first(Note.builder(OPEN_ID).account("main").build())
              .then(Note.builder(OPEN_ID).account("second").build(), FailureReason.THROTTLED);
      walker.send(message);

      assertThat(walker.send(message).fellBack()).isTrue();
      assertThat(second.sent()).hasSize(1);
    }
  }

  private static LimitWindow minute() {
    return LimitWindow.rolling(Duration.ofMinutes(1));
  }

  @Nested
  class APermit {

    @Test
    void is_kept_for_what_was_accepted() {
      limits(limit(1, minute()));
      send();

      assertThat(store.committed).hasSize(1);
      assertThat(store.released).isEmpty();
    }

    @Test
    void is_kept_for_what_may_have_been_sent() {
      provider.then(perhaps());
      limits(limit(1, minute()));
      assertThat(send()).isInstanceOf(Unknown.class);

      assertThat(refusal(send()).code()).isEqualTo("limit");
    }

    @Test
    void is_kept_when_a_provider_throws() {
      provider.then(
          context -> {
            throw new IllegalStateException("broken");
          });
      limits(limit(1, minute()));
      assertThat(send()).isInstanceOf(Unknown.class);

      assertThat(store.committed).hasSize(1);
    }

    @Test
    void is_given_back_for_what_certainly_was_not_sent() {
      provider.then(no(FailureReason.INVALID_RECIPIENT), later(FailureReason.UNAVAILABLE));
      limits(limit(1, minute()));
      send();
      send();

      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(store.released).hasSize(2);
    }

    @Test
    void is_given_back_when_no_call_is_made() {
      limits(limit(1, minute()));
      Thread.currentThread().interrupt();
      assertThat(refusal(send()).reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(Thread.interrupted()).isTrue();

      assertThat(send()).isInstanceOf(Accepted.class);
    }

    @Test
    void is_given_back_by_an_interrupted_thread_too_which_stays_interrupted() {
      store.minds = true;
      limits(limit(1, minute()));
      Thread.currentThread().interrupt();
      assertThat(refusal(send()).reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(store.released).hasSize(1);

      assertThat(send()).isInstanceOf(Accepted.class);
    }

    @Test
    void is_taken_for_each_attempt_and_one_is_kept() {
      walker.retry(RetryPolicy.defaults().withJitter(0));
      provider.then(later(FailureReason.UNAVAILABLE), later(FailureReason.UNAVAILABLE));
      limits(limit(1, LimitWindow.rolling(Duration.ofHours(1))));

      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(store.asked).extracting(LimitClaim::id).doesNotHaveDuplicates().hasSize(3);
      assertThat(store.released).hasSize(2);
    }

    @Test
    void is_not_taken_twice_for_a_resend_that_the_provider_recognises() {
      ScriptedProvider idempotent =
          new ScriptedProvider(
                  Capabilities.of(
                      Note.class, Capabilities.Support.idempotent(Duration.ofMinutes(10))))
              .then(perhaps());
      Walker own = Walker.through(idempotent);
      own.limits(Limits.of(limit(1, LimitWindow.rolling(Duration.ofHours(1))).build()), store);

      SendResult result = own.send(Note.builder(OPEN_ID).idempotencyKey("k").build());

      assertThat(result).isInstanceOf(Accepted.class);
      assertThat(idempotent.sent()).hasSize(2);
      assertThat(store.asked).hasSize(1);
    }

    @Test
    void is_needed_for_a_resend_that_may_arrive_twice() {
      provider.then(perhaps());
      walker.retry(RetryPolicy.defaults()).mode(DeliveryMode.AT_LEAST_ONCE);
      limits(limit(1, LimitWindow.rolling(Duration.ofHours(1))));

      assertThat(send()).as("the first may have arrived").isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void is_not_asked_for_by_a_message_that_no_limit_concerns() {
      limits(Limit.named("test").per(LimitKey.recipient().when(m -> false)).atMost(1, minute()));
      send();
      send();

      assertThat(provider.sent()).hasSize(2);
      assertThat(store.asked).isEmpty();
    }

    @Test
    void of_every_limit_is_taken_or_none() {
      limits(
          Limits.of(
              limit(1, minute()).build(),
              Limit.named("account").atMost(2, LimitWindow.day()).build()));
      send();
      assertThat(refusal(send()).text()).startsWith("Limit 'test' allows 1 per 1m");

      assertThat(walker.send(Note.to("open-id-2"))).isInstanceOf(Accepted.class);
      assertThat(refusal(walker.send(Note.to("open-id-3"))).text())
          .startsWith("Limit 'account' allows 2 per day in Asia/Shanghai");
    }
  }

  @Nested
  class AWait {

    @ParameterizedTest
    @EnumSource
    void is_as_long_as_needed_and_then_the_message_goes_out(Walker.Way way) {
      limits(limit(1, LimitWindow.second()).maxWait(Duration.ofSeconds(2)));
      send();

      assertThat(walker.send(Note.to(OPEN_ID), way)).isInstanceOf(Accepted.class);
      assertThat(walker.time.delays()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void that_would_be_longer_than_allowed_is_a_refusal() {
      limits(limit(1, minute()).maxWait(Duration.ofSeconds(59)));
      send();

      assertThat(refusal(send()).code()).isEqualTo("limit");
      assertThat(walker.time.delays()).isEmpty();
    }

    @Test
    void that_would_outlast_the_message_is_a_refusal_at_once() {
      walker.timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10));
      limits(limit(1, minute()).maxWait(Duration.ofHours(1)));
      send();

      assertThat(refusal(send()).reason()).isEqualTo(FailureReason.THROTTLED);
      assertThat(walker.time.nanos()).isZero();
    }

    @Test
    void gives_up_the_turn_of_the_rate_limit() {
      walker.rateLimit(RateLimit.of(1, Duration.ofMillis(100)));
      limits(limit(1, LimitWindow.second()).maxWait(Duration.ofSeconds(2)));
      send();

      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(provider.sent()).hasSize(2);
    }
  }

  @Nested
  class AStoreThatFails {

    private void failing(FailMode mode) {
      store.failing = new IllegalStateException("connection to 13800138000 lost");
      limits(Limits.builder().limit(limit(1, minute()).build()).whenStoreFails(mode).build());
    }

    @Test
    void lets_nothing_pass_by_default() {
      failing(FailMode.CLOSED);

      Failure cause = refusal(send());

      assertThat(provider.sent()).isEmpty();
      assertThat(cause.reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(cause.code()).isEqualTo("limit-store");
      assertThat(cause.text())
          .isEqualTo(
              "The store of limits failed (threw java.lang.IllegalStateException), so the message"
                  + " was not sent; mend the store, or choose whenStoreFails(OPEN) to send without"
                  + " counting");
    }

    @Test
    void is_asked_to_give_back_what_it_may_have_taken() {
      failing(FailMode.CLOSED);
      send();

      assertThat(store.released).isEqualTo(store.asked).hasSize(1);
    }

    @Test
    void lets_everything_pass_if_told_so() {
      failing(FailMode.OPEN);

      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(store.committed).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void slowly_is_left_alone_for_a_second(FailMode mode) {
      failing(mode);
      store.takes = Duration.ofSeconds(5);
      send();
      store.asked.clear();
      store.committed.clear();
      Duration before = Duration.ofNanos(walker.time.nanos());

      for (int i = 0; i < 100; i++) {
        assertThat(send() instanceof Accepted).isEqualTo(mode == FailMode.OPEN);
      }
      assertThat(Duration.ofNanos(walker.time.nanos())).isEqualTo(before);
      assertThat(store.asked).isEmpty();
      assertThat(store.committed).isEmpty();
      store.failing = null;
      store.takes = Duration.ZERO;
      walker.time.advance(Duration.ofSeconds(1));
      assertThat(send()).isInstanceOf(Accepted.class);
      assertThat(refusal(send()).code()).isEqualTo("limit");
    }

    @Test
    void slowly_is_told_all_the_same_what_others_give_back() {
      limits(limit(1, LimitWindow.day()));
      provider.then(
          context -> {
            store.failing = new IllegalStateException("down");
            store.takes = Duration.ofSeconds(5);
            walker.send(Note.to(OPEN_ID + "2"));
            store.failing = null;
            store.takes = Duration.ZERO;
            return SendResult.rejected(
                Failure.permanent(FailureReason.INVALID_RECIPIENT, "40003", "unknown"));
          });
      send();
      walker.time.advance(Duration.ofSeconds(1));

      assertThat(send()).as("its permit was given back").isInstanceOf(Accepted.class);
    }

    @Test
    void slowly_says_so_while_it_is_left_alone() {
      failing(FailMode.CLOSED);
      store.takes = Duration.ofMillis(500);
      send();

      assertThat(refusal(send()).text()).contains("(did not answer a moment ago)");
    }

    @Test
    void by_too_few_verdicts_or_none_is_treated_alike() {
      limits(limit(1, minute()));
      store.verdicts = List.of();
      assertThat(refusal(send()).text()).contains("(returned 0 verdicts for 1 claims)");
      store.verdicts = new ArrayList<>();
      store.verdicts.add(null);
      assertThat(refusal(send()).text()).contains("(returned something else than a verdict)");
    }

    @Test
    void only_at_the_end_changes_no_result() {
      limits(limit(1, minute()));
      provider.always(
          context -> {
            store.failing = new IllegalStateException("down");
            return yes();
          });

      assertThat(send()).isInstanceOf(Accepted.class);
    }

    @Test
    void is_logged_once_a_minute_without_its_words() {
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      Logger logger = (Logger) LoggerFactory.getLogger("io.notifyjava.internal.limit.StoreFaults");
      Level before = logger.getLevel();
      logger.setLevel(Level.DEBUG);
      lines.start();
      logger.addAppender(lines);
      try {
        failing(FailMode.OPEN);
        send();
        send();
        walker.time.advance(Duration.ofMinutes(1));
        send();
      } finally {
        logger.detachAppender(lines);
        logger.setLevel(before);
      }

      assertThat(lines.list)
          .filteredOn(line -> line.getLevel() == Level.WARN)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "The store of limits threw java.lang.IllegalStateException at reserve (0 more failures"
                  + " since the last such line)",
              "The store of limits threw java.lang.IllegalStateException at reserve (3 more failures"
                  + " since the last such line)");
      assertThat(lines.list)
          .noneMatch(line -> line.getFormattedMessage().contains("13800138000"))
          .allMatch(line -> line.getThrowableProxy() == null);
    }

    @Test
    void by_being_full_refuses_as_overloaded() {
      limits(limit(1, minute()));
      store.verdicts = List.of(new LimitVerdict.Full("no room for more keys; make room"));

      Failure cause = refusal(send());

      assertThat(cause.reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(cause.code()).isEqualTo("limit-store-full");
      assertThat(cause.text()).isEqualTo("no room for more keys; make room");
    }
  }

  @Nested
  class AKey {

    @Test
    void that_fails_refuses_the_message_and_shows_nothing_of_it() {
      limits(
          Limit.named("test")
              .per(
                  (message, account) -> {
                    throw new IllegalArgumentException(message.recipient().value());
                  })
              .atMost(1, minute()));

      Failure cause = refusal(send());

      assertThat(cause.reason()).isEqualTo(FailureReason.INTERNAL);
      assertThat(cause.text())
          .isEqualTo(
              "The key function of limit 'test' must return a key or an empty Optional, but failed"
                  + " with java.lang.IllegalArgumentException; mend it, the message was not sent");
      assertThat(provider.sent()).isEmpty();
    }

    @Test
    void reaches_the_store_as_a_hash_only() {
      limits(limit(9, minute()));
      send();

      assertThat(store.asked.toString()).doesNotContain(OPEN_ID);
      assertThat(store.asked.get(0).demands().get(0).key()).matches("[0-9a-f]{32}");
    }

    @Test
    void is_hashed_with_the_secret_if_there_is_one() {
      limits(limit(9, minute()));
      send();
      Walker other = Walker.through(provider);
      other.limits(
          Limits.builder()
              .limit(limit(9, minute()).build())
              .keySecret(Secret.of("k1-of-the-keys"))
              .build(),
          store);
      other.send(Note.to(OPEN_ID));
      other.send(Note.to(OPEN_ID));

      List<String> keys = store.asked.stream().map(claim -> claim.demands().get(0).key()).toList();
      assertThat(keys.get(1)).isNotEqualTo(keys.get(0)).isEqualTo(keys.get(2));
    }
  }
}
