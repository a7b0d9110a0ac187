package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.examples.common.RejectedFile;
import io.notifyjava.examples.common.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The file of recipients: the caller's, or an invented one in a folder of its own, which is deleted
 * at the end unless there is something in it that is still needed.
 */
final class Recipients implements AutoCloseable {

  private final Path file;
  private final Path rejected;
  private final OptionalLong count;
  private final @Nullable Path folder;

  private Recipients(Path file, Path rejected, OptionalLong count, @Nullable Path folder) {
    this.file = file;
    this.rejected = rejected;
    this.count = count;
    this.folder = folder;
  }

  /**
   * Finds the file, or writes it.
   *
   * @throws UsageException if there is none, or none can be written
   */
  static Recipients of(BroadcastCommand options) {
    try {
      return options.csv == null ? invented(options) : given(options, options.csv);
    } catch (IOException e) {
      throw new UsageException("The file of recipients cannot be prepared: " + e);
    }
  }

  private static Recipients given(BroadcastCommand options, Path csv) throws IOException {
    if (Files.isDirectory(csv) || !Files.isReadable(csv)) {
      throw new UsageException("The CSV file " + csv + " does not exist or cannot be read");
    }
    Path rejected =
        options.rejected == null ? csv.resolveSibling("rejected.csv") : options.rejected;
    RejectedFile.checkOther(rejected, csv);
    // A pipe can be read only once, and how much comes out of it is not known.
    OptionalLong count =
        Files.isRegularFile(csv)
            ? OptionalLong.of(
                Math.max(0, RecipientFile.lines(csv) - Math.max(1, options.startLine - 1)))
            : OptionalLong.empty();
    return new Recipients(csv, rejected, count, null);
  }

  private static Recipients invented(BroadcastCommand options) throws IOException {
    long recipients = options.recipients == null ? 0 : options.recipients;
    Path folder = Files.createTempDirectory("notify-broadcast-");
    Path file = folder.resolve("recipients.csv");
    Path rejected = options.rejected == null ? folder.resolve("rejected.csv") : options.rejected;
    Recipients result = new Recipients(file, rejected, OptionalLong.of(recipients), folder);
    // For Ctrl-C and kill; a folder that holds a file of rejected messages stays then.
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    try {
      SampleCsv.write(file, recipients);
      return result;
    } catch (IOException e) {
      result.close();
      throw e;
    }
  }

  /** Returns where the recipients stand. */
  Path file() {
    return file;
  }

  /** Returns where the messages go that are not accepted. */
  Path rejected() {
    return rejected;
  }

  /** Returns how many there are, or a few more; empty if nobody knows. */
  OptionalLong count() {
    return count;
  }

  /** Deletes what was invented. */
  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
      if (!Files.exists(folder.resolve("rejected.csv"))) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The invented recipients were not deleted: " + e, e);
    }
  }
}
