package io.notifyjava.checks.recording;

import java.util.List;
import java.util.Objects;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * One exception or error that was made, thrown or not.
 *
 * @param type the class of it
 * @param message the text that it was given; empty if none
 * @param stack the frames, the innermost first, each {@code class#method}; nested classes by their
 *     binary names
 * @since 0.1.0
 */
public record Thrown(String type, String message, List<String> stack) {

  /** Copies the stack. */
  public Thrown {
    stack = List.copyOf(stack);
  }

  static Thrown of(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    return new Thrown(
        event.getClass("thrownClass").getName(),
        message(event),
        trace == null ? List.of() : trace.getFrames().stream().map(Thrown::written).toList());
  }

  static String message(RecordedEvent event) {
    return Objects.requireNonNullElse(event.getString("message"), "");
  }

  private static String written(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + '#' + frame.getMethod().getName();
  }
}
