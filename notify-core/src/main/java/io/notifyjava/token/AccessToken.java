package io.notifyjava.token;

import io.notifyjava.message.Masking;
import java.time.Instant;
import java.util.Objects;

/**
 * A vendor's credential with a lifetime.
 *
 * <p>{@link #toString()} does not show the value.
 *
 * @param value the token; not blank, at most 2,048 characters (vendors ask for at least 512), no
 *     white space or control characters: a line break in a token would split a request
 * @param expiresAt the end of its life as the vendor stated it, by our clock: for other nodes and
 *     for show; a {@link TokenCache} measures lifetimes by elapsed time
 * @since 0.1.0
 */
public record AccessToken(String value, Instant expiresAt) {

  public AccessToken {
    Objects.requireNonNull(value, "value");
    if (value.isBlank() || value.length() > 2_048) {
      throw new IllegalArgumentException(
          "Access token must have 1 to 2048 characters and not be blank, but had "
              + value.length());
    }
    if (value.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "Access token must not hold white space or control characters; was it read with a"
              + " newline?");
    }
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  @Override
  public String toString() {
    return "AccessToken[value=" + Masking.MASK + ", expiresAt=" + expiresAt + "]";
  }
}
