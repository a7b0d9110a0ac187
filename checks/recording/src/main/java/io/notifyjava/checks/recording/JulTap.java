package io.notifyjava.checks.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Hears java.util.logging, through which OkHttp, Angus and the JDK itself log. */
final class JulTap extends Handler {

  /**
   * Left as they are. The test engine tells of every test that it finds, with the texts of its
   * arguments; the JDK's HTTP client, with which tests talk to simulators, of every step that it
   * takes. The library uses neither. Held here, or their levels would be lost with them.
   */
  private static final List<Logger> OF_TESTS =
      List.of(Logger.getLogger("org.junit"), Logger.getLogger("jdk.internal.httpclient"));

  private final LogFile file;
  private final Formatter formatter = new SimpleFormatter();

  private JulTap(LogFile file) {
    this.file = file;
    setLevel(Level.ALL);
  }

  static void install(LogFile file) {
    OF_TESTS.forEach(logger -> logger.setLevel(Level.INFO));
    Logger root = Logger.getLogger("");
    root.addHandler(new JulTap(file));
    root.setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord line) {
    @Nullable Object[] parameters =
        line.getParameters() == null ? new Object[0] : line.getParameters();
    @Nullable Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = Objects.requireNonNullElse(line.getThrown(), "");
    file.add(
        Objects.requireNonNullElse(line.getLoggerName(), "anonymous"),
        line.getLevel().getName(),
        Objects.requireNonNullElse(formatter.formatMessage(line), ""),
        "",
        all);
  }

  @Override
  public void flush() {
    file.flush();
  }

  @Override
  public void close() {
    file.flush();
  }
}
