package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.CsvRecords;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a file, each made when the batch asks for it. Rows that are no recipients are
 * told and passed over.
 *
 * <p>Used by one thread at a time, as a batch does.
 */
final class MessageSource implements Iterator<Message>, Closeable {

  private final RecipientFile file;
  private final Function<CsvRow, Message> messages;
  private final long startLine;
  private final Consumer<CsvRecords.Broken> broken;
  private @Nullable Message next;

  /** Where the row that was read last begins. */
  private long line;

  private boolean ended;

  /**
   * @param messages makes the message for a row; an {@link IllegalArgumentException} says that the
   *     row is broken
   * @param startLine rows that begin before this line are passed over
   * @param broken is told each row that cannot be sent to
   */
  MessageSource(
      RecipientFile file,
      Function<CsvRow, Message> messages,
      long startLine,
      Consumer<CsvRecords.Broken> broken) {
    this.file = file;
    this.messages = messages;
    this.startLine = startLine;
    this.broken = broken;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !ended) {
        advance();
      }
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException("The CSV file could not be read to its end: " + e, e);
    }
  }

  private void advance() throws IOException {
    CsvRecords.Entry entry = file.records().next();
    if (entry == null) {
      ended = true;
      return;
    }
    line = entry.line();
    if (line < startLine) {
      return;
    }
    if (entry instanceof CsvRecords.Broken row) {
      broken.accept(row);
    } else {
      next = message((CsvRecords.Values) entry);
    }
  }

  private @Nullable Message message(CsvRecords.Values values) {
    CsvRow row = file.header().row(values.line(), values.values());
    String problem = "the " + BroadcastRun.OPEN_ID + " is blank";
    if (!row.address().isEmpty()) {
      try {
        return messages.apply(row);
      } catch (IllegalArgumentException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    broken.accept(new CsvRecords.Broken(values.line(), problem));
    return null;
  }

  @Override
  public Message next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Message message = Objects.requireNonNull(next);
    next = null;
    return message;
  }

  /**
   * Returns the line from which another run must start to go on where this one stopped; empty if
   * the end of the file was seen. Reads nothing, so it may be asked after the end.
   */
  OptionalLong firstNotTaken() {
    if (ended) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(next == null ? line + 1 : line);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
