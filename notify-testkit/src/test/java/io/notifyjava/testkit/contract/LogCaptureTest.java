package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogCaptureTest {

  private static final org.slf4j.Logger SLF4J = LoggerFactory.getLogger("capture.slf4j");
  private static final Logger JUL = Logger.getLogger("capture.jul");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @AfterEach
  void restore() {
    context.getLogger("capture.slf4j").setLevel(null);
    MDC.clear();
  }

  @Test
  void seesEveryLevelWhateverIsConfigured() {
    context.getLogger("capture.slf4j").setLevel(Level.ERROR);
    try (LogCapture capture = LogCapture.begin()) {
      SLF4J.trace("a {}", "b");
      JUL.finest("c1");

      assertThat(capture.lines())
          .contains(new LogCapture.Line("a line of capture.slf4j at TRACE", "a b"))
          .anySatisfy(
              line -> {
                assertThat(line.place()).isEqualTo("a line of capture.jul at FINEST");
                assertThat(line.text()).contains("c1");
              });
    }
  }

  @Test
  void seesCausesAndTheContextOfALine() {
    MDC.put("order", "4711");
    IllegalStateException thrown = new IllegalStateException("outer", new Error("the cause"));
    try (LogCapture capture = LogCapture.begin()) {
      SLF4J.warn("failed", thrown);
      JUL.log(java.util.logging.Level.FINE, "failed", thrown);

      List<String> texts = capture.lines().stream().map(LogCapture.Line::text).toList();
      assertThat(texts).hasSize(2).allMatch(text -> text.contains("the cause"));
      assertThat(texts.get(0)).contains("order=4711");
    }
  }

  @Test
  void afterwards_levelsAndAppendersAreAsBefore() {
    context.getLogger("capture.slf4j").setLevel(Level.ERROR);
    ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
    Level before = root.getLevel();
    java.util.logging.Level julBefore = Logger.getLogger("").getLevel();
    int handlers = Logger.getLogger("").getHandlers().length;
    List<Object> appenders = appenders(root);

    LogCapture capture = LogCapture.begin();
    assertThat(root.getLevel()).isEqualTo(Level.TRACE);
    capture.close();
    SLF4J.warn("nobody hears this");

    assertThat(capture.lines()).isEmpty();
    assertThat(root.getLevel()).isEqualTo(before);
    // The level itself: whether it is enabled is also a matter of what records this build.
    assertThat(context.getLogger("capture.slf4j").getLevel()).isEqualTo(Level.ERROR);
    assertThat(appenders(root)).isEqualTo(appenders);
    assertThat(Logger.getLogger("").getLevel()).isEqualTo(julBefore);
    assertThat(Logger.getLogger("").getHandlers()).hasSize(handlers);
  }

  private static List<Object> appenders(ch.qos.logback.classic.Logger root) {
    List<Object> all = new java.util.ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(all::add);
    return all;
  }
}
