package io.notifyjava.policy;

import java.time.Duration;

/**
 * How long a closed answering window of a recipient is remembered, so that the next message with a
 * fallback goes to its alternative without a hopeless first call.
 *
 * <p>A recipient who writes meanwhile opens the window without our seeing it; call {@code
 * Notifier.windowOpened} from the callback of the platform, or keep the time short.
 *
 * @param remember zero turns the memory off; default 5 minutes
 * @param maxRecipients recipients remembered at most; 1 to 10,000,000; default 50,000
 * @since 0.1.0
 */
public record WindowMemoryPolicy(Duration remember, int maxRecipients) {

  private static final WindowMemoryPolicy DEFAULTS =
      new WindowMemoryPolicy(Duration.ofMinutes(5), 50_000);

  public WindowMemoryPolicy {
    Ranges.notNegative("remember", remember);
    Ranges.check("maxRecipients", maxRecipients, 1, 10_000_000);
  }

  /** Returns the documented defaults. */
  public static WindowMemoryPolicy defaults() {
    return DEFAULTS;
  }
}
