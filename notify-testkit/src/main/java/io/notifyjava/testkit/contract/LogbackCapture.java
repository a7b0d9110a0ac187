package io.notifyjava.testkit.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.slf4j.LoggerFactory;

/**
 * Listens to Logback at TRACE. The root's own appenders are silent meanwhile, or the console would
 * drown in lines that nobody asked for.
 */
final class LogbackCapture extends AppenderBase<ILoggingEvent> {

  private final Queue<LogCapture.Line> lines;

  private LogbackCapture(Queue<LogCapture.Line> lines) {
    this.lines = lines;
  }

  /** Starts to listen; the result ends it. */
  static Runnable begin(Queue<LogCapture.Line> lines) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    LogbackCapture appender = new LogbackCapture(lines);
    appender.setContext(context);
    appender.start();
    List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(silenced::add);
    Map<Logger, Level> levels = new LinkedHashMap<>();
    for (Logger logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger, logger.getLevel());
      }
    }

    silenced.forEach(root::detachAppender);
    root.addAppender(appender);
    levels.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
    return () -> {
      levels.forEach(Logger::setLevel);
      root.detachAppender(appender);
      silenced.forEach(root::addAppender);
    };
  }

  @Override
  protected void append(ILoggingEvent event) {
    String place = "a line of " + event.getLoggerName() + " at " + event.getLevel();
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      text.append('\n').append(ThrowableProxyUtil.asString(thrown));
    }
    if (!event.getMDCPropertyMap().isEmpty()) {
      text.append('\n').append(event.getMDCPropertyMap());
    }
    lines.add(new LogCapture.Line(place, text.toString()));
  }
}
