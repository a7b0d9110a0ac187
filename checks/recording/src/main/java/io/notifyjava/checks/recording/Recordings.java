package io.notifyjava.checks.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

  /** Tells whether there is a recording in a folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(LOG)) && Files.exists(folder.resolve(THROWN));
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
