package io.notifyjava.examples.broadcast;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.message.Message;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.route.Fallback;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The CSV file of what was not accepted, in the order in which it ended: line, open id, outcome,
 * reason, code and text, then the variables, so that the file can be sent again as it is.
 *
 * <p>It holds open ids in full, for without them nobody could be written to again; so only its
 * owner may read it. There is no file if there is nothing to write. Used by one thread at a time.
 */
final class RejectedFile implements Closeable {

  /** The outcome of a row that is broken, and of which no message was made. */
  private static final String SKIPPED = "SKIPPED";

  private final Path path;
  private final List<String> variables;
  private @Nullable CSVPrinter printer;

  private RejectedFile(Path path, List<String> variables) {
    this.path = path;
    this.variables = variables;
  }

  /**
   * Makes way for the file: one of an earlier run is deleted, because it would be taken for this
   * run's.
   *
   * @throws UsageException if it cannot be written there
   */
  static RejectedFile at(Path path, List<String> variables) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UsageException(
          "The rejected messages go to a file, but " + path + " is something else; name another");
    }
    RejectedFile file = new RejectedFile(path, variables);
    try {
      // Tried now, and not when the first rejection comes and has no place to go to.
      file.open().close();
      Files.delete(path);
      file.printer = null;
      return file;
    } catch (IOException e) {
      throw new UsageException("The file of rejected messages cannot be written: " + e);
    }
  }

  /** Writes a message, unless it was accepted. */
  void add(BatchItem item) {
    Failure failure = item.result().failure().orElse(null);
    Message message = item.message();
    if (failure == null || message == null) {
      return;
    }
    List<String> values = new ArrayList<>();
    values.add(message.options().correlationId().orElse(""));
    values.add(message.recipient().value());
    values.add(item.result().outcome().name());
    values.add(failure.reason().name());
    values.add(failure.code());
    values.add(failure.text());
    if (message instanceof Fallback fallback
        && fallback.first() instanceof TemplatedMessage templated) {
      variables.forEach(name -> values.add(templated.variables().get(name).orElse("")));
    }
    write(values);
  }

  /** Writes a row of which no message was made. */
  void add(CsvRecords.Broken row) {
    write(List.of(Long.toString(row.line()), "", SKIPPED, "INVALID_ROW", "", row.problem()));
  }

  /** Tells whether something was written. */
  boolean isWritten() {
    return printer != null;
  }

  /** Brings to the disk what was written, so that little is missing if this process is killed. */
  void flush() {
    try {
      if (printer != null) {
        printer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<String> values) {
    List<String> row = new ArrayList<>(values);
    while (row.size() < Header.REPORT.size() + variables.size()) {
      row.add("");
    }
    try {
      CSVPrinter out = printer;
      if (out == null) {
        out = open();
        List<String> header = new ArrayList<>(Header.REPORT);
        header.addAll(variables);
        out.printRecord(header);
      }
      out.printRecord(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CSVPrinter open() throws IOException {
    Files.deleteIfExists(path);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    printer = new CSVPrinter(writer, CSVFormat.RFC4180);
    return printer;
  }

  @Override
  public void close() throws IOException {
    if (printer != null) {
      printer.close();
    }
  }
}
