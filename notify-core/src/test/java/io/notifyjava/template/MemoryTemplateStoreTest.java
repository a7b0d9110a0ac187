package io.notifyjava.template;

import static io.notifyjava.template.Templates.json;
import static io.notifyjava.template.Templates.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MemoryTemplateStoreTest {

  @Test
  void it_holds_what_was_put_in() {
    MemoryTemplateStore store =
        MemoryTemplateStore.builder()
            .text("b", "hi")
            .json("a", "{}")
            .add(new StoredTemplate("c", "Title", TemplateFormat.TEXT, "x"))
            .build();
    assertThat(store.keys()).containsExactly("a", "b", "c");
    assertThat(store.find("a")).contains(json("a", "{}"));
    assertThat(store.find("b")).contains(text("b", "hi"));
    assertThat(store.find("c").orElseThrow().title()).isEqualTo("Title");
    assertThat(store.find("d")).isEmpty();
    assertThat(store).hasToString("MemoryTemplateStore[a, b, c]");
  }

  @Test
  void put_replaces_and_remove_takes_away() {
    MemoryTemplateStore store = MemoryTemplateStore.empty();
    store.put(text("a", "1"));
    store.put(text("a", "2"));
    assertThat(store.find("a")).contains(text("a", "2"));
    assertThat(store.remove("a")).isTrue();
    assertThat(store.remove("a")).isFalse();
    assertThat(store.keys()).isEmpty();
  }

  @Test
  void a_builder_refuses_a_key_twice_and_may_be_used_again() {
    MemoryTemplateStore.Builder builder = MemoryTemplateStore.builder().text("a", "1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.json("a", "{}"))
        .withMessage("Template 'a' was added twice; each key may be added once");
    MemoryTemplateStore first = builder.build();
    MemoryTemplateStore second = builder.text("b", "2").build();
    first.remove("a");
    assertThat(second.keys()).containsExactly("a", "b");
  }

  @Test
  void a_blank_or_over_long_key_is_refused() {
    MemoryTemplateStore.Builder builder = MemoryTemplateStore.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.text(" ", "x"))
        .withMessage("key must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.text("k".repeat(129), "x"))
        .withMessage("key must have at most 128 characters, but had 129");
  }
}
