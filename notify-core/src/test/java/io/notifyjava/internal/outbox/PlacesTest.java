package io.notifyjava.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.internal.outbox.Places.Ask;
import io.notifyjava.message.Lane;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private final Places places = new Places(64, 16);

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
    assertThat(askAnew()).isEqualTo(new Ask(16, 48));
    take(Lane.BULK, 48);
    assertThat(askAnew()).isEqualTo(new Ask(16, 0));
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
    assertThat(askAnew()).isEqualTo(new Ask(2, 6));
    take(Lane.BULK, 6);
    assertThat(askAnew()).as("a part of the reserve is left").isEqualTo(new Ask(2, 0));
    free(Lane.BULK, 6);

    places.roomy();
    assertThat(askAnew()).isEqualTo(new Ask(3, 8));
    for (int i = 0; i < 20; i++) {
      places.roomy();
    }
    assertThat(askAnew()).isEqualTo(new Ask(16, 48));
  }

  @Test
  void executorThatTookNothing_isGivenOne() {
    take(Lane.BULK, 48);
    assertThat(places.crowded(48)).isTrue();
    free(Lane.BULK, 48);

    assertThat(askAnew()).isEqualTo(new Ask(1, 0));
    places.got(new Ask(1, 0), 0, 0);
    assertThat(places.ask()).isEqualTo(new Ask(0, 1));
  }

  @Test
  void laneThatGotLessThanItAskedFor_isExhausted_untilSomebodyLooks() {
    Ask ask = askAnew();
    places.got(ask, 3, 48);
    assertThat(places.isExhausted()).isFalse();
    places.got(places.ask(), 0, 7);
    assertThat(places.isExhausted()).isTrue();
    assertThat(places.wants()).isFalse();
    places.look();

    assertThat(places.isExhausted()).isFalse();
    assertThat(places.wants()).isTrue();
  }
}
