package io.notifyjava.testkit.contract;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.FileBatchLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The ledger in a file")
class FileBatchLedgerContractTest extends BatchLedgerContract {

  @TempDir Path folder;

  private final List<BatchLedger> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(BatchLedger::close);
  }

  @Override
  protected BatchLedger open() {
    BatchLedger ledger = FileBatchLedger.open(folder.resolve("ledger"));
    opened.add(ledger);
    return ledger;
  }

  /** Writes nothing more; LedgerCrashTest of the core kills a process. */
  @Override
  protected void crash(BatchLedger ledger) {
    ledger.close();
  }

  /** There is nothing but the file. */
  @Override
  protected void delete() throws IOException {
    Files.delete(folder.resolve("ledger"));
  }
}
