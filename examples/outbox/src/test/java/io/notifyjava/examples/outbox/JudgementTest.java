package io.notifyjava.examples.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crash run proves nothing unless it sees what it is there to see. */
class JudgementTest {

  private static final OutboxId ID = new OutboxId("0".repeat(31) + "7");
  private static final OutboxId ANOTHER = new OutboxId("0".repeat(31) + "8");

  @ParameterizedTest
  @CsvSource({
    // state, delivered: accepted, unknown, lost, duplicates, other
    "ACCEPTED, 1, 1, 0, 0, 0, 0",
    "ACCEPTED, 0, 0, 0, 1, 0, 0",
    "ACCEPTED, 3, 1, 0, 0, 2, 0",
    "UNKNOWN, 0, 0, 1, 0, 0, 0",
    "UNKNOWN, 1, 0, 1, 0, 0, 0",
    "UNKNOWN, 2, 0, 1, 0, 1, 0",
    "PENDING, 0, 0, 0, 0, 0, 1",
    "REJECTED, 0, 0, 0, 0, 0, 1",
    "DEAD, 1, 0, 0, 0, 0, 1",
  })
  void each_message_is_judged_by_its_entry_and_by_what_was_delivered(
      OutboxState state,
      int delivered,
      long accepted,
      long unknown,
      long lost,
      long duplicates,
      long other) {
    Journal journal = new Journal(5, 1);
    journal.put(5, ID);

    Judgement judgement =
        Judgement.of(journal, id -> Optional.of(entry(id, state)), number -> delivered);

    assertThat(judgement)
        .isEqualTo(
            new Judgement(
                1,
                accepted,
                unknown,
                lost,
                duplicates,
                other,
                accepted == 1 ? Map.of("n-1", 1L) : Map.of()));
  }

  @Test
  void an_entry_that_is_gone_is_lost_and_so_is_a_message_that_nobody_promised() {
    Journal journal = new Journal(0, 2);
    journal.put(0, ID);

    Judgement judgement = Judgement.of(journal, id -> Optional.empty(), number -> 1);

    assertThat(judgement.lost()).isEqualTo(2);
    assertThat(judgement.enqueued()).isEqualTo(1);
  }

  @Test
  void no_more_may_be_unknown_than_the_killed_node_had_in_hand_and_nothing_else_may_be_wrong() {
    assertThat(complaints(judgement(40, 0, 0, 0), 0, 40, 0)).isEmpty();
    assertThat(complaints(judgement(41, 0, 0, 0), 0, 40, 0))
        .containsExactly("41 unknown, and at most 40 may be");
    assertThat(complaints(judgement(0, 1, 0, 0), 0, 40, 0))
        .containsExactly("1 lost, and at most 0 may be");
    assertThat(complaints(judgement(0, 0, 1, 0), 0, 40, 0))
        .containsExactly("1 duplicates, and at most 0 may be");
    assertThat(complaints(judgement(0, 0, 0, 1), 0, 40, 0))
        .containsExactly("1 in another state, or of no message, and at most 0 may be");
  }

  @Test
  void no_more_may_be_sent_again_than_the_killed_node_had_in_hand() {
    assertThat(complaints(judgement(0, 0, 0, 0), 0, 40, 40)).isEmpty();
    assertThat(complaints(judgement(0, 0, 0, 0), 0, 40, 41))
        .containsExactly("41 sent again, and at most 40 may be");
    assertThat(complaints(judgement(0, 0, 0, 0), 0, 65, 0))
        .containsExactly("65 in hand of killed nodes, and at most 64 may be");
  }

  @Test
  void a_database_that_crashes_may_leave_what_its_nodes_can_have_in_hand() {
    assertThat(complaints(judgement(64, 0, 0, 0), 1, 40, 40 + 3 * 64)).isEmpty();
    assertThat(complaints(judgement(65, 0, 0, 0), 1, 40, 41 + 3 * 64)).hasSize(2);
  }

  @Test
  void kills_that_find_nothing_in_hand_show_nothing() {
    assertThat(outcome(judgement(0, 0, 0, 0), 0, 0, 0).hit()).isFalse();
    assertThat(outcome(judgement(0, 0, 0, 0), 0, 1, 0).hit()).isTrue();
    assertThat(Outcome.NONE.hit()).isTrue();
    assertThat(Outcome.NONE.plus(outcome(judgement(0, 0, 0, 0), 0, 1, 0)).hit()).isTrue();
  }

  @Test
  void an_entry_of_no_message_would_send_one_more_so_it_is_told() {
    assertThat(judgement(0, 0, 0, 1).withSurplus(2)).isEqualTo(judgement(0, 0, 0, 3));
    // Those that are gone are lost already.
    assertThat(judgement(0, 1, 0, 0).withSurplus(-1)).isEqualTo(judgement(0, 1, 0, 0));
  }

  private static Outcome outcome(Judgement judgement, int crashes, long inHand, long repeats) {
    return new Outcome(judgement, 1, 0, crashes, inHand, repeats, Duration.ZERO);
  }

  private static List<String> complaints(
      Judgement judgement, int crashes, long inHand, long repeats) {
    return outcome(judgement, crashes, inHand, repeats).complaints(3, 64);
  }

  @Test
  void rounds_add_up() {
    Judgement sum = judgement(1, 2, 3, 4).plus(judgement(10, 20, 30, 40));

    assertThat(sum).isEqualTo(new Judgement(200, 2, 11, 22, 33, 44, Map.of("n", 2L)));
  }

  @Test
  void the_journal_knows_what_is_missing_and_takes_no_second_entry_for_one_message() {
    Journal journal = new Journal(10, 3);
    journal.put(11, ID);
    journal.put(11, ID);

    assertThat(journal.missing()).containsExactly(10, 12);
    assertThat(journal.size()).isEqualTo(1);
    assertThatThrownBy(() -> journal.put(11, ANOTHER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Message 11 was put twice in spite of its key");
  }

  private static Judgement judgement(long unknown, long lost, long duplicates, long other) {
    return new Judgement(100, 1, unknown, lost, duplicates, other, Map.of("n", 1L));
  }

  private static OutboxEntry entry(OutboxId id, OutboxState state) {
    Instant now = Instant.EPOCH;
    return new OutboxEntry(
        id, state, "sms", 1, now, now, now, "n-1-0a1b2c3d", null, null, null, null);
  }
}
