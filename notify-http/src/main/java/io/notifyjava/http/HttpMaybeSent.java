package io.notifyjava.http;

import io.notifyjava.result.Failure;
import java.util.Objects;

/**
 * The request can have left and no whole answer came, so the server may have acted on it. A
 * provider answers with {@code SendResult.unknown(failure)} and never calls again on its own.
 *
 * @param failure what was seen; {@link Failure#retryable()} says whether the trouble may pass, not
 *     that calling again is safe
 * @since 0.1.0
 */
public record HttpMaybeSent(Failure failure) implements HttpOutcome {

  public HttpMaybeSent {
    Objects.requireNonNull(failure, "failure");
  }
}
