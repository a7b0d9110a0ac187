package io.notifyjava.checks.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the recording of a module before its first test. It does nothing unless the build names a
 * folder, so tests that run in an editor leave no files.
 *
 * @since 0.1.0
 */
public final class RecordingListener implements LauncherSessionListener {

  /** One recording for a JVM, however many sessions there are in it. */
  private static final AtomicReference<@Nullable Recorder> RECORDER = new AtomicReference<>();

  /** For the service loader. */
  public RecordingListener() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String folder = System.getProperty(Recordings.FOLDER_PROPERTY);
    if (folder == null || folder.isBlank() || RECORDER.get() != null) {
      return;
    }
    try {
      RECORDER.set(
          Recorder.start(
              Path.of(folder), System.getProperty(Recordings.BUILD_PROPERTY, Recordings.NO_BUILD)));
    } catch (IOException e) {
      throw new UncheckedIOException("The recording of this module's tests did not begin", e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Recorder recorder = RECORDER.get();
    if (recorder != null) {
      recorder.sessionEnds();
    }
  }
}
