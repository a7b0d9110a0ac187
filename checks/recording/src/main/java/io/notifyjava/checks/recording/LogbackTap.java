package io.notifyjava.checks.recording;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Hears every call of every logger behind SLF4J. A filter, since that is asked before the level is,
 * so no level and no appender of a test need be touched for it. To code that asks whether a level
 * is on it says yes, or the lines behind such a question would never be made.
 */
final class LogbackTap extends TurboFilter {

  /** Tells of every class that it reads; left as it is, or the architecture tests take longer. */
  private static final String TEST_LIBRARY = "com.tngtech.archunit.";

  private final LogFile file;

  private LogbackTap(LogFile file) {
    this.file = file;
  }

  static void install(LogFile file) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "Expected Logback behind SLF4J, found "
              + factory.getClass().getName()
              + ", whose lines cannot be recorded; leave one binding on the tests' class path");
    }
    LogbackTap tap = new LogbackTap(file);
    tap.setContext(context);
    tap.start();
    context.addTurboFilter(tap);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      @Nullable Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (logger.getName().startsWith(TEST_LIBRARY)) {
      return FilterReply.NEUTRAL;
    }
    if (format == null && params == null && thrown == null) {
      return FilterReply.ACCEPT;
    }
    @Nullable Object[] arguments = params == null ? new Object[0] : params;
    String message =
        Objects.requireNonNullElse(
            MessageFormatter.arrayFormat(format, arguments).getMessage(), "");
    String context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), "").toString();
    file.add(logger.getName(), level.toString(), message, context, with(arguments, thrown));
    return FilterReply.NEUTRAL;
  }

  private static @Nullable Object[] with(@Nullable Object[] arguments, @Nullable Throwable thrown) {
    if (thrown == null) {
      return arguments;
    }
    @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = thrown;
    return all;
  }
}
