package io.notifyjava.testkit.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    String text = formatter.formatMessage(record);
    Throwable thrown = record.getThrown();
    lines.add(new LogCapture.Line(place, thrown == null ? text : text + "\n" + trace(thrown)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
