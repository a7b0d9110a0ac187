package io.notifyjava.signing.webhook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of Standard Webhooks.
 *
 * @param id of {@code webhook-id}: the same for every attempt to deliver one event
 * @param timestamp of {@code webhook-timestamp}: seconds since 1970 of this attempt
 * @param signature of {@code webhook-signature}: {@code v1,<MAC in Base64>}, several of them with a
 *     space between
 * @since 0.1.0
 */
public record WebhookHeaders(
    @Nullable String id, @Nullable String timestamp, @Nullable String signature) {

  /** The name of the header with the id. */
  public static final String ID = "webhook-id";

  /** The name of the header with the time. */
  public static final String TIMESTAMP = "webhook-timestamp";

  /** The name of the header with the signature. */
  public static final String SIGNATURE = "webhook-signature";

  /**
   * Takes them from a request that arrived. A header that is there more than once is kept as one
   * with commas, as HTTP has it, and refused by the verifier.
   *
   * @param headers gives all values of a header by its name, in any case; an empty list or null if
   *     there is none
   */
  public static WebhookHeaders from(Function<String, ? extends @Nullable List<String>> headers) {
    return new WebhookHeaders(
        joined(headers.apply(ID)),
        joined(headers.apply(TIMESTAMP)),
        joined(headers.apply(SIGNATURE)));
  }

  private static @Nullable String joined(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : String.join(", ", values);
  }

  /**
   * Returns the headers to send, by their names.
   *
   * @throws NullPointerException if one is missing, which those of a signer never are
   */
  public Map<String, String> asMap() {
    return Map.of(
        ID,
        Objects.requireNonNull(id, ID),
        TIMESTAMP,
        Objects.requireNonNull(timestamp, TIMESTAMP),
        SIGNATURE,
        Objects.requireNonNull(signature, SIGNATURE));
  }

  /** Shows nothing that would be good for sending the request again. */
  @Override
  public String toString() {
    return "WebhookHeaders(***)";
  }
}
