package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a block of messages from the source and has the ledger begin them together, before the
 * first is given out.
 *
 * <p>A block is one message at first and doubles while the source is quick; as soon as filling one
 * takes long, the next is of one again. So a slow source holds up nothing that could be sent.
 *
 * <p>What is begun and never given out, because the batch ends before, is handed back: it stands in
 * the ledger as it did before, and was not taken.
 */
final class LookAhead implements Supply {

  /** Longest time to fill a block. */
  private static final long PATIENCE = Duration.ofMillis(5).toNanos();

  private final Source source;
  private final Bookkeeper books;
  private final LongSupplier ticker;
  private final int most;
  private final Deque<Candidate> ahead = new ArrayDeque<>();
  private int size = 1;
  private @Nullable Throwable fault;

  LookAhead(Source source, Bookkeeper books, BatchOptions options, LongSupplier ticker) {
    this.source = source;
    this.books = books;
    this.ticker = ticker;
    most = options.ledgerBlock();
  }

  @Override
  public @Nullable Candidate next() throws Throwable {
    if (ahead.isEmpty()) {
      books.start();
      ahead.addAll(books.begin(take()));
    }
    return ahead.poll();
  }

  private List<Candidate> take() throws Throwable {
    if (fault != null) {
      throw fault;
    }
    List<Candidate> block = new ArrayList<>(size);
    long begun = ticker.getAsLong();
    try {
      while (block.size() < size
          && (block.isEmpty() || ticker.getAsLong() - begun < PATIENCE)
          && source.hasNext()) {
        block.add(candidate(source.next()));
      }
    } catch (Throwable t) {
      if (block.isEmpty()) {
        throw t;
      }
      // What came before is sent first, so that the fault is told at its place.
      fault = t;
    }
    size = ticker.getAsLong() - begun < PATIENCE ? Math.min(most, 2 * size) : 1;
    return block;
  }

  private Candidate candidate(@Nullable Message message) {
    if (message == null) {
      return Candidate.of(null);
    }
    try {
      return new Candidate(message, books.keyOf(message), null, null, null);
    } catch (Throwable t) {
      return Candidate.of(message).refused(Faults.noLedgerKey(t));
    }
  }

  @Override
  public void close() {
    for (Candidate candidate : ahead) {
      books.handBack(candidate);
    }
    ahead.clear();
    source.close();
  }
}
