package io.notifyjava.examples.broadcast;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file of recipients, opened and its header read.
 *
 * @param records the rows below the header
 * @param header what the columns are
 */
record RecipientFile(CsvRecords records, Header header) implements Closeable {

  /**
   * Opens a file.
   *
   * @throws UsageException if it cannot be read, is empty, or its header is wrong
   */
  static RecipientFile open(Path file) {
    try {
      CsvRecords records = CsvRecords.open(file);
      try {
        Header header = Header.of(names(file, records));
        records.expect(header.columns());
        return new RecipientFile(records, header);
      } catch (IOException | RuntimeException e) {
        records.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UsageException("The CSV file " + file + " cannot be read: " + e);
    }
  }

  private static List<String> names(Path file, CsvRecords records) throws IOException {
    CsvRecords.Entry first = records.next();
    if (first instanceof CsvRecords.Values values) {
      return values.values();
    }
    String found =
        first instanceof CsvRecords.Broken broken
            ? "in line " + broken.line() + " " + broken.problem()
            : "the file is empty";
    throw new UsageException(
        "The CSV file " + file + " must begin with the names of its columns, but " + found);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
