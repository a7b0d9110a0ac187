package io.notifyjava.result;

import io.notifyjava.message.Texts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not accepted: our reason, and the provider's own words.
 *
 * <p>Immutable. Free of secrets: whoever makes one redacts the text first.
 *
 * @since 0.1.0
 */
public final class Failure {

  private final FailureReason reason;
  private final String code;
  private final String text;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private Failure(
      FailureReason reason,
      String code,
      String text,
      boolean retryable,
      @Nullable Duration retryAfter) {
    this.reason = Objects.requireNonNull(reason, "reason");
    this.code = Objects.requireNonNull(code, "code");
    this.text = Objects.requireNonNull(text, "text");
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /**
   * Returns a final failure, which sending again cannot mend.
   *
   * @param code the provider's code verbatim, or a short lower-case word of ours such as {@code
   *     circuit-open}
   * @param text the provider's text verbatim, or what was expected, found and is to be done
   */
  public static Failure permanent(FailureReason reason, String code, String text) {
    return new Failure(reason, code, text, false, null);
  }

  /**
   * Returns a failure that may pass: the same message may be accepted later. Parameters as {@link
   * #permanent}.
   */
  public static Failure transientFailure(FailureReason reason, String code, String text) {
    return new Failure(reason, code, text, true, null);
  }

  /**
   * Returns this failure with the time that the provider asks to wait.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public Failure retryAfter(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("retryAfter must not be negative, but was " + wait);
    }
    return new Failure(reason, code, text, retryable, wait);
  }

  /** Returns the reason in the library's vocabulary. */
  public FailureReason reason() {
    return reason;
  }

  /** Returns the provider's code verbatim, or a word of ours where no provider spoke. */
  public String code() {
    return code;
  }

  /** Returns the provider's text, redacted, or ours. */
  public String text() {
    return text;
  }

  /**
   * Tells whether the same message may be accepted later. Says nothing about whether it was sent.
   */
  public boolean retryable() {
    return retryable;
  }

  /** Returns how long to wait at least before the next attempt, if the provider said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Failure that
        && reason == that.reason
        && code.equals(that.code)
        && text.equals(that.text)
        && retryable == that.retryable
        && Objects.equals(retryAfter, that.retryAfter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(reason, code, text, retryable, retryAfter);
  }

  @Override
  public String toString() {
    return reason
        + (code.isEmpty() ? "" : " " + code)
        + (Texts.isBlank(text) ? "" : ": " + text)
        + (retryable ? " (may pass)" : "");
  }
}
