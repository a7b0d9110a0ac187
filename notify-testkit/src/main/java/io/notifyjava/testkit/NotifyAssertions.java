package io.notifyjava.testkit;

import io.notifyjava.result.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * The way in to assertions about results; import its method statically beside AssertJ's own.
 *
 * @since 0.1.0
 */
public final class NotifyAssertions {

  private NotifyAssertions() {}

  /** Starts an assertion about what came of a send. */
  public static SendResultAssert assertThat(@Nullable SendResult actual) {
    return new SendResultAssert(actual);
  }
}
