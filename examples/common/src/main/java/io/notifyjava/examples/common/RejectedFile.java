package io.notifyjava.examples.common;

import io.notifyjava.message.Variables;
import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
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
 * The CSV file of what was not accepted, in the order in which it ended: line, address, outcome,
 * reason, code and text, then the variables, so that the file can be sent again as it is.
 *
 * <p>It holds addresses in full, for without them nobody could be written to again; so only its
 * owner may read it. There is no file if there is nothing to write. Used by one thread at a time.
 */
public final class RejectedFile implements Closeable {

  /** The outcome of a row that is broken, and of which no message was made. */
  private static final String SKIPPED = "SKIPPED";

  private static final String INVALID_ROW = "INVALID_ROW";

  private final Path path;
  private final List<String> columns;
  private final List<String> variables;
  private @Nullable CSVPrinter printer;

  private RejectedFile(Path path, List<String> columns, List<String> variables) {
    this.path = path;
    this.columns = columns;
    this.variables = variables;
  }

  /**
   * Makes way for the file: one of an earlier run is deleted, because it would be taken for this
   * run's.
   *
   * @param address the name of the column of addresses
   * @param variables the names of the columns behind
   * @throws UsageException if it cannot be written there
   */
  public static RejectedFile at(Path path, String address, List<String> variables) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UsageException(
          "The rejected messages go to a file, but " + path + " is something else; name another");
    }
    RejectedFile file = new RejectedFile(path, CsvHeader.report(address), List.copyOf(variables));
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

  /**
   * Checks that the file of recipients would not be replaced.
   *
   * @throws UsageException if both are one file
   * @throws IOException if that cannot be told
   */
  public static void checkOther(Path path, Path recipients) throws IOException {
    if (Files.exists(path) && Files.exists(recipients) && Files.isSameFile(recipients, path)) {
      throw new UsageException(
          "The file of recipients is also the one for the rejected messages, which would replace"
              + " it; name another with --rejected");
    }
  }

  /** Writes a message and what came of it, unless it was accepted. */
  public void add(CsvRow row, SendResult result) {
    Failure failure = result.failure().orElse(null);
    if (failure != null) {
      write(row, result.outcome().name(), failure.reason().name(), failure.code(), failure.text());
    }
  }

  /** Writes a row of which no message was made, because of what stands in it. */
  public void skipped(CsvRow row, String problem) {
    write(row, SKIPPED, INVALID_ROW, "", problem);
  }

  /** Writes a line that is no row, without what stands in it. */
  public void skipped(CsvRecords.Broken line) {
    skipped(new CsvRow(line.line(), "", Variables.none()), line.problem());
  }

  /** Tells whether something was written. */
  public boolean isWritten() {
    return printer != null;
  }

  /** Brings to the disk what was written, so that little is missing if this process is killed. */
  public void flush() {
    try {
      if (printer != null) {
        printer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(CsvRow row, String outcome, String reason, String code, String text) {
    List<String> values =
        new ArrayList<>(
            List.of(Long.toString(row.line()), row.address(), outcome, reason, code, text));
    variables.forEach(name -> values.add(row.variables().get(name).orElse("")));
    try {
      CSVPrinter out = printer;
      if (out == null) {
        out = open();
        List<String> header = new ArrayList<>(columns);
        header.addAll(variables);
        out.printRecord(header);
      }
      out.printRecord(values);
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
