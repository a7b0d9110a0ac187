package io.notifyjava.internal.batch;

import io.notifyjava.message.Message;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a batch takes its messages from, whatever the caller gave. Opened at the first question, so
 * that what opening throws is told as every other fault of a source.
 *
 * <p>Used by one thread at a time.
 */
final class Source {

  private static final Logger log = LoggerFactory.getLogger(Source.class);

  private final Supplier<Iterator<? extends @Nullable Message>> opening;
  private @Nullable Object origin;
  private final @Nullable Long size;
  private @Nullable Iterator<? extends @Nullable Message> opened;

  private Source(
      Supplier<Iterator<? extends @Nullable Message>> opening, Object origin, @Nullable Long size) {
    this.opening = opening;
    this.origin = origin;
    this.size = size;
  }

  static Source of(Iterator<? extends @Nullable Message> messages) {
    Objects.requireNonNull(messages, "messages");
    return new Source(() -> messages, messages, null);
  }

  static Source of(Iterable<? extends @Nullable Message> messages) {
    Objects.requireNonNull(messages, "messages");
    Long size = messages instanceof Collection<?> collection ? (long) collection.size() : null;
    return new Source(messages::iterator, messages, size);
  }

  static Source of(Stream<? extends @Nullable Message> messages) {
    Objects.requireNonNull(messages, "messages");
    return new Source(messages::iterator, messages, null);
  }

  /** Returns how many messages there are, if that is known without asking for them. */
  @Nullable Long size() {
    return size;
  }

  /** Throws whatever the caller's code throws. */
  boolean hasNext() {
    return iterator().hasNext();
  }

  /** Throws whatever the caller's code throws. */
  @Nullable Message next() {
    return iterator().next();
  }

  /** Closes what can be closed, once, and lets go of it. */
  void close() {
    Object iterator = opened;
    Object given = origin;
    opened = null;
    origin = null;
    if (iterator != given) {
      close(iterator);
    }
    close(given);
  }

  private Iterator<? extends @Nullable Message> iterator() {
    Iterator<? extends @Nullable Message> iterator = opened;
    if (iterator == null) {
      iterator = Objects.requireNonNull(opening.get(), "iterator()");
      opened = iterator;
    }
    return iterator;
  }

  private static void close(@Nullable Object closeable) {
    if (closeable instanceof AutoCloseable resource) {
      try {
        resource.close();
      } catch (Throwable t) {
        log.warn("Closing the source of a batch failed with {}", Faults.describe(t));
      }
    }
  }
}
