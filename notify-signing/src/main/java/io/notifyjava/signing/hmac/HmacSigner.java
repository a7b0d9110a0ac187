package io.notifyjava.signing.hmac;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.internal.check.ParameterRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests by version 2: HMAC-SHA256 over length-prefixed parts, which can be cut in one way
 * only. The wire format stands in {@code docs/signing.md}.
 *
 * <p>Every call takes a nonce of its own: 128 random bits of this signer and a count. So sign each
 * attempt anew. Immutable but for the count, safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class HmacSigner {

  private static final int NONCE_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyRing keys;
  private final List<String> alsoKeyIds;
  private final Clock clock;
  private final SigningLimits limits;
  private final String noncePrefix;
  private final AtomicLong count = new AtomicLong();

  private HmacSigner(Builder builder, KeyRing keys) {
    this.keys = keys;
    this.alsoKeyIds = List.copyOf(builder.alsoKeyIds);
    this.clock = builder.clock;
    this.limits = builder.limits;
    byte[] random = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(random);
    this.noncePrefix = BASE64.encodeToString(random) + "-";
  }

  /** Returns a signer with the system's clock and the default limits. */
  public static HmacSigner of(KeyRing keys) {
    return builder().keys(keys).build();
  }

  /** Starts with the system's clock and the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Signs a request with the current key, at the current time.
   *
   * @return the headers to send along
   * @throws IllegalArgumentException if the request has not the shape that is asked of it, or
   *     exceeds a limit
   * @throws IllegalStateException if the current key is not valid now, or another one is not found
   */
  public SignatureHeaders sign(CanonicalRequest request) {
    String problem = request.problem(limits);
    if (problem != null) {
      throw new IllegalArgumentException("Cannot sign: " + problem);
    }
    // The prefix makes the count one of a kind among all signers.
    String nonce = noncePrefix + count.getAndIncrement();
    return sign(request, Instant.ofEpochMilli(clock.millis()), nonce);
  }

  SignatureHeaders sign(CanonicalRequest request, Instant now, String nonce) {
    String timestamp = Long.toString(now.getEpochSecond());
    WireText text = new WireText(request);
    String signature = signature(text, checked(keys.current(), now), timestamp, nonce);
    for (String id : alsoKeyIds) {
      SigningKey key =
          keys.find(id)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "HmacSigner: expected the key '" + id + "' in the ring, but found none"));
      signature += " " + signature(text, checked(key, now), timestamp, nonce);
    }
    return new SignatureHeaders(signature, timestamp, nonce);
  }

  private static String signature(WireText text, SigningKey key, String timestamp, String nonce) {
    byte[] mac = text.mac(key, key.id(), timestamp, nonce);
    if (mac == null) {
      throw new IllegalArgumentException("Cannot sign: " + ParameterRules.HALF_PAIR);
    }
    return "v2," + key.id() + "," + BASE64.encodeToString(mac);
  }

  private static SigningKey checked(SigningKey key, Instant now) {
    if (!key.isValidAt(now)) {
      throw new IllegalStateException(
          "HmacSigner: expected a key to sign with that is valid at "
              + now
              + ", but found "
              + key
              + "; make another one the current key");
    }
    return key;
  }

  @Override
  public String toString() {
    return "HmacSigner(***)";
  }

  /**
   * Settings of a signer. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable KeyRing keys;
    private List<String> alsoKeyIds = List.of();
    private Clock clock = Clock.systemUTC();
    private SigningLimits limits = SigningLimits.defaults();

    private Builder() {}

    /** Sets the keys; required. */
    public Builder keys(KeyRing keys) {
      this.keys = Objects.requireNonNull(keys, "keys");
      return this;
    }

    /**
     * Signs with these keys too, for receivers that may not have the current one yet; at most 3.
     *
     * @throws IllegalArgumentException if there are more
     */
    public Builder alsoSignWith(String... keyIds) {
      if (keyIds.length >= HmacVerifier.MAX_SIGNATURES) {
        throw new IllegalArgumentException(
            "HmacSigner: expected at most 3 keys beside the current one, but found "
                + keyIds.length);
      }
      this.alsoKeyIds = Arrays.asList(keyIds.clone());
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets how much a request may hold. */
    public Builder limits(SigningLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /**
     * Makes the signer.
     *
     * @throws IllegalStateException if there are no keys
     */
    public HmacSigner build() {
      KeyRing ring = keys;
      if (ring == null) {
        throw new IllegalStateException("HmacSigner: expected keys; call keys(KeyRing.of(...))");
      }
      return new HmacSigner(this, ring);
    }
  }
}
