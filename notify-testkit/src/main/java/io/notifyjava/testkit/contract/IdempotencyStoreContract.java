package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.idempotency.IdempotencyVerdict.Ended;
import io.notifyjava.idempotency.IdempotencyVerdict.First;
import io.notifyjava.idempotency.IdempotencyVerdict.InFlight;
import io.notifyjava.idempotency.IdempotencyVerdict.Lost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link IdempotencyStore} keeps, as tests: extend it, return an empty store, say how
 * its time passes, and the tests run against it.
 *
 * <p>It pins down what a notifier relies on: of all that ask for a key at once, on whatever node,
 * exactly one is first; the others hear what came of it; a key whose owner died is not given away
 * before its window is over; and who does not own a key changes nothing.
 *
 * <p>Every test uses the store of one call of {@link #store()}. What that opens, an {@code
 * AfterEach} of the subclass closes.
 *
 * @since 0.1.0
 */
public abstract class IdempotencyStoreContract {

  /** Longer than any test takes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Short, because a store may have to live through them in real time. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final String RESULT = "v=1\noutcome=ACCEPTED\nid=msg-1\n";

  private @Nullable IdempotencyStore store;

  /** For subclasses. */
  protected IdempotencyStoreContract() {}

  /**
   * Returns a store that holds nothing. Called once for each test.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract IdempotencyStore store() throws Exception;

  /**
   * Lets time pass by which leases and windows end: moves the store's clock, or waits.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract void letPass(Duration time) throws Exception;

  /**
   * Returns the store as another node sees it: for a store that is shared, a second instance with
   * connections of its own. By default the same instance.
   *
   * @param here what {@link #store()} returned
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected IdempotencyStore fromAnotherNode(IdempotencyStore here) throws Exception {
    return here;
  }

  /** Returns how many threads ask for one key at once, half of them on another node; 100. */
  protected int threads() {
    return 100;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = store();
  }

  private IdempotencyStore here() {
    return Objects.requireNonNull(store, "store");
  }

  private IdempotencyStore there() throws Exception {
    return fromAnotherNode(here());
  }

  private static IdempotencyClaim claim(int key, String owner) {
    return claim(key, owner, LONG, LONG);
  }

  private static IdempotencyClaim claim(int key, String owner, Duration lease, Duration window) {
    return new IdempotencyClaim(key(key), "1-" + "ab".repeat(16), owner, lease, window);
  }

  private static String key(int number) {
    return HexFormat.of().toHexDigits(0x5ca1ab1eL) + HexFormat.of().toHexDigits((long) number);
  }

  private IdempotencyClaim first(int key, String owner) {
    return first(claim(key, owner));
  }

  private IdempotencyClaim first(IdempotencyClaim claim) {
    assertThat(here().claim(claim)).isInstanceOf(First.class);
    return claim;
  }

  @Nested
  @DisplayName("A key")
  class AKey {

    @Test
    @DisplayName("is given to the first that asks, and is in flight for the others on every node")
    void first_() throws Exception {
      IdempotencyClaim mine = first(1, "a");

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new InFlight(mine.content()));
      assertThat(there().claim(claim(1, "c"))).isEqualTo(new InFlight(mine.content()));
    }

    @Test
    @DisplayName("has nothing to do with other keys")
    void others() {
      first(1, "a");
      first(2, "b");
    }

    @Test
    @DisplayName("is its owner's if it asks again: the first answer may have been lost")
    void again() throws Exception {
      IdempotencyClaim mine = first(1, "a");

      assertThat(there().claim(mine)).isInstanceOf(First.class);
      assertThat(here().claim(claim(1, "b"))).isInstanceOf(InFlight.class);
    }

