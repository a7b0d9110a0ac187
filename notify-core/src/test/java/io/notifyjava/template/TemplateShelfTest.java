package io.notifyjava.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of readings, which decides who wins; single-threaded, so each order is exact. */
class TemplateShelfTest {

  private final TemplateShelf shelf = new TemplateShelf(3);
  private final Template old = Templates.parsedText("old");
  private final Template fresh = Templates.parsedText("fresh");

  @Test
  void a_later_reading_wins_whatever_ends_first() {
    long first = shelf.begin();
    long second = shelf.begin();
    shelf.put(second, fresh);
    shelf.put(first, old);
    assertThat(shelf.get("t")).isSameAs(fresh);
    shelf.remove(first, "t");
    assertThat(shelf.get("t")).isSameAs(fresh);
  }

  @Test
  void a_removal_holds_against_older_readings_of_one_and_of_all() {
    long one = shelf.begin();
    long all = shelf.begin();
    long removal = shelf.begin();
    shelf.remove(removal, "t");
    shelf.end(removal);
    shelf.put(one, old);
    assertThat(shelf.get("t")).isNull();
    shelf.end(one);
    shelf.replaceAll(all, Map.of("t", old));
    assertThat(shelf.get("t")).isNull();
    shelf.end(all);
    shelf.put(shelf.begin(), fresh);
    assertThat(shelf.get("t")).isSameAs(fresh);
  }

  @Test
  void a_reading_of_all_keeps_what_was_read_after_it_began() {
    long all = shelf.begin();
    shelf.put(shelf.begin(), fresh);
    shelf.replaceAll(all, Map.of("t", old));
    assertThat(shelf.get("t")).isSameAs(fresh);
  }

  @Test
  void a_reading_of_all_takes_away_what_was_read_before_it() {
    shelf.put(shelf.begin(), old);
    shelf.replaceAll(shelf.begin(), Map.of());
    assertThat(shelf.get("t")).isNull();
    assertThat(shelf.keys()).isEmpty();
  }

  @Test
  void an_older_reading_of_all_changes_nothing() {
    long first = shelf.begin();
    long second = shelf.begin();
    shelf.replaceAll(second, Map.of("t", fresh));
    shelf.replaceAll(first, Map.of("t", old, "u", old));
    assertThat(shelf.get("t")).isSameAs(fresh);
    assertThat(shelf.get("u")).isNull();
    shelf.put(first, old);
    shelf.remove(first, "t");
    assertThat(shelf.get("t")).isSameAs(fresh);
  }

  @Test
  void a_full_shelf_changes_nothing() {
    TemplateShelf one = new TemplateShelf(1);
    long all = one.begin();
    one.put(one.begin(), old);
    assertThatThrownBy(() -> one.replaceAll(all, Map.of("u", fresh)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("at most 1 templates, but would hold 2");
    assertThat(one.get("t")).isSameAs(old);
    one.put(one.begin(), fresh);
    assertThat(one.get("t")).isSameAs(fresh);
  }

  @Test
  void removals_are_forgotten_with_the_last_older_reading() {
    long older = shelf.begin();
    long removal = shelf.begin();
    long later = shelf.begin();
    shelf.remove(removal, "t");
    shelf.end(removal);
    shelf.end(older);
    assertThat(shelf.isIdle()).isFalse();
    shelf.put(older, old);
    assertThat(shelf.get("t")).as("forgotten: nobody may put with a number that ended").isNotNull();
    shelf.end(later);
    assertThat(shelf.isIdle()).isTrue();
  }

  @Test
  void a_shelf_may_be_exactly_full() {
    TemplateShelf one = new TemplateShelf(1);
    one.replaceAll(one.begin(), Map.of("t", old));
    assertThat(one.keys()).containsExactly("t");
  }
}
