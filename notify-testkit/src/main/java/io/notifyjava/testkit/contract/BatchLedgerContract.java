package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link BatchLedger} keeps, as tests: extend it, say how a ledger is opened and how its
 * process dies, and the tests run against it.
 *
 * <p>It pins down what a batch relies on: what is begun is there after a crash, an outcome is never
 * invented, few of them are lost, and one run at a time has the ledger.
 *
 * @since 0.1.0
 */
@Timeout(60)
public abstract class BatchLedgerContract {

  private static final Duration SOON = Duration.ofSeconds(2);

  private @Nullable BatchLedger ledger;

  /** For subclasses. */
  protected BatchLedgerContract() {}

  /**
   * Opens the ledger of the test, which is empty at the first call. Later calls open the same one
   * as another process would; they may throw what {@link BatchLedger#startRun} may throw.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract BatchLedger open() throws Exception;

  /**
   * Ends the process that has this ledger, as {@code kill -9} does, without {@code endRun()}, and
   * lets so much time pass that another may have it.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract void crash(BatchLedger ledger) throws Exception;

  /**
   * Deletes the ledger for good, as its users do when the campaign is over; nobody has it open.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract void delete() throws Exception;

  @BeforeEach
  final void openLedger() throws Exception {
    ledger = open();
  }

  private BatchLedger ledger() {
    return Objects.requireNonNull(ledger, "ledger");
  }

  /** Returns the ledger in a run that follows a crash of the one before. */
  private BatchLedger afterCrash() throws Exception {
    crash(ledger());
    ledger = open();
    ledger().startRun();
    return ledger();
  }

  private LedgerKey key(int number) {
    return ledger().keys().of("message " + number);
  }

