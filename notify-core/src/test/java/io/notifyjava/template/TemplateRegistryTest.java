package io.notifyjava.template;

import static io.notifyjava.template.Templates.json;
import static io.notifyjava.template.Templates.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRegistryTest {

  private final ScriptedStore store = new ScriptedStore();
  private final TemplateRegistry registry = new TemplateRegistry(store);

  @Test
  void a_template_is_read_and_parsed_once() {
    store.text("welcome", "Hi ${NAME}");
    Template first = registry.get("welcome");
    assertThat(registry.get("welcome")).isSameAs(first);
    assertThat(registry.find("welcome")).containsSame(first);
    assertThat(registry.render("welcome", Variables.of("NAME", "Li"))).isEqualTo("Hi Li");
    assertThat(store.readings).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "wellcome   | Closest known: 'welcome'.",
        "WELCOME    | Closest known: 'welcome'.",
        "order-pad  | Closest known: 'order-paid'.",
        "order-pai  | Closest known: 'order-paid'.",
        "a2         | Closest known: 'a1', 'a3'.",
        "quite-else | Known: 'a1', 'a3', 'bye', 'order-paid', 'welcome'.",
      })
  void an_unknown_key_is_told_with_the_closest_ones(String key, String hint) {
    for (String known : List.of("welcome", "order-paid", "a1", "a3", "bye")) {
      store.text(known, "x");
    }
    assertThatThrownBy(() -> registry.get(key))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "No template '"
                + key
                + "'. "
                + hint
                + " Correct the key, or add the template to the store");
    assertThat(registry.find(key)).isEmpty();
  }

  @Test
  void the_hint_is_short_however_many_keys_there_are() {
    assertThatThrownBy(() -> registry.get("x"))
        .hasMessageStartingWith("No template 'x'. The store holds no templates. ");
    for (int i = 10; i < 30; i++) {
      store.text("key" + i, "x");
    }
    assertThatThrownBy(() -> registry.get("x"))
        .hasMessageContaining("Known: 'key10', 'key11', 'key12', 'key13', 'key14' and 15 more.");
    assertThatThrownBy(() -> registry.get("key1"))
        .hasMessageContaining("Closest known: 'key10', 'key11', 'key12', 'key13', 'key14'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
  void a_key_that_no_template_can_have_is_unknown_and_not_looked_up(String key) {
    assertThat(registry.find(key)).isEmpty();
    assertThatThrownBy(() -> registry.get(key))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("No template '" + key.replace('\n', '?').replace('\u0000', '?'));
    assertThatThrownBy(() -> registry.get("k".repeat(129)))
        .hasMessageStartingWith("No template '" + "k".repeat(128) + "...'. ");
    assertThat(store.readings).hasValue(0);
  }

  @Test
  void a_key_may_have_128_characters() {
    store.text("k".repeat(128), "x");
    assertThat(rendered("k".repeat(128))).isEqualTo("x");
  }

  @Test
  void nothing_is_remembered_of_readings_that_ended_well_or_not() {
    store.text("a", "x").text("broken", "${");
    registry.get("a");
    registry.refresh("a");
    registry.refresh("gone");
    assertThatThrownBy(() -> registry.get("broken")).isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> registry.refresh("broken")).isInstanceOf(TemplateException.class);
    assertThatThrownBy(registry::refreshAll).isInstanceOf(TemplateException.class);
    store.memory.remove("broken");
    registry.refreshAll();
    assertThat(registry.shelf.isIdle()).isTrue();
  }

  @Test
  void a_failed_load_is_not_kept() {
    assertThat(registry.find("late")).isEmpty();
    store.text("late", "${");
    assertThatThrownBy(() -> registry.get("late")).hasMessageContaining("line 1, column 1");
    store.text("late", "x");
    assertThat(registry.render("late", Variables.none())).isEqualTo("x");
    assertThat(store.readings).hasValue(3);
  }

  @Test
  void refresh_brings_the_new_template_and_nothing_else() {
    store.text("a", "old").text("b", "old");
    registry.get("a");
    registry.get("b");
    store.text("a", "new").text("b", "new");
    assertThat(rendered("a")).isEqualTo("old");
    assertThat(registry.refresh("a").orElseThrow().render(Map.of())).isEqualTo("new");
    assertThat(rendered("a")).isEqualTo("new");
    assertThat(rendered("b")).isEqualTo("old");
  }

  @Test
  void a_removed_template_is_gone_after_refresh() {
    store.text("a", "x").text("b", "x").text("c", "x");
    registry.refreshAll();
    store.memory.remove("a");
    store.memory.remove("b");
    assertThat(rendered("a")).isEqualTo("x");
    assertThat(registry.refresh("a")).isEmpty();
    assertThat(registry.find("a")).isEmpty();
    assertThat(rendered("b")).isEqualTo("x");
    assertThat(registry.refreshAll()).isEqualTo(1);
    assertThat(registry.find("b")).isEmpty();
    assertThat(rendered("c")).isEqualTo("x");
  }

  @Test
  void a_broken_template_does_not_replace_a_good_one() {
    store.text("a", "good");
    registry.get("a");
    store.text("a", "${");
    assertThatThrownBy(() -> registry.refresh("a"))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("Template 'a', line 1, column 1: ");
    assertThat(rendered("a")).isEqualTo("good");
  }

  @Test
  void refresh_all_reads_everything_once() {
    store.text("a", "1").text("b", "2");
    assertThat(registry.refreshAll()).isEqualTo(2);
    assertThat(rendered("a") + rendered("b")).isEqualTo("12");
    assertThat(store.readings).hasValue(2);
  }

  @Test
  void refresh_all_changes_nothing_if_any_template_is_broken_and_names_each() {
    store.text("a", "old").text("b", "old").text("c", "old").text("d", "old");
    registry.refreshAll();
    store.text("a", "new").text("b", "${}").text("d", "\n${x");
    store.memory.remove("c");
    assertThatThrownBy(registry::refreshAll)
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("2 of 3 templates cannot be used, so all stay as they were:\n")
        .hasMessageContaining("- Template 'b', line 1, column 1: the placeholder ${} has no name")
        .hasMessageContaining("\n- Template 'd', line 2, column 1: ");
    for (String key : List.of("a", "b", "c", "d")) {
      assertThat(rendered(key)).isEqualTo("old");
    }
  }

  @Test
  void the_number_of_templates_is_bounded() {
    TemplateRegistry small =
        new TemplateRegistry(store, TemplateLimits.defaults().withMaxTemplates(2));
    store.text("a", "1").text("b", "2").text("c", "3");
    small.get("a");
    small.get("b");
    String full =
        "The registry must hold at most 2 templates, but would hold 3: remove templates or raise"
            + " TemplateLimits.maxTemplates";
    assertThatThrownBy(() -> small.get("c")).isInstanceOf(TemplateException.class).hasMessage(full);
    assertThatThrownBy(small::refreshAll).isInstanceOf(TemplateException.class).hasMessage(full);
    assertThat(small.refresh("a")).isPresent();
    store.memory.remove("c");
    assertThat(small.refreshAll()).isEqualTo(2);
    store.text("c", "3");
    store.memory.remove("a");
    small.refresh("a");
    assertThat(small.get("c").key()).isEqualTo("c");
  }

  @Test
  void the_limits_hold_for_what_the_store_brings() {
    TemplateRegistry strict = new TemplateRegistry(store, new TemplateLimits(10, 4, 3));
    store.text("long", "12345").text("ok", "${A}");
    assertThatThrownBy(() -> strict.get("long")).hasMessageContaining("at most 4 characters");
    assertThatThrownBy(() -> strict.render("ok", Variables.of("A", "1234")))
        .hasMessageContaining("at most 3 are allowed");
  }

  @Test
  void what_a_foreign_store_throws_is_wrapped_once() {
    store.text("a", "x");
    store.beforeAnswer =
        key -> {
          throw new IllegalStateException("connection lost");
        };
    assertThatThrownBy(() -> registry.get("a"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "The template store failed to read template 'a'; the cause is a"
                + " java.lang.IllegalStateException")
        .hasRootCauseMessage("connection lost");
    assertThatThrownBy(registry::refreshAll)
        .hasMessageStartingWith(
            "1 of 1 templates cannot be used, so all stay as they were:\n- The");
  }

  @Test
  void an_error_of_the_machine_passes_and_leaves_nobody_waiting() {
    store.text("a", "x");
    store.beforeAnswer =
        key -> {
          throw new StackOverflowError();
        };
    assertThatThrownBy(() -> registry.get("a")).isInstanceOf(StackOverflowError.class);
    store.beforeAnswer = key -> {};
    assertThat(rendered("a")).isEqualTo("x");
  }

  @Test
  void a_store_that_answers_with_another_template_is_found_out() {
    TemplateRegistry mixed = new TemplateRegistry(answering(Optional.of(json("b", "{}"))));
    assertThatThrownBy(() -> mixed.get("a"))
        .hasMessage("Template 'a': the store answered with template 'b'; correct the store");
  }

  @Test
  void a_store_that_answers_null_is_found_out() {
    assertThatThrownBy(() -> new TemplateRegistry(answering(null)).get("a"))
        .isInstanceOf(TemplateException.class)
        .hasRootCauseMessage("the store returned null");
  }

  @Test
  void a_store_that_cannot_list_its_keys_still_gives_templates_and_a_hint() {
    TemplateStore listless =
        new TemplateStore() {
          @Override
          public Optional<StoredTemplate> find(String key) {
            return key.equals("welcome") ? Optional.of(text(key, "x")) : Optional.empty();
          }

          @Override
          public List<String> keys() {
            throw new TemplateException("no listing today");
          }
        };
    TemplateRegistry reading = new TemplateRegistry(listless);
    reading.get("welcome");
    assertThatThrownBy(() -> reading.get("welcom"))
        .hasMessageContaining("Closest known: 'welcome'.");
    assertThatThrownBy(reading::refreshAll).hasMessage("no listing today");
    assertThat(reading.find("welcome")).isPresent();
  }

  @Test
  void a_template_that_goes_while_all_are_read_is_gone() {
    store.text("a", "1").text("b", "2");
    store.beforeAnswer = key -> store.memory.remove("b");
    assertThat(registry.refreshAll()).isEqualTo(1);
    assertThat(registry.find("b")).isEmpty();
  }

  private String rendered(String key) {
    return registry.render(key, Variables.none());
  }

  private static TemplateStore answering(Optional<StoredTemplate> answer) {
    return new TemplateStore() {
      @Override
      public Optional<StoredTemplate> find(String key) {
        return answer;
      }

      @Override
      public List<String> keys() {
        return List.of();
      }
    };
  }
}
