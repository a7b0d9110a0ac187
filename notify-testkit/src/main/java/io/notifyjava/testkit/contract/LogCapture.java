package io.notifyjava.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Every line that is logged in this JVM at any level, while it is open: through java.util.logging,
 * and through SLF4J if Logback stands behind it.
 *
 * <p>One at a time, because levels belong to the whole JVM; closed in the thread that opened it.
 */
final class LogCapture implements AutoCloseable {

  /** What to do where {@link #seesEverything()} is false. */
  static final String ADVICE =
      "Lines logged through SLF4J cannot be searched, for Logback is not behind it;"
          + " add ch.qos.logback:logback-classic to the tests of the provider.";

  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final List<Runnable> undo = new ArrayList<>();

  private LogCapture() {}

  /** Starts to capture; waits for another capture to end. */
  static LogCapture begin() {
    ONE_AT_A_TIME.lock();
    LogCapture capture = new LogCapture();
    capture.undo.add(JulCapture.begin(capture.lines));
    if (seesEverything()) {
      // A class of its own, so that nothing of Logback is loaded where it is missing.
      capture.undo.add(LogbackCapture.begin(capture.lines));
    }
    return capture;
  }

  /** Tells whether lines that are logged through SLF4J are captured. */
  static boolean seesEverything() {
    return LoggerFactory.getILoggerFactory().getClass().getName().equals(LOGBACK);
  }

  /** Returns what was logged until now. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    try {
      undo.forEach(Runnable::run);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /**
   * One line.
   *
   * @param place the logger and the level
   * @param text the message, what was thrown and what stood in the context
   */
  record Line(String place, String text) {}
}
