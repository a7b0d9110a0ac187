package io.notifyjava.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers on disks that are full, or fail. */
class LedgerDiskTest {

  /** A disk with as much room as the test says. */
  private static final class BadDisk extends LedgerDisk {

    private long room = Long.MAX_VALUE;
    private boolean failsToSync;
    private boolean failsToCut;

    BadDisk(Path path) throws IOException {
      super(path);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int taken = (int) Math.min(length, room);
      super.write(bytes, from, taken);
      room -= taken;
      if (taken < length) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void setLength(long length) throws IOException {
      if (failsToCut) {
        throw new IOException("Input/output error");
      }
      super.setLength(length);
    }

    @Override
    void sync() throws IOException {
      if (failsToSync) {
        throw new IOException("Input/output error");
      }
      super.sync();
    }
  }

  @TempDir Path folder;

  private BadDisk disk;
  private FileBatchLedger ledger;

  @AfterEach
  void close() {
    ledger.close();
  }

  private void start() {
    ledger =
        new FileBatchLedger(
            folder.resolve("ledger"),
            LedgerKeys.plain(),
            path -> {
              disk = new BadDisk(path);
              return disk;
            });
    ledger.startRun();
  }

  private List<LedgerKey> keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> ledger.keys().of("text " + i)).toList();
  }

  private LedgerSummary read() {
    ledger.close();
    ledger = FileBatchLedger.open(folder.resolve("ledger"));
    return ledger.summary();
  }

  @Test
  void full_disk_begins_nothing_and_goes_on_when_there_is_room() {
    for (long room : new long[] {0, 1, 31, 32, 33, 100}) {
      start();
      disk.room = room;

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger.begin(keys(0, 10)))
          .withMessageContaining("could not be written (IOException)")
          .withMessageContaining("nothing is begun that is not written there; look at the disk")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.UNAVAILABLE));
      assertThat(ledger.find("text 0")).isEmpty();

      disk.room = Long.MAX_VALUE;
      ledger.begin(keys(20, 23));
      ledger.endRun();
      assertThat(read().of(LedgerState.BEGUN)).isEqualTo(3);
      ledger.close();
    }
  }

  @Test
  void rest_of_a_failed_block_is_not_left_behind_what_is_written_next() {
    start();
    disk.room = 5 * 32 + 7;
    disk.failsToCut = true;
    assertThatThrownBy(() -> ledger.begin(keys(0, 10))).isInstanceOf(LedgerException.class);
    disk.room = Long.MAX_VALUE;
    assertThatThrownBy(() -> ledger.begin(keys(20, 21)))
        .hasMessageContaining("could not be cut back (IOException)");
    disk.failsToCut = false;

    ledger.begin(keys(20, 21));

    assertThat(read().counts()).isEqualTo(java.util.Map.of(LedgerState.BEGUN, 1L));
    assertThat(ledger.find("text 20")).isPresent();
  }

  @Test
  void outcome_for_which_there_was_no_room_is_written_with_the_next_call() {
    start();
    ledger.begin(keys(0, 4));
    disk.room = 40;
    ledger.record(keys(0, 1).get(0), LedgerState.ACCEPTED, null);
    LedgerKey second = keys(1, 2).get(0);
    assertThatThrownBy(() -> ledger.record(second, LedgerState.ACCEPTED, null))
        .isInstanceOf(LedgerException.class);
    LedgerKey third = keys(2, 3).get(0);
    assertThatThrownBy(() -> ledger.record(third, LedgerState.ACCEPTED, null))
        .isInstanceOf(LedgerException.class);
    assertThat(ledger.summary().accepted()).isEqualTo(3);

    disk.room = Long.MAX_VALUE;
    ledger.endRun();

    assertThat(read().accepted()).isEqualTo(3);
    assertThat(ledger.summary().of(LedgerState.BEGUN)).isEqualTo(1);
  }

  @Test
  void outcomes_that_never_found_room_leave_their_messages_unknown() {
    start();
    ledger.begin(keys(0, 4));
    disk.room = 0;
    LedgerKey first = keys(0, 1).get(0);
    assertThatThrownBy(() -> ledger.record(first, LedgerState.ACCEPTED, null))
        .isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.endRun()).isInstanceOf(LedgerException.class);

    assertThat(read().unknown()).isEqualTo(4);
  }

  @Test
  void after_a_sync_that_failed_nothing_is_begun_until_the_file_is_read_again() {
    start();
    ledger.begin(keys(0, 2));
    disk.failsToSync = true;
    assertThatThrownBy(() -> ledger.begin(keys(2, 4)))
        .hasMessageContaining("could not be synced (IOException)");

    disk.failsToSync = false;
    assertThatThrownBy(() -> ledger.begin(keys(2, 4)))
        .hasMessageContaining("synced before, so nobody knows what the disk has")
        .hasMessageContaining("open the ledger and run the batch again");

    assertThat(read().unknown()).isBetween(2L, 4L);
    ledger.startRun();
    ledger.begin(keys(2, 4));
    assertThat(ledger.summary().unknown()).isEqualTo(4);
  }
}
