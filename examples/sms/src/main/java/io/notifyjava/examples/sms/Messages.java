package io.notifyjava.examples.sms;

import io.notifyjava.message.Message;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages among the rows; the others are told and passed over. */
final class Messages implements Iterator<Message> {

  private final Iterator<Row> rows;
  private final Consumer<Row.Broken> broken;
  private @Nullable Message next;

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
      } else {
        broken.accept((Row.Broken) row);
      }
    }
    return next != null;
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
