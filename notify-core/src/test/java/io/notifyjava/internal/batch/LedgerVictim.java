package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.FileBatchLedger;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Message;
import io.notifyjava.spi.Timer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that sends a batch with a ledger, and is killed. */
final class LedgerVictim {

  static final int MESSAGES = 20_000;
  static final int CONCURRENCY = 8;
  static final int BLOCK = 16;

  private LedgerVictim() {}

  /** The arguments are the ledger, and the file in which the provider notes whom it reached. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(send(Path.of(arguments[0]), Path.of(arguments[1])));
  }

  static BatchReport send(Path ledgerFile, Path provider) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(CONCURRENCY);
    Timer never = (delay, task) -> {};
    try (FileBatchLedger ledger = FileBatchLedger.open(ledgerFile);
        FileOutputStream reached = new FileOutputStream(provider.toFile(), true)) {
      List<Message> messages = Bench.notes(MESSAGES);
      MessageSender sender =
          (message, ear) -> {
            note(reached, message.recipient().value());
            ear.accept(ScriptedProvider.yes());
          };
      BatchEngine engine = new BatchEngine(Bench.plain(sender), executor, never, System::nanoTime);
      return engine
          .start(
              messages,
              BatchOptions.builder()
                  .concurrency(CONCURRENCY)
                  .ledger(ledger)
                  .ledgerBlock(BLOCK)
                  .build())
          .join();
    } finally {
      executor.shutdown();
    }
  }

  private static void note(FileOutputStream reached, String name) {
    try {
      // One call of the system, so that a kill leaves whole lines.
      reached.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
