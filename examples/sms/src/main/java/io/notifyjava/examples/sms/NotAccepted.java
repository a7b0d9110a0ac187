package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.RejectedFile;
import io.notifyjava.result.SendResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of what was not accepted, if one was asked for. Used by one thread at a time. */
final class NotAccepted implements Closeable {

  private final @Nullable RejectedFile file;

  private NotAccepted(@Nullable RejectedFile file) {
    this.file = file;
  }

  /**
   * Makes way for the file.
   *
   * @param path null for none
   * @param recipients the file that must stay; null for none
   * @throws io.notifyjava.examples.common.UsageException if it cannot be written there
   */
  static NotAccepted at(@Nullable Path path, @Nullable Path recipients, List<String> variables)
      throws IOException {
    if (path == null) {
      return new NotAccepted(null);
    }
    if (recipients != null) {
      RejectedFile.checkOther(path, recipients);
    }
    return new NotAccepted(RejectedFile.at(path, Rows.PHONE, variables));
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

  boolean isWritten() {
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
