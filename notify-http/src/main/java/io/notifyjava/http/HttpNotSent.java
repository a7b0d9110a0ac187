package io.notifyjava.http;

import io.notifyjava.result.Failure;
import java.util.Objects;

/**
 * Proof that the server acted on nothing: no name, no connection, no TLS session, a closed
 * exchange, or a time limit that was over before the request's first byte. A provider answers with
 * {@code SendResult.rejected(failure)}.
 *
 * @param failure why; {@link Failure#retryable()} says whether calling again later may help
 * @since 0.1.0
 */
public record HttpNotSent(Failure failure) implements HttpOutcome {

  public HttpNotSent {
    Objects.requireNonNull(failure, "failure");
  }
}