  private List<LedgerKey> keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::key).toList();
  }

  private LedgerEntry entry(int number) {
    List<LedgerEntry> found = ledger().find(List.of(key(number)));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Nested
  @DisplayName("Within a run")
  class Run {

    @Test
    void emptyLedger_knowsNothing() {
      assertThat(ledger().summary().counts()).isEmpty();
      assertThat(ledger().find("message 1")).isEmpty();
      ledger().startRun();
      assertThat(ledger().find(keys(0, 300))).isEmpty();
      assertThat(ledger().find(List.of())).isEmpty();
      ledger().endRun();
    }

    @Test
    void whatIsBegun_isFoundAsOfThisRun() {
      ledger().startRun();
      ledger().begin(keys(0, 3));

      assertThat(ledger().find(keys(1, 6)))
          .containsExactlyInAnyOrder(
              new LedgerEntry(key(1), LedgerState.BEGUN, null, true),
              new LedgerEntry(key(2), LedgerState.BEGUN, null, true));
    }

    @Test
    void nothingIsWrittenOutsideOfARun() {
      assertThatIllegalStateException()
          .isThrownBy(() -> ledger().begin(keys(0, 1)))
          .withMessage("startRun() must come before anything is written");
    }

    @Test
    void blocksOfAnySize_areBegun() {
      ledger().startRun();
      int from = 0;
      for (int size : new int[] {1, 2, 3, 63, 64, 65, 255, 256, 257, 1_000}) {
        ledger().begin(keys(from, from + size));
        from += size;
      }
      ledger().endRun();

      assertThat(ledger().summary().counts()).isEqualTo(Map.of(LedgerState.BEGUN, (long) from));
      assertThat(ledger().find(keys(0, 1_000))).hasSize(1_000);
    }

    @Test
    void outcomes_standAfterTheRun() {
      ledger().startRun();
      ledger().begin(keys(0, 6));
      record(0, LedgerState.ACCEPTED, null);
      record(1, LedgerState.REJECTED, FailureReason.INVALID_RECIPIENT);
      record(2, LedgerState.RETRYABLE, FailureReason.THROTTLED);
      record(3, LedgerState.UNKNOWN, FailureReason.TIMEOUT);
      record(4, LedgerState.NOT_BEGUN, null);
      ledger().endRun();

      assertThat(entry(0).state()).isEqualTo(LedgerState.ACCEPTED);
      assertThat(entry(0).reason()).isNull();
      assertThat(entry(1).reason()).isEqualTo(FailureReason.INVALID_RECIPIENT);
      assertThat(entry(2).state()).isEqualTo(LedgerState.RETRYABLE);
      assertThat(entry(3).reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(ledger().find("message 4")).isEmpty();
      assertThat(ledger().find("message 5")).map(LedgerEntry::state).hasValue(LedgerState.BEGUN);
      assertThat(ledger().summary().accepted()).isEqualTo(1);
      assertThat(ledger().summary().rejected()).isEqualTo(2);
      assertThat(ledger().summary().unknown()).isEqualTo(2);
    }

    @Test
    void everyReasonAndState_comesBack() {
      ledger().startRun();
      FailureReason[] reasons = FailureReason.values();
      ledger().begin(keys(0, reasons.length));
      for (int i = 0; i < reasons.length; i++) {
        record(i, LedgerState.UNKNOWN, reasons[i]);
      }
      ledger().endRun();

      for (int i = 0; i < reasons.length; i++) {
        assertThat(entry(i).reason()).isEqualTo(reasons[i]);
      }
    }

    @Test
    void entries_areToldOnceEach_howeverManyThereAre() {
      ledger().startRun();
      for (int from = 0; from < 2_500; from += 500) {
        ledger().begin(keys(from, from + 500));
      }
      for (int i = 0; i < 100; i++) {
        record(i, LedgerState.ACCEPTED, null);
      }
      ledger().endRun();

      assertThat(told(EnumSet.of(LedgerState.BEGUN)))
          .hasSize(2_400)
          .doesNotHaveDuplicates()
          .doesNotContain(key(99))
          .contains(key(100));
      assertThat(told(EnumSet.of(LedgerState.ACCEPTED))).hasSize(100);
      assertThat(told(EnumSet.allOf(LedgerState.class))).hasSize(2_500);
      assertThat(told(Set.of())).isEmpty();
    }

    private List<LedgerKey> told(Set<LedgerState> states) {
      List<LedgerKey> told = new ArrayList<>();
      ledger().forEach(states, entry -> told.add(entry.key()));
      return told;
    }
  }

  @Nested
  @DisplayName("After a crash")
  class Crash {

    @Test
    void whatWasBegun_isThereAndOfAnEarlierRun() throws Exception {
      ledger().startRun();
      ledger().begin(keys(0, 100));

      assertThat(afterCrash().find(keys(0, 200)))
          .hasSize(100)
          .allMatch(entry -> entry.state() == LedgerState.BEGUN && !entry.currentRun());
    }

    @Test
    void fewOutcomes_areLost_andNoneIsInvented() throws Exception {
      ledger().startRun();
      int block = 10;
      for (int from = 0; from < 200; from += block) {
        ledger().begin(keys(from, from + block));
        for (int i = from; i < from + block; i++) {
          record(i, LedgerState.ACCEPTED, null);
        }
      }

      long accepted = afterCrash().summary().accepted();

      assertThat(accepted).isBetween(200L - 2L * block, 200L);
      assertThat(ledger().summary().unknown()).isEqualTo(200 - accepted);
    }

    @Test
    void flushedOutcomes_areThere() throws Exception {
      ledger().startRun();
      ledger().begin(keys(0, 10));
      record(3, LedgerState.ACCEPTED, null);
      ledger().flush();

      afterCrash();
      assertThat(entry(3).state()).isEqualTo(LedgerState.ACCEPTED);
    }

    @Test
    void messageThatIsBegunAgain_isOfTheNewRun() throws Exception {
      ledger().startRun();
      ledger().begin(keys(0, 4));
      record(1, LedgerState.RETRYABLE, FailureReason.QUOTA);
      ledger().flush();

      afterCrash().begin(List.of(key(1), key(9)));

      assertThat(entry(1)).isEqualTo(new LedgerEntry(key(1), LedgerState.BEGUN, null, true));
      assertThat(entry(2).currentRun()).isFalse();
      assertThat(entry(9).currentRun()).isTrue();
      record(1, LedgerState.ACCEPTED, null);
      ledger().endRun();
      assertThat(entry(1).state()).isEqualTo(LedgerState.ACCEPTED);
      assertThat(ledger().summary().of(LedgerState.BEGUN)).isEqualTo(4);
    }
  }

  @Nested
  @DisplayName("Two at once")
  class Two {

    @Test
    void secondRun_isRefusedWithinTwoSeconds_andTheFirstGoesOn() {
      ledger().startRun();

      assertTimeout(SOON, this::refuseSecond);

      ledger().begin(keys(0, 2));
      ledger().endRun();
    }

    private void refuseSecond() {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(
              () -> {
                try (BatchLedger second = open()) {
                  second.startRun();
                }
              })
          .withMessageContaining("in use by")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
    }

    @Test
    void secondRunOfTheSameObject_isRefused() {
      ledger().startRun();

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger().startRun())
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
    }

    @Test
    void ledgerThatWasGivenBack_isTakenAtOnce() throws Exception {
      ledger().startRun();
      ledger().begin(keys(0, 2));
      ledger().endRun();
      ledger().startRun();
      assertThat(entry(0).currentRun()).isFalse();
      ledger().endRun();
      ledger().close();

      ledger = open();
      ledger().startRun();
      assertThat(ledger().summary().unknown()).isEqualTo(2);
    }

    @Test
    void closedLedger_saysSo() {
      ledger().close();
      ledger().close();

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger().summary())
          .withMessageContaining("was closed")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.CLOSED));
    }
  }

  @Nested
  @DisplayName("When the campaign is over")
  class Over {

    @Test
    void deletedLedger_isForgotten_andAnotherOfItsNameBeginsEmpty() throws Exception {
      ledger().startRun();
      ledger().begin(keys(0, 50));
      record(7, LedgerState.ACCEPTED, null);
      ledger().endRun();
      ledger().close();

      delete();

      ledger = open();
      assertThat(ledger().summary().counts()).isEmpty();
      ledger().startRun();
      assertThat(ledger().find(keys(0, 50))).isEmpty();
      ledger().begin(keys(7, 9));
      assertThat(entry(7)).isEqualTo(new LedgerEntry(key(7), LedgerState.BEGUN, null, true));
      ledger().endRun();
    }
  }

  private void record(int number, LedgerState state, @Nullable FailureReason reason) {
    ledger().record(key(number), state, reason);
  }
}
