package io.notifyjava.examples.common;

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
public record RecipientFile(CsvRecords records, CsvHeader header) implements Closeable {

  /**
   * Opens a file.
   *
   * @param address the name of the column of addresses
   * @throws UsageException if it cannot be read, is empty, or its header is wrong
   */
  public static RecipientFile open(Path file, String address) {
    try {
      CsvRecords records = CsvRecords.open(file);
      try {
        CsvHeader header = CsvHeader.of(names(file, records), address);
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

  /**
   * Counts the lines of a file without reading them, the last one even if nothing ends it.
   *
   * @throws IOException if it cannot be read
   */
  public static long lines(Path file) throws IOException {
    return Lines.count(file);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
