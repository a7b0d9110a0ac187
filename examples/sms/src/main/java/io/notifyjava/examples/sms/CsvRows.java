package io.notifyjava.examples.sms;

import io.notifyjava.message.SmsMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file, each read when it is asked for. */
final class CsvRows implements Iterator<Row>, Closeable {

  private static final String PHONE = "phone";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private final String template;

  private CsvRows(
      CSVParser parser, Iterator<CSVRecord> records, List<String> columns, String template) {
    this.parser = parser;
    this.records = records;
    this.columns = columns;
    this.template = template;
  }

  /**
   * Opens a file.
   *
   * @param template what each row is sent as
   * @throws UsageException if it cannot be read, or its first line names no column phone
   */
  static CsvRows open(Path file, String template) {
    try {
      CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
      CSVParser parser =
          CSVParser.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8), format);
      Iterator<CSVRecord> records = parser.iterator();
      List<String> columns = records.hasNext() ? header(records.next()) : List.of();
      if (!columns.contains(PHONE)) {
        parser.close();
        throw new UsageException(
            "The first line of " + file + " must name the columns, one of them " + PHONE);
      }
      return new CsvRows(parser, records, columns, template);
    } catch (IOException e) {
      throw new UsageException(
          "The CSV file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static List<String> header(CSVRecord first) {
    return first.stream().map(name -> name.replace(BYTE_ORDER_MARK, "").strip()).toList();
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public Row next() {
    CSVRecord values = records.next();
    long line = parser.getCurrentLineNumber();
    if (values.size() != columns.size()) {
      return new Row.Broken(
          line, "expected " + columns.size() + " columns, but found " + values.size());
    }
    try {
      SmsMessage.Builder message =
          SmsMessage.to(values.get(columns.indexOf(PHONE)).strip()).template(template);
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).equals(PHONE)) {
          message.with(columns.get(i), values.get(i));
        }
      }
      return new Row.Good(message.build());
    } catch (IllegalArgumentException e) {
      return new Row.Broken(line, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
