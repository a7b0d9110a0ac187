package io.notifyjava.signing.callback;

import io.notifyjava.signing.Verification;
import java.time.Instant;
import java.util.Objects;

/**
 * What came of opening an envelope.
 *
 * @since 0.1.0
 */
public sealed interface Opening {

  /**
   * The signature was right, and this was in the envelope.
   *
   * @param message XML, JSON or the text of {@code echostr}; {@link #toString()} hides it
   * @param receiveId for whom it was: app id, corp id or suite id
   * @param signedAt the time of the callback
   */
  record Opened(String message, String receiveId, Instant signedAt) implements Opening {
    /** Checks that all is there. */
    public Opened {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(receiveId, "receiveId");
      Objects.requireNonNull(signedAt, "signedAt");
    }

    @Override
    public String toString() {
      return "Opened(" + message.length() + " characters, " + signedAt + ")";
    }
  }

  /**
   * The callback must not be acted on.
   *
   * @param refusal why; the same for everything that can go wrong with the cipher text
   */
  record Refused(Verification.Refused refusal) implements Opening {
    /** Checks that it is there. */
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
