package io.notifyjava.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Secret;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a ledger, whole, torn and broken. The contract of the testkit tests the rest. */
class FileBatchLedgerTest {

  private static final int HEADER = 64;
  private static final int RECORD = 32;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("ledger");
  }

  private static List<LedgerKey> keys(int from, int to) {
    return java.util.stream.IntStream.range(from, to)
        .mapToObj(i -> LedgerKeys.plain().of("text " + i))
        .toList();
  }

  /** One run, as a process that is killed leaves it: 4 begun, 2 of them with an outcome. */
  private void write() {
    FileBatchLedger ledger = FileBatchLedger.open(file);
    ledger.startRun();
    ledger.begin(keys(0, 4));
    ledger.record(keys(0, 1).get(0), LedgerState.ACCEPTED, null);
    ledger.record(keys(1, 2).get(0), LedgerState.RETRYABLE, FailureReason.THROTTLED);
    ledger.close();
  }

  private LedgerSummary summary() {
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      return ledger.summary();
    }
  }

  private void poke(long at, int change) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ change);
    }
  }

  private void cutTo(long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  @Test
  void what_was_written_is_read_again() {
    write();

    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      assertThat(ledger.find("text 0"))
          .hasValue(new LedgerEntry(keys(0, 1).get(0), LedgerState.ACCEPTED, null, false));
      assertThat(ledger.find("text 1").orElseThrow().reason()).isEqualTo(FailureReason.THROTTLED);
      assertThat(ledger.find("text 9")).isEmpty();
      assertThat(ledger.summary().toString())
          .isEqualTo("1 accepted, 1 rejected (1 may pass), 2 unknown (2 whose end was not seen)");
    }
  }

  @Test
  void file_of_the_first_version_is_read_for_ever() throws IOException {
    try (java.io.InputStream kept = getClass().getResourceAsStream("/ledger-v1.bin")) {
      Files.write(file, kept.readAllBytes());
    }

    assertThat(summary().counts())
        .isEqualTo(
            java.util.Map.of(
                LedgerState.ACCEPTED, 1L, LedgerState.RETRYABLE, 1L, LedgerState.BEGUN, 2L));
  }

  @Test
  void tail_that_a_crash_tore_is_cut_off_and_writing_goes_on() throws IOException {
    write();
    long whole = Files.size(file);
    for (int cut = 1; cut < 3 * RECORD; cut += 7) {
      cutTo(whole - cut);
      int records = (int) ((whole - cut - HEADER) / RECORD) - 1;

      LedgerSummary summary = summary();

      assertThat(summary.counts().values().stream().mapToLong(it -> it).sum())
          .as("%s records", records)
          .isEqualTo(Math.min(4, records));
      assertThat((Files.size(file) - HEADER) % RECORD).isZero();
      Files.delete(file);
      write();
    }
  }

  @Test
  void garbage_behind_the_last_sync_is_cut_off() throws IOException {
    write();
    // The record of the first outcome: a power cut may keep the second and lose this one.
    poke(HEADER + 5 * RECORD + 3, 1);

    assertThat(summary().of(LedgerState.BEGUN)).isEqualTo(4);
    assertThat(Files.size(file)).isEqualTo(HEADER + 5 * RECORD);
  }

  @Test
  void every_broken_byte_of_what_was_synced_is_refused_with_its_place() throws IOException {
    write();
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      ledger.startRun();
      ledger.endRun();
    }
    long size = Files.size(file);
    // The last record says that all before it was on the disk.
    for (long at = HEADER; at < size - RECORD; at++) {
      poke(at, 0x40);
      long record = at - at % RECORD;

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(this::summary)
          .withMessageContaining("is damaged at byte " + record + ", in what had been written")
          .withMessageContaining("restore it from a copy")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.UNREADABLE));
      assertThat(Files.size(file)).isEqualTo(size);
      poke(at, 0x40);
    }
    assertThat(summary().accepted()).isEqualTo(1);
  }

  @Test
  void record_in_the_place_of_another_is_damage() throws IOException {
    write();
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      ledger.startRun();
      ledger.endRun();
    }
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(bytes, HEADER + RECORD, bytes, HEADER + 2 * RECORD, RECORD);
    Files.write(file, bytes);

    assertThatThrownBy(this::summary).hasMessageContaining("is damaged at byte 128");
  }

  @Test
  void header_that_a_crash_tore_is_written_again() throws IOException {
    FileBatchLedger.open(file).close();
    for (int length : new int[] {0, 5, 8, 40, 63}) {
      cutTo(length);
      assertThat(summary().counts()).isEmpty();
    }
  }

  @Test
  void other_files_are_refused_and_not_touched() throws IOException {
    for (String text : List.of("hello", "to,be,kept\n".repeat(20))) {
      Files.writeString(file, text);

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(this::summary)
          .withMessageContaining("is no ledger of a batch")
          .withMessageContaining("name another file");
      assertThat(Files.readString(file)).isEqualTo(text);
    }
  }

  @Test
  void file_of_a_later_version_is_refused() throws IOException {
    byte[] header = LedgerFormat.header(LedgerKeys.plain().check());
    header[11] = 2;
    java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
    sum.update(header, 0, 32);
    sum.update(new byte[8], 0, 8);
    java.nio.ByteBuffer.wrap(header).putInt(32, (int) sum.getValue());
    Files.write(file, header);

    assertThatThrownBy(this::summary)
        .hasMessageContaining("is of version 2, but this library knows version 1")
        .hasMessageContaining("update notify-core");
  }

  @Test
  void another_secret_is_refused_since_nothing_would_be_recognised() {
    FileBatchLedger.open(file, Secret.of("first")).close();

    assertThatThrownBy(() -> FileBatchLedger.open(file, Secret.of("second")))
        .hasMessageContaining("was begun with another hashSecret")
        .hasMessageNotContaining("first");
    assertThatThrownBy(this::summary).hasMessageContaining("another hashSecret, or with none");
    FileBatchLedger.open(file, Secret.of("first")).close();
  }

  @Test
  void second_opening_is_refused_and_does_not_end_the_lock_of_the_first() {
    try (FileBatchLedger first = FileBatchLedger.open(file)) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(LedgerException.class)
            .isThrownBy(() -> FileBatchLedger.open(folder.resolve(".").resolve("ledger")))
            .withMessageContaining("is in use by this process")
            .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));
      }
      first.startRun();
    }
    FileBatchLedger.open(file).close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void file_that_is_opened_by_another_of_its_names_is_refused_and_stays_locked() throws Exception {
    try (FileBatchLedger first = FileBatchLedger.open(file)) {
      Path other = Files.createLink(folder.resolve("other"), file);

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> FileBatchLedger.open(other))
          .withMessageContaining("is in use by this process")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.IN_USE));

      assertThat(whatAnotherProcessSays()).contains("is in use by process");
      first.startRun();
    }
    FileBatchLedger.open(folder.resolve("other")).close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void file_that_the_classes_of_another_application_open_is_refused_and_stays_locked()
      throws Exception {
    java.util.List<java.net.URL> urls = new java.util.ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      urls.add(Path.of(part).toUri().toURL());
    }
    try (FileBatchLedger first = FileBatchLedger.open(file);
        java.net.URLClassLoader loader =
            new java.net.URLClassLoader(
                urls.toArray(java.net.URL[]::new), ClassLoader.getPlatformClassLoader())) {
      java.lang.reflect.Method open =
          loader.loadClass(FileBatchLedger.class.getName()).getMethod("open", Path.class);

      assertThatThrownBy(() -> open.invoke(null, file))
          .cause()
          .hasMessageContaining("is in use by this process, by another application in it");

      assertThat(whatAnotherProcessSays()).contains("is in use by process");
      first.startRun();
    }
  }

  /** Returns what a process says that opens the file. */
  private String whatAnotherProcessSays() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Opening.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** The other process. */
  static final class Opening {

    private Opening() {}

    public static void main(String[] arguments) {
      FileBatchLedger.open(Path.of(arguments[0])).close();
      System.out.println("opened");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void file_that_was_deleted_or_replaced_while_it_was_open_begins_nothing_more()
      throws IOException {
    for (boolean replaced : new boolean[] {false, true}) {
      try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
        ledger.startRun();
        ledger.begin(keys(0, 2));
        Files.delete(file);
        if (replaced) {
          Files.createFile(file);
        }

        assertThatExceptionOfType(LedgerException.class)
            .isThrownBy(() -> ledger.begin(keys(2, 4)))
            .withMessageContaining("was deleted or replaced while it was open")
            .withMessageContaining("what it knew is lost")
            .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.LOST));
        assertThat(ledger.find("text 2")).isEmpty();
        ledger.endRun();
        assertThatThrownBy(ledger::startRun).hasMessageContaining("was deleted or replaced");
      }
      Files.deleteIfExists(file);
    }
  }

  @Test
  void texts_that_are_no_valid_unicode_have_keys_of_their_own() {
    assertThat(LedgerKeys.plain().of("a\uD800")).isNotEqualTo(LedgerKeys.plain().of("a\uD801"));
    assertThat(LedgerKeys.plain().of("a\uD800")).isNotEqualTo(LedgerKeys.plain().of("a?"));
    assertThat(LedgerKeys.plain().of("\uD83D\uDE00\uDE00"))
        .isNotEqualTo(LedgerKeys.plain().of("\uD83D\uDE00?"));
    // The first half of its SHA-256, as sha256sum says.
    assertThat(LedgerKeys.plain().of("\uD83D\uDE00").toString())
        .isEqualTo("f0443a342c5ef54783a111b51ba56c93");
  }

  @Test
  void closed_ledger_says_so() {
    FileBatchLedger ledger = FileBatchLedger.open(file);
    ledger.close();
    ledger.close();

    assertThatThrownBy(ledger::summary).hasMessageContaining("was closed; open it again");
  }

  @Test
  void missing_folder_is_told() {
    assertThatThrownBy(() -> FileBatchLedger.open(folder.resolve("none").resolve("ledger")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("could not be opened (NoSuchFileException)");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void file_is_its_owners_alone_and_holds_no_text() throws IOException {
    write();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("text");
  }

  @Test
  void interrupted_thread_writes_all_the_same() {
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      Thread.currentThread().interrupt();
      ledger.startRun();
      ledger.begin(keys(0, 2));
      assertThat(Thread.interrupted()).isTrue();
      ledger.record(keys(0, 1).get(0), LedgerState.UNKNOWN, FailureReason.TIMEOUT);
      assertThat(ledger.summary().unknown()).isEqualTo(2);
    }
  }

  @Test
  void hundred_thousand_keys_are_found_again() {
    LedgerTable table = new LedgerTable();
    List<LedgerKey> keys = keys(0, 100_000);
    for (LedgerKey key : keys) {
      table.put(key.high(), key.low(), LedgerCodes.of(LedgerState.BEGUN), 0, true);
    }
    for (LedgerKey key : keys.subList(0, 50_000)) {
      table.put(key.high(), key.low(), LedgerCodes.of(LedgerState.ACCEPTED), 0, true);
    }

    assertThat(table.counts().get(LedgerState.ACCEPTED)).isEqualTo(50_000);
    assertThat(table.counts().get(LedgerState.BEGUN)).isEqualTo(50_000);
    assertThat(keys).allMatch(key -> table.find(key) != null);
    assertThat(keys(100_000, 110_000)).allMatch(key -> table.find(key) == null);
  }

  @Test
  void each_reason_and_state_has_its_number() {
    assertThat(FailureReason.values())
        .allMatch(reason -> LedgerCodes.reason(LedgerCodes.of(reason)) == reason);
    assertThat(LedgerState.values())
        .allMatch(state -> LedgerCodes.state(LedgerCodes.of(state)) == state);
    assertThat(LedgerCodes.of((FailureReason) null)).isZero();
    assertThat(Set.of(LedgerFormat.RUN_STARTED, LedgerFormat.RUN_ENDED))
        .noneMatch(LedgerCodes::isState);
  }
}
