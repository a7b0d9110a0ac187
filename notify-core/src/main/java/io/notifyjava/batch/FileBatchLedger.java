package io.notifyjava.batch;

import io.notifyjava.message.Secret;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a file, for one process at a time.
 *
 * <p>Each message takes 64 bytes of the file, and 24 to 48 bytes of memory while the ledger is
 * open. What is begun is synced to the disk, one sync for all messages of a call; outcomes are
 * written at once and synced with what is begun next, so a killed process loses none, and a power
 * cut those since the last sync. The file must be on a local disk, can be read by its owner alone
 * where the file system has owners, and holds no addresses.
 *
 * <p>A tail that a crash tore is cut off at the next opening. Damage to what had been synced is
 * refused, with its place. When the campaign is over, close the ledger and delete the file: nothing
 * else belongs to it. Thread-safe; a call may wait for another's sync.
 *
 * @since 0.1.0
 */
public final class FileBatchLedger implements BatchLedger {

  private final LedgerKeys keys;
  private final ReentrantLock lock = new ReentrantLock();
  private final LedgerFile file;
  private final LedgerTable table = new LedgerTable();
  private boolean running;

  FileBatchLedger(Path path, LedgerKeys keys, LedgerDisk.Opener disks) {
    this.keys = keys;
    this.file = LedgerFile.open(Objects.requireNonNull(path, "file"), keys.check(), table, disks);
  }

  /**
   * Opens a ledger, or begins one if there is no file; its folder must be there. Its keys are plain
   * hashes.
   *
   * @throws LedgerException with {@code IN_USE} if somebody has it, {@code UNREADABLE} if it is
   *     damaged, of a later version, made with a secret, or no ledger, {@code UNAVAILABLE} if the
   *     file cannot be opened
   */
  public static FileBatchLedger open(Path file) {
    return new FileBatchLedger(file, LedgerKeys.plain(), LedgerDisk::new);
  }

  /** Opens a ledger likewise, whose keys nobody can make without this secret. */
  public static FileBatchLedger open(Path file, Secret hashSecret) {
    return new FileBatchLedger(file, LedgerKeys.keyed(hashSecret), LedgerDisk::new);
  }

  @Override
  public LedgerKeys keys() {
    return keys;
  }

  @Override
  public void startRun() {
    locked(
        () -> {
          if (running) {
            throw new LedgerException(
                LedgerException.Kind.IN_USE,
                "The ledger "
                    + file
                    + " is in use by another batch of this process: wait until that is done");
          }
          file.requireThere();
          file.sync();
          file.mark(LedgerFormat.RUN_STARTED);
          table.age();
          running = true;
          return true;
        });
  }

  @Override
  public List<LedgerEntry> find(List<LedgerKey> keys) {
    return locked(
        () -> {
          List<LedgerEntry> found = new ArrayList<>();
          for (LedgerKey key : keys) {
            LedgerEntry entry = table.find(key);
            if (entry != null) {
              found.add(entry);
            }
          }
          return found;
        });
  }

  @Override
  public void begin(List<LedgerKey> keys) {
    locked(
        () -> {
          requireRun();
          file.requireThere();
          file.begin(keys);
          for (LedgerKey key : keys) {
            table.put(key.high(), key.low(), LedgerCodes.of(LedgerState.BEGUN), 0, true);
          }
          return true;
        });
  }

  @Override
  public void record(LedgerKey key, LedgerState state, @Nullable FailureReason reason) {
    locked(
        () -> {
          requireRun();
          int code = LedgerCodes.of(state);
          int why = LedgerCodes.of(reason);
          table.put(key.high(), key.low(), code, why, true);
          file.append(key, code, why);
          return true;
        });
  }

  @Override
  public void flush() {
    locked(
        () -> {
          file.write();
          return true;
        });
  }

  @Override
  public void endRun() {
    locked(
        () -> {
          if (running) {
            running = false;
            file.sync();
            // Its own sync makes it known for good that all before it was on the disk.
            file.mark(LedgerFormat.RUN_ENDED);
            file.sync();
          }
          return true;
        });
  }

  @Override
  public LedgerSummary summary() {
    return locked(() -> new LedgerSummary(table.counts()));
  }

  @Override
  public void forEach(Set<LedgerState> states, Consumer<LedgerEntry> consumer) {
    for (int i = 0; i < table.blocks(); i++) {
      int block = i;
      // Told outside the lock, for a consumer may be slow.
      locked(() -> table.entries(block)).stream()
          .filter(entry -> states.contains(entry.state()))
          .forEach(consumer);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      file.close();
    } catch (IOException e) {
      throw LedgerFile.unavailable(file.toString(), "closed", e);
    } finally {
      lock.unlock();
    }
  }

  private void requireRun() {
    if (!running) {
      throw new IllegalStateException("startRun() must come before anything is written");
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      file.requireOpen();
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Shows the file's name. */
  @Override
  public String toString() {
    return "FileBatchLedger[" + file + "]";
  }
}
