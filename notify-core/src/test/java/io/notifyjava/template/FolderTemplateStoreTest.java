package io.notifyjava.template;

import static io.notifyjava.template.Templates.json;
import static io.notifyjava.template.Templates.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTemplateStoreTest {

  @TempDir private Path temp;
  private Path folder;
  private FolderTemplateStore store;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(temp.resolve("templates"));
    store = new FolderTemplateStore(folder);
  }

  @Test
  void files_are_templates_by_their_names() throws IOException {
    write("welcome.json", "{\"a\":\"${NAME}\"}");
    write("bye.txt", "再见 ${NAME} 😀\r\n");
    write("a.b-c_D9.txt", "");
    assertThat(store.keys()).containsExactly("a.b-c_D9", "bye", "welcome");
    assertThat(store.find("welcome")).contains(json("welcome", "{\"a\":\"${NAME}\"}"));
    assertThat(store.find("bye")).contains(text("bye", "再见 ${NAME} 😀\r\n"));
    assertThat(store.find("a.b-c_D9")).contains(text("a.b-c_D9", ""));
    assertThat(store.find("other")).isEmpty();
    assertThat(store).hasToString("FolderTemplateStore[" + folder + "]");
  }

  @Test
  void other_and_hidden_files_are_ignored() throws IOException {
    write("README.md", "x");
    write(".hidden.json", "{}");
    write(".json", "{}");
    write("with space.txt", "x");
    write("upper.JSON", "{}");
    write("backup.txt~", "x");
    write("two..dots.txt", "x");
    Files.createDirectory(folder.resolve("sub.json"));
    Files.createDirectory(folder.resolve("sub"));
    write("sub/inner.json", "{}");
    assertThat(store.keys()).isEmpty();
    assertThat(store.find("sub")).isEmpty();
    assertThat(store.find("upper")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "a\u0000",
        ".hidden",
        "a..b",
        "a b",
        "a\n",
        "\u59d3",
        "C:x",
        "~",
        "a*"
      })
  void a_key_that_cannot_be_a_file_here_is_refused(String key) throws IOException {
    Files.writeString(temp.resolve("secret.txt"), "secret");
    assertThatThrownBy(() -> store.find(key))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("a key in a folder must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_key_may_have_128_characters_and_no_more() throws IOException {
    String longest = "k".repeat(128);
    write(longest + ".txt", "x");
    write(longest + "k.txt", "x");
    assertThat(store.keys()).containsExactly(longest);
    assertThat(store.find(longest)).isPresent();
    assertThatThrownBy(() -> store.find(longest + "k")).isInstanceOf(TemplateException.class);
  }

  @Test
  void two_files_of_one_key_are_refused_by_name() throws IOException {
    write("a.json", "{}");
    write("a.txt", "x");
    assertThat(store.keys()).containsExactly("a");
    assertThatThrownBy(() -> store.find("a"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("Template 'a': there is a a.json and a a.txt; keep one");
  }

  @Test
  void a_link_out_of_the_folder_is_refused() throws IOException {
    Path outside = Files.writeString(temp.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("a.txt"), outside);
    Path sibling = Files.createDirectory(temp.resolve("templates-evil"));
    Files.writeString(sibling.resolve("b.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("b.txt"), Path.of("../templates-evil/b.txt"));
    for (String key : new String[] {"a", "b"}) {
      assertThatThrownBy(() -> store.find(key))
          .isInstanceOf(TemplateException.class)
          .hasMessage(
              "Template '%s': %s is a link that leads out of the folder; put the file itself there"
                  .formatted(key, folder.resolve(key + ".txt")));
    }
  }

  @Test
  void links_inside_the_folder_work_as_mounted_volumes_make_them() throws IOException {
    Path version = Files.createDirectory(folder.resolve("..2026_11"));
    Files.writeString(version.resolve("a.txt"), "one");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11"));
    Files.createSymbolicLink(folder.resolve("a.txt"), Path.of("..data/a.txt"));
    Files.createSymbolicLink(temp.resolve("link"), folder);
    FolderTemplateStore linked = new FolderTemplateStore(temp.resolve("link"));
    assertThat(linked.keys()).containsExactly("a");
    assertThat(linked.find("a")).contains(text("a", "one"));
  }

  @Test
  void a_link_to_nowhere_is_no_template() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.txt"), Path.of("nowhere.txt"));
    assertThat(store.keys()).isEmpty();
    assertThat(store.find("a")).isEmpty();
  }

  @Test
  void a_file_that_cannot_fit_is_not_read() throws IOException {
    FolderTemplateStore small =
        new FolderTemplateStore(folder, TemplateLimits.defaults().withMaxSourceLength(2));
    write("fits.txt", "中文");
    write("large.txt", "1234567");
    assertThat(small.find("fits")).isPresent();
    assertThatThrownBy(() -> small.find("large"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 'large': the file must have at most 6 bytes, but had 7 or more; shorten it or"
                + " raise TemplateLimits.maxSourceLength");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"80", "C3", "C328", "EDA080", "F5808080", "C080", "E4BD", "B0A1", "FF", "FEFF"})
  void bytes_that_are_not_utf8_are_refused(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex("6f6b0a" + hex);
    Files.write(folder.resolve("a.txt"), bytes);
    assertThatThrownBy(() -> store.find("a"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "Template 'a': line 2 of %s is not UTF-8; save the file as UTF-8"
                .formatted(folder.resolve("a.txt")));
  }

  @Test
  void a_byte_order_mark_is_refused_at_load() throws IOException {
    Files.write(folder.resolve("a.json"), new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '1'});
    assertThatThrownBy(() -> new TemplateRegistry(store).get("a"))
        .hasMessageContaining("line 1, column 1: the source starts with a byte order mark");
  }

  @Test
  void a_missing_folder_is_told_at_once_and_later() throws IOException {
    String problem = " is not a folder: create it, or correct the path";
    Path missing = temp.resolve("missing");
    assertThatThrownBy(() -> new FolderTemplateStore(missing))
        .isInstanceOf(TemplateException.class)
        .hasMessage("The templates folder " + missing + problem);
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> new FolderTemplateStore(file)).hasMessageEndingWith(problem);
    Files.delete(folder);
    assertThatThrownBy(() -> store.find("a")).hasMessageEndingWith(problem);
    assertThatThrownBy(store::keys).hasMessageEndingWith(problem);
  }

  @Test
  void an_interrupted_thread_reads_and_stays_interrupted() throws IOException {
    write("a.txt", "x");
    Thread.currentThread().interrupt();
    try {
      assertThat(store.find("a")).isPresent();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void the_registry_lists_every_broken_file_and_keeps_the_old_ones() throws IOException {
    TemplateRegistry registry = new TemplateRegistry(store);
    write("a.txt", "old ${X:-x}");
    registry.refreshAll();
    write("a.txt", "new");
    write("b.json", "{\"a\":1,\"a\":2}");
    write("c.json", "{}");
    write("c.txt", "");
    assertThatThrownBy(registry::refreshAll)
        .hasMessageStartingWith("2 of 3 templates cannot be used")
        .hasMessageContaining("\n- Template 'b', line 1, column ")
        .hasMessageContaining("\n- Template 'c': there is a c.json and a c.txt; keep one");
    assertThat(registry.render("a", Variables.none())).isEqualTo("old x");
    assertThatThrownBy(() -> registry.get("../a")).isInstanceOf(TemplateException.class);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
