package io.notifyjava.examples.common;

import io.notifyjava.message.Message;
import io.notifyjava.message.Variables;
import io.notifyjava.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, each made a message. For one thread. */
public final class CsvRows implements Rows {

  private final RecipientFile file;
  private final Function<CsvRow, Message> message;
  private CsvRecords.@Nullable Entry next;

  private CsvRows(RecipientFile file, Function<CsvRow, Message> message) {
    this.file = file;
    this.message = message;
  }

  /**
   * Goes through a file.
   *
   * @param file closed by {@link #close()}
   * @param message makes a message of a row; one of which none can be made throws {@link
   *     IllegalArgumentException} or {@link TemplateException} with a text that holds no address
   */
  public static CsvRows of(RecipientFile file, Function<CsvRow, Message> message) {
    return new CsvRows(file, message);
  }

  @Override
  public List<String> variables() {
    return file.header().variables();
  }

  @Override
  public boolean hasNext() {
    try {
      if (next == null) {
        next = file.records().next();
      }
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException("The CSV file could not be read to its end: " + e, e);
    }
  }

  @Override
  public Row next() {
    CsvRecords.Entry entry = hasNext() ? next : null;
    next = null;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    if (entry instanceof CsvRecords.Values values) {
      return row(file.header().row(values.line(), values.values()));
    }
    CsvRecords.Broken broken = (CsvRecords.Broken) entry;
    return new Row.Broken(new CsvRow(broken.line(), "", Variables.none()), broken.problem());
  }

  private Row row(CsvRow row) {
    try {
      return new Row.Good(row, message.apply(row));
    } catch (IllegalArgumentException | TemplateException e) {
      return new Row.Broken(row, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
