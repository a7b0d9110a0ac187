package io.notifyjava.examples.common;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file, one at a time. A record that cannot be read costs nothing but itself.
 *
 * <p>A parser that is given the whole file takes everything after a quote that is never closed for
 * one field. So the record is put together here, line by line and within bounds, and only then
 * parsed; if it comes to nothing, its first line is given up and the next one is looked at afresh.
 */
public final class CsvRecords implements Closeable {

  /** A field of more lines than this is a quote that was not closed. */
  static final int MAX_LINES = 50;

  private static final int MAX_CHARS = 65_536;

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Lines lines;

  /** Lines that were looked at because a field was open, and belong to later records. */
  private final Deque<Lines.Line> ahead = new ArrayDeque<>();

  /** How many columns a record must have; 0 while that is not known. */
  private int columns;

  private CsvRecords(Lines lines) {
    this.lines = lines;
  }

  static CsvRecords open(Path file) throws IOException {
    return new CsvRecords(Lines.open(file));
  }

  /** What stands at one place of the file. */
  public sealed interface Entry {

    /** Returns the line where it begins, from 1. */
    long line();
  }

  /**
   * A record.
   *
   * @param values as many as there are columns
   */
  public record Values(long line, List<String> values) implements Entry {}

  /**
   * A line that is no record.
   *
   * @param problem why, without what stands in it
   */
  public record Broken(long line, String problem) implements Entry {}

  /** Fixes how many columns each further record must have. */
  void expect(int columns) {
    this.columns = columns;
  }

  /**
   * Returns the next record, blank lines left out; null after the last.
   *
   * @throws IOException if the file cannot be read on
   */
  public @Nullable Entry next() throws IOException {
    Lines.Line first = take();
    while (first != null && first.problem() == null && first.text().isBlank()) {
      first = take();
    }
    return first == null ? null : entry(first);
  }

  private Entry entry(Lines.Line first) throws IOException {
    if (first.problem() != null) {
      return new Broken(first.number(), first.problem());
    }
    Quotes quotes = new Quotes();
    return switch (quotes.follow(first.text())) {
      case CLOSED -> parsed(first.number(), first.text());
      case STRAY -> new Broken(first.number(), "a stray quote stands in column " + quotes.column());
      case OPEN -> manyLines(first, quotes);
    };
  }

  private Entry manyLines(Lines.Line first, Quotes quotes) throws IOException {
    Broken unclosed =
        new Broken(
            first.number(),
            "the quote that opens in column " + quotes.column() + " is not closed properly");
    StringBuilder text = new StringBuilder(first.text());
    Iterator<Lines.Line> looked = List.copyOf(ahead).iterator();
    for (int more = 1; more < MAX_LINES && text.length() < MAX_CHARS; more++) {
      Lines.Line line = looked.hasNext() ? looked.next() : lookAhead();
      if (line == null || line.problem() != null) {
        return unclosed;
      }
      text.append('\n').append(line.text());
      Quotes.State state = quotes.follow(line.text());
      if (state == Quotes.State.STRAY) {
        return unclosed;
      }
      if (state == Quotes.State.CLOSED) {
        // A wrong number of columns says that the quote that closed it was meant to open one.
        Entry whole = parsed(first.number(), text.toString());
        if (whole instanceof Broken) {
          return unclosed;
        }
        drop(more);
        return whole;
      }
    }
    return unclosed;
  }

  private Entry parsed(long line, String text) throws IOException {
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() != 1) {
        return new Broken(line, "expected one record, but found " + records.size());
      }
      List<String> values = records.get(0).toList();
      return columns == 0 || values.size() == columns
          ? new Values(line, values)
          : new Broken(line, "expected " + columns + " columns, but found " + values.size());
    } catch (UncheckedIOException | IllegalStateException e) {
      return new Broken(line, "the line is not CSV");
    }
  }

  private Lines.@Nullable Line take() throws IOException {
    Lines.Line line = ahead.poll();
    return line == null ? lines.next() : line;
  }

  private Lines.@Nullable Line lookAhead() throws IOException {
    Lines.Line line = lines.next();
    if (line != null) {
      ahead.add(line);
    }
    return line;
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      ahead.remove();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
