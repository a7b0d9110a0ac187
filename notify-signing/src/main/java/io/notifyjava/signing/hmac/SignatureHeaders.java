package io.notifyjava.signing.hmac;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of version 2.
 *
 * @param signature of {@code X-Notify-Signature}: {@code v2,<key id>,<MAC in base64url>}, several
 *     of them with a space between
 * @param timestamp of {@code X-Notify-Timestamp}: seconds since 1970, ten digits
 * @param nonce of {@code X-Notify-Nonce}: another one for each request
 * @since 0.1.0
 */
public record SignatureHeaders(
    @Nullable String signature, @Nullable String timestamp, @Nullable String nonce) {

  /** The name of the header with the signature. */
  public static final String SIGNATURE = "X-Notify-Signature";

  /** The name of the header with the time. */
  public static final String TIMESTAMP = "X-Notify-Timestamp";

  /** The name of the header with the nonce. */
  public static final String NONCE = "X-Notify-Nonce";

  /**
   * Takes them from a request that arrived. A header that is there more than once is kept as one
   * with commas, as HTTP has it, and refused by the verifier.
   *
   * @param headers gives all values of a header by its name, in any case; an empty list or null if
   *     there is none
   */
  public static SignatureHeaders from(Function<String, ? extends @Nullable List<String>> headers) {
    return new SignatureHeaders(
        joined(headers.apply(SIGNATURE)),
        joined(headers.apply(TIMESTAMP)),
        joined(headers.apply(NONCE)));
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
        SIGNATURE,
        Objects.requireNonNull(signature, SIGNATURE),
        TIMESTAMP,
        Objects.requireNonNull(timestamp, TIMESTAMP),
        NONCE,
        Objects.requireNonNull(nonce, NONCE));
  }

  /** Returns whether none of the three is there: the request does not claim version 2 at all. */
  public boolean isAbsent() {
    return signature == null && timestamp == null && nonce == null;
  }

  /** Shows nothing that would be good for sending the request again. */
  @Override
  public String toString() {
    return "SignatureHeaders(***)";
  }
}
