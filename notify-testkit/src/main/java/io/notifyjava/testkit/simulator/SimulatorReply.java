package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One JSON answer of a platform: immutable, HTTP status 200.
 *
 * @since 0.1.0
 */
public abstract class SimulatorReply {

  /** A token that an answer hands out. */
  record HandedOut(String value, long expiresIn) {
    @Override
    public String toString() {
      return "token for " + expiresIn + " s";
    }
  }

  SimulatorReply() {}

  /** The error's number; 0 for success; empty for a scripted text. */
  public abstract OptionalInt errcode();

  /** The token that it hands out, if any. */
  abstract @Nullable HandedOut handedOut();

  /** The same token with another lifetime announced; other replies stay as they are. */
  abstract SimulatorReply withExpiresIn(long seconds);

  /** Escapes quotes, backslashes and control characters only: the platforms send raw UTF-8. */
  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
