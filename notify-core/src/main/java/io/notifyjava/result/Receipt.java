package io.notifyjava.result;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a provider took a message. Acceptance is not delivery.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class Receipt {

  private final @Nullable String providerMessageId;
  private final Instant acceptedAt;
  private final boolean repeated;

  private Receipt(@Nullable String providerMessageId, Instant acceptedAt, boolean repeated) {
    this.providerMessageId = providerMessageId;
    this.acceptedAt = Objects.requireNonNull(acceptedAt, "acceptedAt");
    this.repeated = repeated;
  }

  /**
   * Returns a receipt.
   *
   * @param providerMessageId the provider's id verbatim; null where the provider gives none, as
   *     WeChat does not for customer-service messages
   * @param acceptedAt when the answer was read, by the notifier's clock
   */
  public static Receipt of(@Nullable String providerMessageId, Instant acceptedAt) {
    return new Receipt(providerMessageId, acceptedAt, false);
  }

  /**
   * Returns this receipt with the remark that the provider answered a repeated request by saying
   * that an earlier one had arrived.
   */
  public Receipt asRepeated() {
    return new Receipt(providerMessageId, acceptedAt, true);
  }

  /** Returns the provider's id of the message, by which delivery reports refer to it. */
  public Optional<String> providerMessageId() {
    return Optional.ofNullable(providerMessageId);
  }

  /** Returns when the answer was read, by the notifier's clock. */
  public Instant acceptedAt() {
    return acceptedAt;
  }

  /** Tells whether the provider said that it had already taken this message. */
  public boolean repeated() {
    return repeated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that
        && Objects.equals(providerMessageId, that.providerMessageId)
        && acceptedAt.equals(that.acceptedAt)
        && repeated == that.repeated;
  }

  @Override
  public int hashCode() {
    return Objects.hash(providerMessageId, acceptedAt, repeated);
  }

  @Override
  public String toString() {
    return "Receipt[providerMessageId=%s, acceptedAt=%s%s]"
        .formatted(providerMessageId, acceptedAt, repeated ? ", repeated" : "");
  }
}
