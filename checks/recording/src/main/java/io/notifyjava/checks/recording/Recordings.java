package io.notifyjava.checks.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the recording of a module lies, and how it is read.
 *
 * @since 0.1.0
 */
public final class Recordings {

  /** System property: the folder to record into; without it nothing is recorded. */
  public static final String FOLDER_PROPERTY = "leaks.folder";

  /** System property: the build that the recording belongs to. */
  public static final String BUILD_PROPERTY = "leaks.build";

  /** The logger and the text of the lines by which a recording proves that it heard everything. */
  public static final String PULSE = "io.notifyjava.checks.pulse";

  static final String NO_BUILD = "none";
  static final String LOG = "log.tsv";
  static final String THROWN = "thrown.jfr";
  static final String EXCEPTIONS = "jdk.JavaExceptionThrow";
  static final String ERRORS = "jdk.JavaErrorThrow";

  private Recordings() {}

  /**
   * Returns the folders of a module's recordings: one for each JVM that ran tests.
   *
   * @throws IOException if that cannot be told
   */
  public static List<Path> of(Path module) throws IOException {
    if (!Files.isDirectory(module)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(module)) {
      return folders.filter(folder -> Files.exists(folder.resolve(LOG))).sorted().toList();
    }
  }

  /** Deletes what another build recorded, which would be taken for this one's. */
  static void keepOnly(Path module, String build) throws IOException {
    for (Path folder : of(module)) {
      try {
        if (!build(folder).equals(build)) {
          Files.deleteIfExists(folder.resolve(THROWN));
          Files.deleteIfExists(folder.resolve(LOG));
          Files.deleteIfExists(folder);
        }
      } catch (NoSuchFileException e) {
        // Another JVM of this build deletes it at the same time.
      }
    }
  }

  /**
   * Reads which build a recording belongs to.
   *
   * @throws IOException if the file cannot be read
   */
  public static String build(Path folder) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(folder.resolve(LOG))) {
      String first = reader.readLine();
      return first == null ? NO_BUILD : first;
    }
  }

  /**
   * Reads all lines that were logged, in the order in which they were written.
   *
   * @throws IOException if the file cannot be read
   */
  public static void logged(Path folder, Consumer<LoggedLine> to) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(folder.resolve(LOG))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        to.accept(LoggedLine.read(line));
      }
    }
  }

  /**
   * Reads exceptions and errors that were made, in no particular order.
   *
   * @param suspicious tells by its text whether one is wanted; to read the stacks of all would take
   *     long
   * @throws IOException if the file cannot be read
   */
  public static void thrown(Path folder, Predicate<String> suspicious, Consumer<Thrown> to)
      throws IOException {
    try (RecordingFile file = new RecordingFile(folder.resolve(THROWN))) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        if ((type.equals(EXCEPTIONS) || type.equals(ERRORS))
            && suspicious.test(Thrown.message(event))) {
          to.accept(Thrown.of(event));
        }
      }
    }
  }
}
