package io.notifyjava.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactoriesTest {

  @TempDir Path folder;

  private ClassLoader loaderWith(String services) throws IOException {
    Path file = folder.resolve("META-INF/services/io.notifyjava.spi.ProviderFactory");
    Files.createDirectories(file.getParent());
    Files.writeString(file, services);
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void a_factory_that_both_loaders_see_is_one() {
    ClassLoader loader = getClass().getClassLoader();
    Problems problems = new Problems();

    assertThat(
            Factories.find(List.of(loader, new URLClassLoader(new URL[0], loader)))
                .ofType("letter-box", "here", problems))
        .isPresent();
    problems.throwIfAny();
  }

  @Test
  void a_broken_entry_hides_no_other_and_is_named_when_something_is_missing() throws IOException {
    Problems problems = new Problems();
    Factories factories =
        Factories.find(List.of(loaderWith("no.such.Factory\njava.lang.String\n")));

    assertThat(factories.ofType("letter-box", "here", problems)).isPresent();
    assertThat(factories.ofType("pigeon", "here", problems)).isEmpty();
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining(
            "here: no provider of type 'pigeon' is there; known are [letter-box, text-box]")
        .hasMessageContaining("no.such.Factory");
  }

  @Test
  void one_type_from_two_factories_is_refused() throws IOException {
    Problems problems = new Problems();
    Factories factories =
        Factories.find(List.of(loaderWith(SecondLetterBoxFactory.class.getName() + "\n")));

    assertThat(factories.ofType("letter-box", "here", problems)).isEmpty();
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("type 'letter-box' is offered by more than one jar")
        .hasMessageContaining("SecondLetterBoxFactory");
  }
}
