package io.notifyjava.checks.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import jdk.jfr.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what this JVM logs and throws, until it ends. */
final class Recorder {

  private final LogFile file;

  private Recorder(LogFile file) {
    this.file = file;
  }

  /**
   * Starts in a folder of this JVM's own, because a module may run its tests in several.
   *
   * @param module where the recordings of the module are; those of earlier builds are deleted
   */
  static Recorder start(Path module, String build) throws IOException {
    Recordings.keepOnly(module, build);
    Path folder = module.resolve(Long.toString(ProcessHandle.current().pid()));
    Files.createDirectories(folder);
    recordThrown(folder.resolve(Recordings.THROWN));
    LogFile file = LogFile.create(folder.resolve(Recordings.LOG), build);
    LogbackTap.install(file);
    JulTap.install(file);
    Runtime.getRuntime().addShutdownHook(new Thread(file::flush, "leaks-recording"));
    Recorder recorder = new Recorder(file);
    recorder.pulse();
    return recorder;
  }

  /** There may be another session after this one, so nothing is closed; the JVM's end does that. */
  void sessionEnds() {
    pulse();
    file.flush();
  }

  /** A settings file would have to be found from every module; the two events are all it holds. */
  private static void recordThrown(Path destination) throws IOException {
    Recording recording = new Recording();
    recording.setName("leaks");
    recording.setToDisk(true);
    recording.setDumpOnExit(true);
    recording.setDestination(destination);
    // Newer JDKs record only so many exceptions in a second unless they are told otherwise.
    recording.enable(Recordings.EXCEPTIONS).withStackTrace().with("throttle", "off");
    recording.enable(Recordings.ERRORS).withStackTrace();
    recording.start();
  }

  /** By these the search knows that a recording heard both kinds of loggers, and exceptions. */
  private void pulse() {
    Logger slf4j = LoggerFactory.getLogger(Recordings.PULSE);
    if (slf4j.isTraceEnabled()) {
      slf4j.trace("{} of SLF4J", Recordings.PULSE);
    }
    java.util.logging.Logger.getLogger(Recordings.PULSE)
        .log(Level.FINEST, "{0} of java.util.logging", Recordings.PULSE);
    file.flush();
    Pulse.beat();
  }

  private static final class Pulse extends Exception {

    private static final long serialVersionUID = 1L;

    private Pulse() {
      super(Recordings.PULSE);
    }

    static void beat() {
      try {
        throw new Pulse();
      } catch (Pulse expected) {
        // Made to be recorded.
      }
    }
  }
}
