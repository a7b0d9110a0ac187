package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Message;
import org.junit.jupiter.api.Test;

class PlacesTest {

  /** Groups as a test says. */
  private static final class Groups implements MessageSender {

    private final int gathering;
    private final int underWay;

    Groups(int gathering, int underWay) {
      this.gathering = gathering;
      this.underWay = underWay;
    }

    @Override
    public void send(Message message, Ear ear) {}

    @Override
    public int gathering() {
      return gathering;
    }

    @Override
    public int underWay() {
      return underWay;
    }
  }

  private static boolean hasRoom(int held, int sharing, int gathering, int underWay) {
    return places(sharing).hasRoom(held, new Groups(gathering, underWay));
  }

  private static int departing(int held, int sharing, int gathering, int underWay, boolean end) {
    return places(sharing).departing(held, new Groups(gathering, underWay), end);
  }

  /** Four places. */
  private static Places places(int sharing) {
    Places places = new Places(4);
    for (int i = 0; i < sharing; i++) {
      places.shares();
    }
    return places;
  }

  @Test
  void messages_that_go_alone_take_a_place_each() {
    assertThat(hasRoom(3, 0, 0, 0)).isTrue();
    assertThat(hasRoom(4, 0, 0, 0)).isFalse();
  }

  @Test
  void messages_that_wait_for_company_take_none() {
    assertThat(hasRoom(5_000, 5_000, 1, 0)).isTrue();
    assertThat(hasRoom(5_003, 5_000, 1, 0)).isTrue();
    assertThat(hasRoom(5_004, 5_000, 1, 0)).isFalse();
  }

  @Test
  void a_call_under_way_takes_a_place_whoever_is_in_it() {
    assertThat(hasRoom(300, 300, 0, 3)).isTrue();
    assertThat(hasRoom(400, 400, 0, 4)).isFalse();
    assertThat(hasRoom(303, 300, 0, 2)).isFalse();
  }

  @Test
  void one_message_may_come_to_a_group_while_all_places_are_taken() {
    assertThat(hasRoom(401, 401, 1, 4)).isTrue();
    assertThat(hasRoom(402, 401, 1, 4)).isFalse();
  }

  @Test
  void no_more_groups_gather_than_there_are_places() {
    assertThat(hasRoom(7, 7, 7, 0)).isTrue();
    assertThat(hasRoom(8, 8, 8, 0)).isFalse();
    assertThat(hasRoom(8, 8, 4, 4)).isFalse();
  }

  @Test
  void memory_is_bounded() {
    int most = 4 + Places.MAX_SHARING;
    assertThat(hasRoom(most - 1, most - 1, 1, 0)).isTrue();
    assertThat(hasRoom(most, most, 1, 0)).isFalse();
  }

  @Test
  void a_batch_with_nothing_in_flight_has_room_whatever_was_lost() {
    assertThat(hasRoom(0, 0, 0, 4)).isTrue();
  }

  @Test
  void groups_go_all_together_when_nothing_comes_and_into_free_places_otherwise() {
    assertThat(departing(8, 8, 8, 0, true)).isEqualTo(8);
    assertThat(departing(8, 8, 8, 0, false)).isEqualTo(4);
    assertThat(departing(8, 8, 5, 3, false)).isEqualTo(1);
    assertThat(departing(8, 8, 4, 4, false)).isZero();
  }

  /** As if the last of four came to its group just after the batch had found no place free. */
  @Test
  void groups_stay_if_room_came_since_the_batch_looked_for_it() {
    assertThat(hasRoom(4, 3, 1, 3)).isFalse();
    assertThat(hasRoom(4, 4, 1, 3)).isTrue();
    assertThat(departing(4, 4, 1, 3, false)).isZero();
    assertThat(departing(4, 4, 1, 3, true)).as("when nothing comes").isEqualTo(1);
  }

  @Test
  void groups_stay_while_another_message_may_come_to_them() {
    assertThat(departing(9, 8, 8, 0, true)).isZero();
  }
}
