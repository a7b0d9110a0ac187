package io.notifyjava.checks.recording;

import java.io.BufferedWriter;
import java.io.FileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The lines that were logged. For any number of threads. */
final class LogFile {

  private final Writer out;
  private final ReentrantLock lock = new ReentrantLock();

  private LogFile(Writer out) {
    this.out = out;
  }

  /**
   * Begins a file. It is never there without its first line, by which another JVM of this build
   * that starts now tells it from what an earlier build left.
   */
  static LogFile create(Path path, String build) throws IOException {
    Path unnamed =
        Files.writeString(path.resolveSibling(path.getFileName() + ".new"), build + '\n');
    Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    // Not through a channel, which an interrupted test thread would close for all.
    return new LogFile(
        new BufferedWriter(new FileWriter(path.toFile(), StandardCharsets.UTF_8, true)));
  }

  void add(String logger, String level, String message, Object context, @Nullable Object[] more) {
    StringBuilder text = new StringBuilder(message);
    text.append(context);
    for (Object argument : more) {
      if (argument instanceof Throwable thrown) {
        append(text, thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
      } else {
        add(text, shown(argument));
      }
    }
    write(new LoggedLine(logger, level, text.toString()).write());
  }

  /** Most arguments stand in the message already. */
  private static void add(StringBuilder text, String argument) {
    if (text.indexOf(argument) < 0) {
      text.append(" | ").append(argument);
    }
  }

  void flush() {
    lock.lock();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void write(String line) {
    lock.lock();
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private static void append(StringBuilder text, Throwable thrown, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return;
    }
    text.append("\n").append(shown(thrown));
    for (Throwable suppressed : thrown.getSuppressed()) {
      append(text, suppressed, seen);
    }
    Throwable cause = thrown.getCause();
    if (cause != null) {
      append(text, cause, seen);
    }
  }

  /** What is logged may belong to a test that wants to see how a broken toString() is borne. */
  private static String shown(@Nullable Object value) {
    try {
      return value instanceof Object[] several
          ? Arrays.deepToString(several)
          : String.valueOf(value);
    } catch (RuntimeException e) {
      return "toString() threw " + e.getClass().getName();
    }
  }
}
