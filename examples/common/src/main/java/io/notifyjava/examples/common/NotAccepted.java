package io.notifyjava.examples.common;

import io.notifyjava.result.SendResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file of what was not accepted, if one was asked for. Used by one thread at a time. */
public final class NotAccepted implements Closeable {

  private final @Nullable Path path;
  private final @Nullable RejectedFile file;

  private NotAccepted(@Nullable Path path, @Nullable RejectedFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Makes way for the file.
   *
   * @param path null for none
   * @param recipients the file that must stay; null for none
   * @param address the name of the column of addresses
   * @param variables the names of the columns behind
   * @throws UsageException if it cannot be written there
   */
  public static NotAccepted at(
      @Nullable Path path, @Nullable Path recipients, String address, List<String> variables)
      throws IOException {
    if (path == null) {
      return new NotAccepted(null, null);
    }
    if (recipients != null) {
      RejectedFile.checkOther(path, recipients);
    }
    return new NotAccepted(path, RejectedFile.at(path, address, variables));
  }

  void add(CsvRow row, SendResult result) {
    if (file != null) {
      file.add(row, result);
    }
  }

  void skipped(Row.Broken row) {
    if (file != null) {
      file.skipped(row.row(), row.problem());
    }
  }

  /** Returns where it is, if something was written. */
  Optional<Path> written() {
    return isWritten() ? Optional.ofNullable(path) : Optional.empty();
  }

  /** Returns where rows that are not told stand, as the end of a sentence. */
  String others() {
    return path == null ? "" : "; " + path + " names them all";
  }

  private boolean isWritten() {
    return file != null && file.isWritten();
  }

  void flush() {
    if (file != null) {
      file.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
