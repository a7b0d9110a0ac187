package io.notifyjava.token;

import io.notifyjava.result.Failure;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call to a {@link TokenSource}, for metrics and health. Holds no token.
 *
 * @param key whose token was renewed
 * @param failure why there is no new token; null if there is one
 * @param duration how long the call took
 * @since 0.1.0
 */
public record TokenRenewal(TokenKey key, @Nullable Failure failure, Duration duration) {

  public TokenRenewal {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(duration, "duration");
  }

  /** Tells whether the platform granted a token that can be used. */
  public boolean succeeded() {
    return failure == null;
  }
}
