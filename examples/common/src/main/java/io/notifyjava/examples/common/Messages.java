package io.notifyjava.examples.common;

import io.notifyjava.message.Message;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages among the rows; the others are told and passed over. Remembers the row of each
 * message until it is asked for at the message's end.
 */
final class Messages implements Iterator<Message> {

  private final Iterator<Row> rows;
  private final Consumer<Row.Broken> broken;
  private final Map<Long, CsvRow> underWay = new ConcurrentHashMap<>();
  private @Nullable Message next;
  private long index;

  Messages(Iterator<Row> rows, Consumer<Row.Broken> broken) {
    this.rows = rows;
    this.broken = broken;
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      Row row = rows.next();
      if (row instanceof Row.Good good) {
        next = good.message();
        underWay.put(index, good.row());
        index++;
      } else {
        broken.accept((Row.Broken) row);
      }
    }
    return next != null;
  }

  /** Returns the row of a message and forgets it; null if that was done already. */
  @Nullable CsvRow ended(long index) {
    return underWay.remove(index);
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
}
