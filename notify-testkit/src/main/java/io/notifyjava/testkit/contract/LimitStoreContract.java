package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.LimitBench.demand;
import static io.notifyjava.testkit.contract.LimitBench.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitVerdict.Refused;
import io.notifyjava.limit.LimitWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LimitStore} keeps, as tests: extend it, return an empty store, and the tests
 * run against it.
 *
 * <p>It pins down what limits rely on: never more is let pass than a bound allows, on whatever node
 * and by however many threads at once; never less once a permit was given back; a claim takes all
 * its permits or none; and words that are said twice, or too late, change nothing.
 *
 * <p>Claims carry their own time, so no test waits. Every test uses the store of one call of {@link
 * #store()}. What that opens, an {@code AfterEach} of the subclass closes.
 *
 * @since 0.1.0
 */
public abstract class LimitStoreContract {

  private static final LimitBound TWO_A_MINUTE = new LimitBound(2, LimitWindow.minute());
  private static final LimitBound THREE_A_DAY = new LimitBound(3, LimitWindow.day());
  private static final LimitBound TWO_IN_TEN =
      new LimitBound(2, LimitWindow.rolling(Duration.ofSeconds(10)));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private @Nullable LimitBench bench;

  /** For subclasses. */
  protected LimitStoreContract() {}

  /**
   * Returns a store that counts nothing yet. Called once for each test.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract LimitStore store() throws Exception;

  /**
   * Returns the store as another node sees it: for a store that is shared, a second instance with
   * connections of its own. By default the same instance.
   *
   * @param here what {@link #store()} returned
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected LimitStore fromAnotherNode(LimitStore here) throws Exception {
    return here;
  }

  /**
   * Returns the instant at which the tests begin; a store that forgets by its own clock returns the
   * beginning of a minute of today. Must be a full minute, at least an hour from any midnight in
   * {@link LimitWindow#VENDOR_ZONE}. By default 2026-11-21 in the morning.
   */
  protected Instant start() {
    return Instant.parse("2026-11-21T01:30:00Z");
  }

  /**
   * Returns how many threads ask at once; 1,000 by default. A store with few connections may name
   * fewer, but not less than 50.
   */
  protected int threads() {
    return 1_000;
  }

  @BeforeEach
  final void openStore() throws Exception {
    bench = new LimitBench(store(), start());
  }

  private LimitBench bench() {
    return Objects.requireNonNull(bench, "bench");
  }

  private LimitStore here() {
    return bench().store();
  }

  private LimitStore there() throws Exception {
    return fromAnotherNode(here());
  }

  private LimitClaim claim(int key, LimitBound... bounds) {
    return bench().claim(key, bounds);
  }

  private LimitClaim granted(int key, LimitBound... bounds) {
    return bench().granted(key, bounds);
  }

  private Refused refused(int key, LimitBound... bounds) {
    return bench().refused(key, bounds);
  }

  private void pass(Duration time) {
    bench().pass(time);
  }

  @Nested
  @DisplayName("Reserving")
  class Reserving {

    @Test
    @DisplayName("lets as many pass as the bound allows, and no more, on whatever node")
    void bound() throws Exception {
      granted(1, TWO_A_MINUTE);
      assertThat(LimitBench.reserve(there(), claim(1, TWO_A_MINUTE)))
          .isInstanceOf(LimitVerdict.Granted.class);

      refused(1, TWO_A_MINUTE);
      assertThat(LimitBench.reserve(there(), claim(1, TWO_A_MINUTE))).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("names the bound that is reached and when it has room")
    void names() {
      granted(1, TWO_A_MINUTE, THREE_A_DAY);
      pass(Duration.ofSeconds(20));
      granted(1, TWO_A_MINUTE, THREE_A_DAY);

      Refused refused = refused(1, TWO_A_MINUTE, THREE_A_DAY);

      assertThat(refused.limit()).isEqualTo("limit-1");
      assertThat(refused.bound()).isEqualTo(TWO_A_MINUTE);
      assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    @DisplayName("names the bound with the longest wait if several are reached")
    void longest() {
      granted(1, TWO_A_MINUTE, TWO_IN_TEN);
      granted(1, TWO_A_MINUTE, TWO_IN_TEN);

      assertThat(refused(1, TWO_A_MINUTE, TWO_IN_TEN).bound()).isEqualTo(TWO_A_MINUTE);
    }

    @Test
    @DisplayName("counts each key by itself")
    void keys() {
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);

      granted(2, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("takes all that a claim asks for, or nothing")
    void allOrNothing() {
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      for (int i = 0; i < 10; i++) {
        assertThat(bench().reserve(bench().claim(demand(2, TWO_A_MINUTE), demand(1, TWO_A_MINUTE))))
            .isInstanceOf(Refused.class);
      }

      granted(2, TWO_A_MINUTE);
      granted(2, TWO_A_MINUTE);
      refused(2, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("answers each claim of a list as if they came one after another")
    void list() {
      List<LimitClaim> claims =
          List.of(
              claim(1, TWO_A_MINUTE),
              claim(2, TWO_A_MINUTE),
              claim(1, TWO_A_MINUTE),
              claim(1, TWO_A_MINUTE),
              claim(2, TWO_A_MINUTE));

      assertThat(here().reserve(claims).stream().map(verdict -> verdict instanceof Refused))
          .containsExactly(false, false, false, true, false);
    }

    @Test
    @DisplayName("takes a list of a thousand")
    void thousand() {
      List<LimitClaim> claims =
          IntStream.range(0, 1_000).mapToObj(i -> claim(i, TWO_A_MINUTE)).toList();

      assertThat(here().reserve(claims))
          .hasSize(1_000)
          .allMatch(LimitVerdict.Granted.class::isInstance);
      here().commit(claims);
    }

    @Test
    @DisplayName("twice with one id counts once: the first answer may have been lost")
    void twice() {
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      assertThat(bench().reserve(claim)).isInstanceOf(LimitVerdict.Granted.class);

      granted(1, TWO_A_MINUTE);
      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("that nobody settles stays counted")
    void unsettled() {
      granted(1, TWO_IN_TEN);
      granted(1, TWO_IN_TEN);
      pass(Duration.ofSeconds(9));

      refused(1, TWO_IN_TEN);
    }
  }

  @Nested
  @DisplayName("A calendar window")
  class Calendar {

    @Test
    @DisplayName("is over at the full minute")
    void minute() {
      pass(Duration.ofSeconds(59));
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      assertThat(refused(1, TWO_A_MINUTE).retryAfter()).isEqualTo(Duration.ofSeconds(1));
      pass(Duration.ofMillis(999));
      refused(1, TWO_A_MINUTE);
      pass(Duration.ofMillis(1));

      granted(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("of a day is over at midnight in its zone")
    void day() {
      Instant midnight = ((LimitWindow.Calendar) LimitWindow.day()).endOf(bench().now());
      for (int i = 0; i < 3; i++) {
        granted(1, THREE_A_DAY);
      }
      assertThat(refused(1, THREE_A_DAY).retryAfter())
          .isEqualTo(Duration.between(bench().now(), midnight));
      bench().goTo(midnight.minusMillis(1));
      refused(1, THREE_A_DAY);
      bench().goTo(midnight);

      granted(1, THREE_A_DAY);
    }

    @Test
    @DisplayName("that is over is not opened anew by a clock that is a little behind")
    void behind() {
      pass(MINUTE);
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      bench().goTo(bench().now().minusSeconds(5));

      refused(1, TWO_A_MINUTE);
    }
  }

  @Nested
  @DisplayName("A rolling window")
  class Rolling {

    @Test
    @DisplayName("has room when its oldest is as old as it is long")
    void oldest() {
      pass(Duration.ofSeconds(5));
      granted(1, TWO_IN_TEN);
      pass(Duration.ofSeconds(7));
      granted(1, TWO_IN_TEN);
      assertThat(refused(1, TWO_IN_TEN).retryAfter()).isEqualTo(Duration.ofSeconds(3));
      pass(Duration.ofMillis(2_999));
      refused(1, TWO_IN_TEN);
      pass(Duration.ofMillis(1));

      granted(1, TWO_IN_TEN);
      assertThat(refused(1, TWO_IN_TEN).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("holds no more than its bound wherever it is laid")
    void anywhere() {
      pass(Duration.ofMillis(9_500));
      granted(1, TWO_IN_TEN);
      granted(1, TWO_IN_TEN);
      pass(Duration.ofMillis(9_999));

      refused(1, TWO_IN_TEN);
    }

    @Test
    @DisplayName("that is shorter than the clocks of nodes differ by holds no more for it")
    void skew() throws Exception {
      assertThat(bench().passedInTwoSeconds(there(), Duration.ofMillis(2_500)))
          .as("at two a second")
          .isEqualTo(4);
    }
  }

  @Nested
  @DisplayName("Releasing")
  class Releasing {

    @Test
    @DisplayName("gives room to exactly one more, on whatever node")
    void oneMore() throws Exception {
      granted(1, TWO_A_MINUTE, TWO_IN_TEN);
      LimitClaim claim = granted(1, TWO_A_MINUTE, TWO_IN_TEN);
      there().release(List.of(claim));

      granted(1, TWO_A_MINUTE, TWO_IN_TEN);
      refused(1, TWO_A_MINUTE, TWO_IN_TEN);
    }

    @Test
    @DisplayName("twice gives back once")
    void twice() {
      granted(1, TWO_A_MINUTE);
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      here().release(List.of(claim));
      here().release(List.of(claim));

      granted(1, TWO_A_MINUTE);
      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("after a commit gives back nothing")
    void committed() {
      granted(1, TWO_A_MINUTE);
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      here().commit(List.of(claim));
      here().release(List.of(claim));

      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("what was refused gives back nothing")
    void refusedBefore() {
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      LimitClaim claim = claim(1, TWO_A_MINUTE);
      bench().reserve(claim);
      here().release(List.of(claim));

      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("what nobody reserved does no harm, nor does committing it")
    void unknown() {
      here().release(List.of(claim(1, TWO_A_MINUTE)));
      here().commit(List.of(claim(1, TWO_A_MINUTE)));

      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("when its window is over takes nothing from the next one")
    void late() {
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      pass(MINUTE);
      granted(1, TWO_A_MINUTE);
      granted(1, TWO_A_MINUTE);
      here().release(List.of(claim));

      refused(1, TWO_A_MINUTE);
    }

    @Test
    @DisplayName("gives back every permit of a claim")
    void all() {
      for (int i = 0; i < 20; i++) {
        LimitClaim claim =
            bench().claim(demand(1, TWO_A_MINUTE, THREE_A_DAY), demand(2, TWO_IN_TEN));
        assertThat(bench().reserve(claim))
            .as("round %s", i)
            .isInstanceOf(LimitVerdict.Granted.class);
        here().release(List.of(claim));
      }
    }

    @Test
    @DisplayName("lets the same id reserve anew, which counts")
    void again() {
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      here().release(List.of(claim));
      bench().reserve(claim);

      granted(1, TWO_A_MINUTE);
      refused(1, TWO_A_MINUTE);
    }
  }

  @Nested
  @DisplayName("Committing")
  class Committing {

    @Test
    @DisplayName("counts no second time, however often it is said")
    void once() throws Exception {
      LimitClaim claim = granted(1, TWO_A_MINUTE);
      here().commit(List.of(claim));
      there().commit(List.of(claim));

      granted(1, TWO_A_MINUTE);
      refused(1, TWO_A_MINUTE);
    }
  }

  @Nested
  @DisplayName("Many at once")
  class ManyAtOnce {

    private final LimitBound some = new LimitBound(threads() / 10, LimitWindow.day());
    private final LimitBound more =
        new LimitBound(threads() / 5, LimitWindow.rolling(Duration.ofHours(1)));

    @Test
    @DisplayName("get exactly as many permits as there are")
    void exactly() throws Exception {
      LimitStore there = there();

      List<LimitVerdict> verdicts =
          Together.run(
              threads(),
              number -> LimitBench.reserve(number % 2 == 0 ? here() : there, claim(1, some, more)));

      assertThat(verdicts)
          .filteredOn(LimitVerdict.Granted.class::isInstance)
          .hasSize(some.permits());
    }

    @Test
    @DisplayName("who ask for the same keys in different order do not hold each other up")
    void order() throws Exception {
      List<LimitVerdict> verdicts =
          Together.run(
              threads(),
              number ->
                  bench()
                      .reserve(
                          number % 2 == 0
                              ? bench().claim(demand(1, some), demand(2, more))
                              : bench().claim(demand(2, more), demand(1, some))));

      assertThat(verdicts)
          .filteredOn(LimitVerdict.Granted.class::isInstance)
          .hasSize(some.permits());
    }

    @Test
    @DisplayName("who give back some leave exactly those to others")
    void givenBack() throws Exception {
      // One at least, however threads take their turns.
      assertThat(bench().isKept(claim(1, some, more), true)).isFalse();
      List<Boolean> kept =
          Together.run(threads(), number -> bench().isKept(claim(1, some, more), number % 3 == 0));
      int left = some.permits() - (int) kept.stream().filter(is -> is).count();

      assertThat(left).isNotNegative();
      for (int i = 0; i < left; i++) {
        granted(1, some, more);
      }
      refused(1, some, more);
    }
  }

  @Nested
  @DisplayName("The store")
  class Itself {

    @Test
    @DisplayName("does not show its keys")
    void toStringIsSafe() {
      granted(4_711, TWO_A_MINUTE);

      assertThat(here().toString()).doesNotContain(key(4_711));
    }
  }
}
