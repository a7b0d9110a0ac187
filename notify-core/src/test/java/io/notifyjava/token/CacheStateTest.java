package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.constant;
import static io.notifyjava.token.FakePlatform.BUSY;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.token.Flight.Outcome;
import io.notifyjava.token.NextStep.Attend;
import io.notifyjava.token.NextStep.RenewEarly;
import io.notifyjava.token.NextStep.Use;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Decisions in orders that threads seldom take. */
class CacheStateTest {

  private static final TokenCachePolicy POLICY = TokenCachePolicy.defaults();

  private final ManualTime time = new ManualTime();
  private final CacheState state = new CacheState(POLICY, constant(0), time.ticks());

  private Held held(String value, int seconds) {
    Duration life = Duration.ofSeconds(seconds);
    AccessToken token = new AccessToken(value, time.instant().plus(life));
    return Held.of(token, time.ticks(), life, POLICY, constant(0));
  }

  private NextStep next() {
    return state.next(time.ticks());
  }

  private Flight flight() {
    return next() instanceof Attend attend ? attend.flight() : null;
  }

  private Outcome grant(Flight flight, String value) {
    int refusals = state.charge(time.ticks());
    return state.granted(flight, held(value, 7_200), refusals, time.ticks());
  }

  @Test
  void a_renewal_that_runs_sends_callers_back_to_the_fast_path() {
    grant(flight(), "T1");
    time.pass(7_000);

    assertThat(next()).isInstanceOf(RenewEarly.class);
    assertThat(state.held().renewAt()).isEqualTo(time.ticks() + POLICY.lockLease().toNanos());
  }

  @Test
  void a_renewal_that_still_runs_after_that_is_not_started_twice() throws Exception {
    grant(flight(), "T1");
    time.pass(7_000);
    next();
    time.pass(POLICY.lockLease());

    assertThat(next()).isInstanceOf(Use.class);
    assertThat(state.held().renewAt()).isGreaterThan(time.ticks());
  }

  @Test
  void a_good_token_is_not_replaced_by_one_that_nobody_asked_for() {
    grant(flight(), "T1");

    assertThat(state.adopted(null, held("S", 7_200), time.ticks())).isFalse();
    assertThat(state.held().token().value()).isEqualTo("T1");
  }

  @Test
  void a_flight_that_ended_adopts_nothing() {
    Flight ended = flight();
    grant(ended, "T1");

    assertThat(state.adopted(ended, held("S", 7_200), time.ticks())).isFalse();
    assertThat(state.held().token().value()).isEqualTo("T1");
  }

  @Test
  void a_renewal_that_was_overtaken_by_a_look_into_the_store_is_not_needed() {
    Flight running = flight();
    running.claim(time.ticks());
    assertThat(state.overtaken(running, time.ticks())).as("nothing is held").isFalse();
    state.adopted(null, held("S", 7_200), time.ticks());

    assertThat(state.adopted(running, held("S", 7_200), time.ticks())).as("no news").isFalse();
    assertThat(state.overtaken(running, time.ticks())).isTrue();
    assertThat(state.isCurrent(running)).isFalse();
    assertThat(state.held().token().value()).isEqualTo("S");
  }

  @Test
  void an_early_renewal_is_not_overtaken_by_the_token_that_it_is_to_replace() {
    grant(flight(), "T1");
    time.pass(7_000);
    Flight early = next() instanceof RenewEarly renew ? renew.flight() : null;

    assertThat(state.overtaken(early, time.ticks())).isFalse();
    assertThat(state.isCurrent(early)).isTrue();
  }

  @Test
  void a_flight_that_ended_is_not_overtaken() {
    Flight ended = flight();
    grant(ended, "T1");

    assertThat(state.overtaken(ended, time.ticks())).isFalse();
  }

  @Test
  void a_flight_that_ended_changes_nothing_any_more() {
    Flight ended = flight();
    grant(ended, "T1");
    time.pass(7_200);
    Flight running = flight();

    state.failed(ended, BUSY, time.ticks());
    state.cutShort(ended, BUSY, time.ticks());
    state.cutShort(ended, BUSY, time.ticks());
    state.handedOver(ended, time.ticks());
    state.waitedInVain(ended, BUSY);
    assertThat(grant(ended, "stray")).isInstanceOf(Outcome.Failed.class);

    assertThat(state.isCurrent(running)).isTrue();
    assertThat(flight()).isSameAs(running);
  }

  @Test
  void a_success_between_two_renewals_that_were_cut_short_makes_the_second_the_first() {
    state.cutShort(flight(), BUSY, time.ticks());
    grant(flight(), "T1");
    time.pass(7_200);
    state.cutShort(flight(), BUSY, time.ticks());

    assertThat(next()).isInstanceOf(Attend.class);
  }

  @Test
  void a_failure_between_two_renewals_that_were_cut_short_makes_the_second_the_first() {
    state.cutShort(flight(), BUSY, time.ticks());
    state.failed(flight(), BUSY, time.ticks());
    time.pass(1);
    state.cutShort(flight(), BUSY, time.ticks());

    assertThat(next()).isInstanceOf(Attend.class);
  }

  @Test
  void the_end_of_an_adopted_token_is_no_refusal() {
    refuse("T1");
    refuse("T2");
    assertThat(flight()).isNull();
    state.adopted(null, held("S", 10), time.ticks());
    time.pass(10);

    assertThat(next()).isInstanceOf(Attend.class);
  }

  private void refuse(String value) {
    grant(flight(), value);
    assertThat(state.refused(state.held().token(), time.ticks())).isTrue();
  }

  @Test
  void a_token_that_was_proven_stays_so_when_it_is_granted_again() {
    grant(flight(), "T1");
    state.accepted(state.held().token());
    time.pass(7_000);
    grant(((RenewEarly) next()).flight(), "T1");

    assertThat(state.held().proof().given()).isTrue();
  }

  @Test
  void accepting_another_token_proves_nothing_about_the_one_in_use() {
    grant(flight(), "T1");
    state.accepted(held("T0", 7_200).token());

    assertThat(state.held().proof().given()).isFalse();
  }

  @Test
  void a_flight_is_overdue_only_once_it_is_claimed() {
    Flight idle = flight();
    time.pass(3_600);
    assertThat(flight()).isSameAs(idle);

    assertThat(idle.claim(time.ticks())).isTrue();
    assertThat(idle.claim(time.ticks())).isFalse();
    time.pass(POLICY.lockLease());
    assertThat(flight()).isSameAs(idle);
    time.pass(Duration.ofNanos(1));
    assertThat(flight()).isNull();
  }

  @Test
  void a_flight_that_is_claimed_at_tick_zero_can_be_overdue() {
    Flight flight = new Flight(1, false);
    flight.claim(0);

    assertThat(flight.isOverdueAt(POLICY.lockLease().toNanos() + 1, POLICY.lockLease())).isTrue();
  }
}
