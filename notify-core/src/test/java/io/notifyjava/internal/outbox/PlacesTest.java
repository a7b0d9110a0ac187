package io.notifyjava.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.internal.outbox.Places.Ask;
import io.notifyjava.message.Lane;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final long BYTES = 1_000;

  private final Places places = new Places(64, 16, BYTES);

  private void take(Lane lane, int count) {
    for (int i = 0; i < count; i++) {
      places.take(lane);
    }
  }

  private void free(Lane lane, int count) {
    for (int i = 0; i < count; i++) {
      places.free(lane);
    }
  }

  private Ask askAnew() {
    places.look();
    return places.ask();
  }

  @Test
  void reserve_isForUrgentOnesAlone() {
    assertThat(askAnew()).isEqualTo(new Ask(16, 48, BYTES));
    take(Lane.BULK, 48);
    assertThat(askAnew()).isEqualTo(new Ask(16, 0, BYTES));
    take(Lane.URGENT, 16);
    assertThat(askAnew()).isNull();
  }

  @Test
  void executorThatRefuses_isGivenAsManyAsItTook_andMoreByAndBy() {
    take(Lane.BULK, 48);
    assertThat(places.crowded(40)).isFalse();
    free(Lane.BULK, 40);
    assertThat(askAnew()).as("eight are in hand").isNull();
    free(Lane.BULK, 8);
    assertThat(askAnew()).isEqualTo(new Ask(2, 6, BYTES));
    take(Lane.BULK, 6);
    assertThat(askAnew()).as("a part of the reserve is left").isEqualTo(new Ask(2, 0, BYTES));
    free(Lane.BULK, 6);

    places.roomy();
    assertThat(askAnew()).isEqualTo(new Ask(3, 8, BYTES));
    for (int i = 0; i < 20; i++) {
      places.roomy();
    }
    assertThat(askAnew()).isEqualTo(new Ask(16, 48, BYTES));
  }

  @Test
  void executorThatTookNothing_isGivenOne() {
    take(Lane.BULK, 48);
    assertThat(places.crowded(48)).isTrue();
    free(Lane.BULK, 48);

    assertThat(askAnew()).isEqualTo(new Ask(1, 0, BYTES));
    places.got(new Ask(1, 0, BYTES), 0, 0, false);
    assertThat(places.ask()).isEqualTo(new Ask(0, 1, BYTES));
  }

  @Test
  void laneThatGotLessThanItAskedFor_isExhausted_untilSomebodyLooks() {
    Ask ask = askAnew();
    places.got(ask, 3, 48, false);
    assertThat(places.isExhausted()).isFalse();
    places.got(places.ask(), 0, 7, false);
    assertThat(places.isExhausted()).isTrue();
    assertThat(places.wants()).isFalse();
    places.look();

    assertThat(places.isExhausted()).isFalse();
    assertThat(places.wants()).isTrue();
  }

  @Test
  void noMoreIsClaimed_thanThereIsMemoryFor() {
    places.weigh(400);
    assertThat(askAnew()).isEqualTo(new Ask(16, 48, 600));
    places.weigh(600);
    assertThat(askAnew()).isNull();
    assertThat(places.wants()).as("nothing to go round for").isFalse();
    places.weigh(-1);
    assertThat(places.ask())
        .as("what was looked for is not forgotten")
        .isEqualTo(new Ask(16, 48, 1));
  }

  @Test
  void claimThatWasCutByBytes_mayHaveMore() {
    Ask ask = askAnew();
    places.got(ask, 0, 7, true);

    assertThat(places.isExhausted()).isFalse();
  }
}
