package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.CsvRecords;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.message.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRows implements Rows {

  private final RecipientFile file;
  private final String template;
  private CsvRecords.@Nullable Entry next;

  private CsvRows(RecipientFile file, String template) {
    this.file = file;
    this.template = template;
  }

  /**
   * Opens a file.
   *
   * @param template what each row is sent as
   * @throws UsageException if it cannot be read, or its first line names no column phone
   */
  static CsvRows open(Path file, String template) {
    return new CsvRows(RecipientFile.open(file, PHONE), template);
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
      return new Row.Good(
          row, SmsMessage.to(row.address()).template(template).variables(row.variables()).build());
    } catch (IllegalArgumentException e) {
      return new Row.Broken(row, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
