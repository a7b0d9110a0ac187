package io.notifyjava.examples.common;

import io.notifyjava.message.Message;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Messages to invented recipients, each made when it is asked for. For one thread. */
public final class InventedRows implements Rows {

  private final List<String> variables;
  private final long count;
  private final LongFunction<CsvRow> row;
  private final Function<CsvRow, Message> message;
  private long next;

  /**
   * Invents recipients.
   *
   * @param variables the names of their values
   * @param count how many
   * @param row makes the one of a number, from 0; the number of its line is that and 1
   * @param message makes a message of it
   */
  public InventedRows(
      List<String> variables,
      long count,
      LongFunction<CsvRow> row,
      Function<CsvRow, Message> message) {
    this.variables = List.copyOf(variables);
    this.count = count;
    this.row = row;
    this.message = message;
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public void close() {
    // Nothing was opened.
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CsvRow made = row.apply(next);
    next++;
    return new Row.Good(made, message.apply(made));
  }
}