    @Test
    @DisplayName("that was recorded is answered with the result, on every node")
    void recorded() throws Exception {
      IdempotencyClaim mine = first(1, "a");
      here().record(mine, RESULT);

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new Ended(mine.content(), RESULT));
      assertThat(there().claim(claim(1, "c"))).isEqualTo(new Ended(mine.content(), RESULT));
    }

    @Test
    @DisplayName("that was recorded is answered with the result to its owner too")
    void recordedForOwner() {
      IdempotencyClaim mine = first(1, "a");
      here().record(mine, RESULT);

      assertThat(here().claim(mine)).isEqualTo(new Ended(mine.content(), RESULT));
    }

    @Test
    @DisplayName("that was released is free again")
    void released() throws Exception {
      IdempotencyClaim mine = first(1, "a");
      there().release(mine);

      first(1, "b");
    }

    @Test
    @DisplayName("keeps the content of who owns it")
    void content() {
      here().claim(new IdempotencyClaim(key(1), "", "a", LONG, LONG));

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new InFlight(""));
    }

    @Test
    @DisplayName("keeps results of 2,000 characters of any kind")
    void longest() {
      IdempotencyClaim mine = first(1, "a");
      String any = "v=1\n\r\\ \"'%;:\u00e9\u4e2d\uD83D\uDE00";
      String longest = any.repeat(2_000 / any.length());
      here().record(mine, longest);

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new Ended(mine.content(), longest));
    }
  }

  @Nested
  @DisplayName("Who does not own a key")
  class Strangers {

    @Test
    @DisplayName("cannot record for it")
    void record() {
      first(1, "a");
      here().record(claim(1, "b"), RESULT);

      assertThat(here().claim(claim(1, "c"))).isInstanceOf(InFlight.class);
    }

    @Test
    @DisplayName("cannot release it")
    void release() {
      first(1, "a");
      here().release(claim(1, "b"));

      assertThat(here().claim(claim(1, "c"))).isInstanceOf(InFlight.class);
    }

    @Test
    @DisplayName("cannot change its result")
    void overwrite() {
      IdempotencyClaim mine = first(1, "a");
      here().record(mine, RESULT);
      here().record(claim(1, "b"), "another");
      here().release(claim(1, "b"));

      assertThat(here().claim(claim(1, "c"))).isEqualTo(new Ended(mine.content(), RESULT));
    }

    @Test
    @DisplayName("does no harm by releasing a key that nobody has")
    void nobodys() {
      here().release(claim(1, "a"));

      first(1, "b");
    }
  }

  @Nested
  @DisplayName("Words that come late")
  class Late {

    @Test
    @DisplayName("a release after the record frees nothing")
    void releaseAfterRecord() {
      IdempotencyClaim mine = first(1, "a");
      here().record(mine, RESULT);
      here().release(mine);

      assertThat(here().claim(claim(1, "b"))).isInstanceOf(Ended.class);
    }

    @Test
    @DisplayName("a record without a claim is kept: the store may have been away then")
    void withoutClaim() throws Exception {
      here().record(claim(1, "a"), RESULT);

      assertThat(there().claim(claim(1, "b")))
          .isEqualTo(new Ended(claim(1, "a").content(), RESULT));
    }

    @Test
    @DisplayName("a record twice is one")
    void twice() {
      IdempotencyClaim mine = first(1, "a");
      here().record(mine, RESULT);
      here().record(mine, RESULT);

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new Ended(mine.content(), RESULT));
    }
  }

  @Nested
  @DisplayName("An owner that died")
  class Dead {

    @Test
    @DisplayName("leaves its key lost, which is given to nobody, and says so again and again")
    void lost() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", SHORT, LONG));
      letPass(SHORT);

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new Lost(mine.content()));
      assertThat(there().claim(claim(1, "c"))).isEqualTo(new Lost(mine.content()));
    }

    @Test
    @DisplayName("only seemingly may still say what came of it")
    void lateRecord() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", SHORT, LONG));
      letPass(SHORT);
      there().record(mine, RESULT);

      assertThat(here().claim(claim(1, "b"))).isEqualTo(new Ended(mine.content(), RESULT));
    }

    @Test
    @DisplayName("only seemingly may still free the key")
    void lateRelease() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", SHORT, LONG));
      letPass(SHORT);
      there().release(mine);

      first(1, "b");
    }

    @Test
    @DisplayName("leaves its key free when the window is over as well")
    void over() throws Exception {
      first(claim(1, "a", SHORT, SHORT));
      letPass(SHORT.multipliedBy(2));

      first(1, "b");
    }
  }

  @Nested
  @DisplayName("A window")
  class Window {

    @Test
    @DisplayName("that is over makes its key free")
    void over() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", LONG, SHORT));
      here().record(mine, RESULT);
      letPass(SHORT);

      first(1, "b");
    }

    @Test
    @DisplayName("begins with the record, not with the claim")
    void begins() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", SHORT, LONG));
      letPass(SHORT);
      here().record(mine, RESULT);
      letPass(SHORT);

      assertThat(here().claim(claim(1, "b"))).isInstanceOf(Ended.class);
    }

    @Test
    @DisplayName("that is over leaves a late release without effect on the next owner")
    void lateRelease() throws Exception {
      IdempotencyClaim mine = first(claim(1, "a", SHORT, SHORT));
      letPass(SHORT.multipliedBy(2));
      first(1, "b");
      here().release(mine);
      here().record(mine, RESULT);

      assertThat(here().claim(claim(1, "c"))).isInstanceOf(InFlight.class);
    }
  }

  @Nested
  @DisplayName("Many at once")
  class ManyAtOnce {

    @Test
    @DisplayName("with one key, on two nodes: exactly one is first")
    void one() throws Exception {
      IdempotencyStore there = there();

      List<IdempotencyVerdict> verdicts =
          Together.run(
              threads(),
              number -> (number % 2 == 0 ? here() : there).claim(claim(1, "owner-" + number)));

      assertThat(verdicts).filteredOn(First.class::isInstance).hasSize(1);
      assertThat(verdicts).filteredOn(InFlight.class::isInstance).hasSize(threads() - 1);
    }

    @Test
    @DisplayName("with a key whose window is over, on two nodes: exactly one is first")
    void afterWindow() throws Exception {
      IdempotencyStore there = there();
      first(claim(1, "a", SHORT, SHORT));
      letPass(SHORT.multipliedBy(2));

      List<IdempotencyVerdict> verdicts =
          Together.run(
              threads(),
              number -> (number % 2 == 0 ? here() : there).claim(claim(1, "owner-" + number)));

      assertThat(verdicts).filteredOn(First.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("who hand one key on never have it two at a time")
    void handedOn() throws Exception {
      IdempotencyStore there = there();
      List<String> holders = new ArrayList<>();

      List<Boolean> firsts =
          Together.run(
              threads(),
              number -> {
                IdempotencyStore store = number % 2 == 0 ? here() : there;
                IdempotencyClaim claim = claim(1, "owner-" + number);
                if (!(store.claim(claim) instanceof First)) {
                  return false;
                }
                synchronized (holders) {
                  holders.add(claim.owner());
                  assertThat(holders).hasSize(1);
                }
                synchronized (holders) {
                  holders.remove(claim.owner());
                }
                store.release(claim);
                return true;
              });

      assertThat(firsts).contains(true);
      first(1, "last");
    }
  }

  @Nested
  @DisplayName("The store")
  class Itself {

    @Test
    @DisplayName("does not show its keys")
    void toStringIsSafe() {
      first(4_711, "a");

      assertThat(here().toString()).doesNotContain(key(4_711));
    }
  }
}
