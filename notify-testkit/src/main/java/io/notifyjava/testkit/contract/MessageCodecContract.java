package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MessageCodec} keeps, as tests: extend it, give a message of each kind, and keep
 * beside the test what the codec made of them when it was new.
 *
 * <p>The kept rows are a text file: each begins with a line {@code --- name}, followed by its
 * fields. They are never changed: a later version of the codec must read them too.
 *
 * @param <M> the type of message
 * @since 0.1.0
 */
public abstract class MessageCodecContract<M extends Message> {

  /** For subclasses. */
  protected MessageCodecContract() {}

  /** Returns the codec. */
  protected abstract MessageCodec<M> codec();

  /** Returns messages by name, without options: at least one of each kind, one with all parts. */
  protected abstract Map<String, M> samples();

  /** Returns the rows that version 1 wrote, as a resource of the test's class path. */
  protected String goldenRows() {
    return "/outbox/" + codec().type() + "-v1.rows";
  }

  /** Returns the version of the codec that wrote {@link #goldenRows()}; 1 by default. */
  protected int goldenVersion() {
    return 1;
  }

  @Test
  @DisplayName("Each message comes back as it was")
  final void comesBack() {
    assertThat(samples())
        .isNotEmpty()
        .allSatisfy((name, message) -> assertThat(read(write(message))).isEqualTo(message));
  }

  @Test
  @DisplayName("A message with options comes back with the options that are given, not its own")
  final void takesOptions() {
    MessageOptions options = TestOptions.all();
    samples()
        .values()
        .forEach(
            message ->
                assertThat(codec().read(write(message), codec().version(), options).options())
                    .isEqualTo(options));
  }

  @Test
  @DisplayName("Rows of the first version are read for ever")
  final void goldenRowsAreRead() throws IOException {
    Map<String, StoredFields> rows = rows();
    assertThat(rows.keySet()).containsExactlyElementsOf(samples().keySet());
    samples()
        .forEach(
            (name, message) ->
                assertThat(codec().read(at(rows, name), goldenVersion(), MessageOptions.defaults()))
                    .as(name)
                    .isEqualTo(message));
  }

  @Test
  @DisplayName(
      "What is written is what the first version wrote, as long as the version is the same")
  final void goldenRowsAreWritten() throws IOException {
    if (codec().version() == goldenVersion()) {
      assertThat(rows()).isEqualTo(written());
    }
  }

  @Test
  @DisplayName("Fields that a later version may have added are left aside")
  final void unknownFields() {
    samples()
        .values()
        .forEach(
            message -> {
              StoredFields.Builder more = StoredFields.builder().put("added-later", "1");
              write(message).fields().forEach(field -> more.put(field.name(), field.value()));
              assertThat(read(more.put("zz.added-later", "2").build())).isEqualTo(message);
            });
  }

  @Test
  @DisplayName("A field that is missing or broken is refused, if at all, without showing a value")
  final void missingFields() {
    samples().values().forEach(this::refusesWithoutValues);
    assertThat(catchThrowable(() -> read(StoredFields.builder().build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is missing");
  }

  private void refusesWithoutValues(M message) {
    StoredFields fields = write(message);
    for (int left = 0; left < fields.fields().size(); left++) {
      StoredFields.Builder fewer = StoredFields.builder();
      for (int i = 0; i < fields.fields().size(); i++) {
        if (i != left) {
          StoredFields.Field field = fields.fields().get(i);
          fewer.put(field.name(), field.value());
        }
      }
      Throwable thrown = catchThrowable(() -> read(fewer.build()));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getMessage()).doesNotContain(message.recipient().value());
      }
    }
  }

  @Test
  @DisplayName("It is found by its service, under the name that its messages have")
  final void isFound() {
    assertThat(codec().type()).matches("[a-z0-9.-]{1,64}");
    assertThat(codec().version()).isPositive();
    assertThat(ServiceLoader.load(MessageCodec.class))
        .as("META-INF/services")
        .anyMatch(found -> found.getClass() == codec().getClass());
    samples()
        .values()
        .forEach(message -> assertThat(message).isExactlyInstanceOf(codec().messageType()));
  }

  private StoredFields write(M message) {
    StoredFields fields = codec().write(message);
    return StoredFields.parse(fields.toBytes());
  }

  private M read(StoredFields fields) {
    return codec().read(fields, codec().version(), MessageOptions.defaults());
  }

  private Map<String, StoredFields> written() {
    Map<String, StoredFields> rows = new LinkedHashMap<>();
    samples().forEach((name, message) -> rows.put(name, codec().write(message)));
    return rows;
  }

  /** Returns what the codec writes now, in the form of the kept rows, for the first version. */
  protected final String rowsAsText() {
    StringBuilder text = new StringBuilder();
    written()
        .forEach(
            (name, fields) ->
                text.append("--- ")
                    .append(name)
                    .append('\n')
                    .append(new String(fields.toBytes(), StandardCharsets.UTF_8)));
    return text.toString();
  }

  private Map<String, StoredFields> rows() throws IOException {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    StringBuilder row = new StringBuilder();
    for (String line : golden().lines().toList()) {
      if (line.startsWith("--- ")) {
        row = new StringBuilder();
        texts.put(line.substring(4), row);
      } else {
        row.append(line).append('\n');
      }
    }
    Map<String, StoredFields> rows = new LinkedHashMap<>();
    texts.forEach(
        (name, text) ->
            rows.put(name, StoredFields.parse(text.toString().getBytes(StandardCharsets.UTF_8))));
    return rows;
  }

  private String golden() throws IOException {
    try (InputStream in = getClass().getResourceAsStream(goldenRows())) {
      if (in == null) {
        throw new AssertionError(
            "Expected the kept rows %s on the test's class path; for a new codec they are:%n%s"
                .formatted(goldenRows(), rowsAsText()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static StoredFields at(Map<String, StoredFields> rows, String name) {
    return Objects.requireNonNull(rows.get(name), () -> "There is no kept row " + name);
  }
}
