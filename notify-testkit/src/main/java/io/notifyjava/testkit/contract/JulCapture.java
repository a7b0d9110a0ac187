package io.notifyjava.testkit.contract;

import java.util.Queue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to java.util.logging, which HTTP clients use. */
final class JulCapture extends Handler {

  private final Queue<LogCapture.Line> lines;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private JulCapture(Queue<LogCapture.Line> lines) {
    this.lines = lines;
    setLevel(Level.ALL);
  }

  /** Starts to listen; the result ends it. */
  static Runnable begin(Queue<LogCapture.Line> lines) {
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    JulCapture handler = new JulCapture(lines);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    return () -> {
      root.setLevel(before);
      root.removeHandler(handler);
    };
  }

  @Override
  public void publish(LogRecord record) {
    String place = "a line of " + record.getLoggerName() + " at " + record.getLevel();
    lines.add(new LogCapture.Line(place, formatter.format(record)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
