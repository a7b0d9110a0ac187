package io.notifyjava.result;

import io.notifyjava.message.Recipient;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final List<Recipient> unreached;
  private final Map<Recipient, Failure> refusals;
  private final @Nullable String updateCode;

  private Receipt(
      @Nullable String providerMessageId,
      Instant acceptedAt,
      boolean repeated,
      List<Recipient> unreached,
      Map<Recipient, Failure> refusals,
      @Nullable String updateCode) {
    this.providerMessageId = providerMessageId;
    this.acceptedAt = Objects.requireNonNull(acceptedAt, "acceptedAt");
    this.repeated = repeated;
    this.unreached = List.copyOf(unreached);
    this.refusals = refusals;
    this.updateCode = updateCode;
  }

  /**
   * Returns a receipt.
   *
   * @param providerMessageId the provider's id verbatim; null where the provider gives none, as
   *     WeChat does not for customer-service messages
   * @param acceptedAt when the answer was read, by the notifier's clock
   */
  public static Receipt of(@Nullable String providerMessageId, Instant acceptedAt) {
    return new Receipt(providerMessageId, acceptedAt, false, List.of(), Map.of(), null);
  }

  /**
   * Returns this receipt with the remark that the provider answered a repeated request by saying
   * that an earlier one had arrived.
   */
  public Receipt asRepeated() {
    return new Receipt(providerMessageId, acceptedAt, true, unreached, refusals, updateCode);
  }

  /**
   * Returns this receipt with those whom the provider named as not reached by this message.
   *
   * @param unreached each with the kind by which the provider named them
   */
  public Receipt withUnreached(List<Recipient> unreached) {
    return new Receipt(providerMessageId, acceptedAt, repeated, unreached, Map.of(), updateCode);
  }

  /**
   * Returns this receipt with those whom the provider refused, and why, though it took the message
   * for others. They are {@link #unreached()}, too.
   *
   * @param refusals in the order of the message's recipients
   */
  public Receipt withRefusals(Map<Recipient, Failure> refusals) {
    return new Receipt(
        providerMessageId,
        acceptedAt,
        repeated,
        List.copyOf(refusals.keySet()),
        Collections.unmodifiableMap(new LinkedHashMap<>(refusals)),
        updateCode);
  }

  /**
   * Returns this receipt with the code that the provider wants to see when the message is changed.
   *
   * @param updateCode the provider's code verbatim
   */
  public Receipt withUpdateCode(String updateCode) {
    return new Receipt(
        providerMessageId,
        acceptedAt,
        repeated,
        unreached,
        refusals,
        Objects.requireNonNull(updateCode, "updateCode"));
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

  /**
   * Returns whom the provider named as not reached though it took the message; empty if everybody
   * was. Only messages to a group, or to several recipients at once, can have such.
   */
  public List<Recipient> unreached() {
    return unreached;
  }

  /**
   * Returns why the provider refused each of those whom it refused one by one, as mail servers do;
   * empty if it refused nobody or gives no reasons. What {@link Failure#retryable() may pass} can
   * be sent again to that recipient alone.
   */
  public Map<Recipient, Failure> refusals() {
    return refusals;
  }

  /**
   * Returns the code by which the message can be changed after it was sent, such as WeCom's {@code
   * response_code} of a card; empty if the provider gave none. Whoever has it can change the
   * message, so {@code toString()} does not show it.
   */
  public Optional<String> updateCode() {
    return Optional.ofNullable(updateCode);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that
        && Objects.equals(providerMessageId, that.providerMessageId)
        && acceptedAt.equals(that.acceptedAt)
        && repeated == that.repeated
        && unreached.equals(that.unreached)
        && refusals.equals(that.refusals)
        && Objects.equals(updateCode, that.updateCode);
  }

  @Override
  public int hashCode() {
    return Objects.hash(providerMessageId, acceptedAt, repeated, unreached, refusals, updateCode);
  }

  @Override
  public String toString() {
    return "Receipt[providerMessageId=%s, acceptedAt=%s%s%s]"
        .formatted(
            providerMessageId,
            acceptedAt,
            repeated ? ", repeated" : "",
            refusals.isEmpty()
                ? unreached.isEmpty() ? "" : ", unreached=" + unreached
                : ", refusals=" + refusals);
  }
}
