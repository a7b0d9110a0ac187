package io.notifyjava.signing.hmac;

import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.SignatureScheme;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.check.Freshness;
import io.notifyjava.signing.internal.check.ParameterRules;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies requests that were signed by version 2. Verify before anyone parses the body.
 *
 * <p>In this order: shape; the MAC in constant time, over a key of nobody's where the one that is
 * named is unknown, so that both cost the same; time; the replay guard, which learns of a nonce
 * only after its MAC was right. Of several signatures one that is right is enough.
 *
 * <p>Immutable, safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class HmacVerifier {

  /** The most signatures that one request may carry. */
  static final int MAX_SIGNATURES = 4;

  private static final int MIN_NONCE = 22;
  private static final int MAX_NONCE = 128;

  private static final Verification.Refused MISMATCH =
      Verification.refused(
          RefusalReason.MISMATCH,
          "the signature does not belong to the request; compare the key, and what both sides take"
              + " for method, path, parameters and body");
  private static final Verification.Refused UNKNOWN_KEY =
      Verification.refused(
          RefusalReason.UNKNOWN_KEY,
          "nobody knows the key that the request names, or it is not valid at this time");
  private static final Verification.Refused NO_RING =
      Verification.refused(
          RefusalReason.UNAVAILABLE, "the key ring failed, so the request is refused");

  private final KeyRing keys;
  private final SigningLimits limits;
  private final Freshness freshness;
  private final SigningKey nobodys = SigningKey.of("nobody", SigningSecret.random());

  private HmacVerifier(Builder builder, KeyRing keys) {
    this.keys = keys;
    this.limits = builder.limits;
    ReplayGuard guard = builder.guard == null ? MemoryReplayGuard.create() : builder.guard;
    this.freshness = new Freshness(builder.clock, builder.tolerance, guard);
  }

  /** Returns a verifier with all settings at their defaults. */
  public static HmacVerifier of(KeyRing keys) {
    return builder().keys(keys).build();
  }

  /** Starts with five minutes back and one ahead, and a replay guard in memory. */
  public static Builder builder() {
    return new Builder();
  }

  /** Judges a request by its headers. */
  public Verification verify(CanonicalRequest request, SignatureHeaders headers) {
    String signature = headers.signature();
    String timestamp = headers.timestamp();
    String nonce = headers.nonce();
    if (signature == null || timestamp == null || nonce == null) {
      return refused(
          RefusalReason.MISSING,
          "expected the three headers X-Notify-Signature, -Timestamp and -Nonce");
    }
    String problem = request.problem(limits);
    if (problem != null) {
      return refused(RefusalReason.MALFORMED, problem);
    }
    if (Ascii.seconds(timestamp) < 0) {
      return refused(
          RefusalReason.MALFORMED, "expected a timestamp of ten digits 0-9, seconds since 1970");
    }
    if (nonce.length() < MIN_NONCE || nonce.length() > MAX_NONCE || !Ascii.isToken(nonce)) {
      return refused(RefusalReason.MALFORMED, "expected a nonce of 22 to 128 of A-Z a-z 0-9 . _ -");
    }
    List<ClaimedSignature> claims = ClaimedSignature.parse(signature);
    if (claims == null) {
      return refused(
          RefusalReason.MALFORMED,
          "expected at most four signatures v2,<key id>,<43 characters of base64url>, a space between");
    }
    if (claims.isEmpty()) {
      return refused(
          RefusalReason.MISSING, "expected a signature of version 2 among those that are there");
    }
    return decide(request, claims, timestamp, nonce);
  }

  private Verification decide(
      CanonicalRequest request, List<ClaimedSignature> claims, String timestamp, String nonce) {
    Instant now = freshness.now();
    WireText text = new WireText(request);
    Verification.Refused why = UNKNOWN_KEY;
    String signer = null;
    for (ClaimedSignature claim : claims) {
      SigningKey key;
      try {
        key = keys.find(claim.keyId()).filter(found -> found.isValidAt(now)).orElse(null);
      } catch (RuntimeException e) {
        return NO_RING;
      }
      byte[] right = text.mac(key == null ? nobodys : key, claim.keyId(), timestamp, nonce);
      if (right == null) {
        return refused(RefusalReason.MALFORMED, ParameterRules.HALF_PAIR);
      }
      boolean fits = MessageDigest.isEqual(right, claim.mac());
      if (key != null) {
        why = MISMATCH;
        signer = fits && signer == null ? key.id() : signer;
      }
    }
    return signer == null ? why : fresh(now, signer, Ascii.seconds(timestamp), nonce);
  }

  private Verification fresh(Instant now, String keyId, long seconds, String nonce) {
    Instant signedAt = Instant.ofEpochSecond(seconds);
    // Without the key's id: a request that carries two signatures is still one request.
    Verification.Refused refused = freshness.judge(now, signedAt, "v2:" + nonce);
    return refused == null
        ? new Verification.Verified(keyId, SignatureScheme.HMAC_V2, signedAt)
        : refused;
  }

  private static Verification.Refused refused(RefusalReason reason, String detail) {
    return Verification.refused(reason, detail);
  }

  @Override
  public String toString() {
    return "HmacVerifier(***)";
  }

  /**
   * Settings of a verifier. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable KeyRing keys;
    private SigningLimits limits = SigningLimits.defaults();
    private Tolerance tolerance = Tolerance.fiveMinutes();
    private Clock clock = Clock.systemUTC();
    private @Nullable ReplayGuard guard;

    private Builder() {}

    /** Sets the keys; required. */
    public Builder keys(KeyRing keys) {
      this.keys = requireNonNull(keys, "keys");
      return this;
    }

    /**
     * Sets how old and how far ahead a timestamp may be; five minutes back, one ahead by default.
     */
    public Builder tolerance(Tolerance tolerance) {
      this.tolerance = requireNonNull(tolerance, "tolerance");
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the replay guard; one in memory of its own by default. */
    public Builder replayGuard(ReplayGuard guard) {
      this.guard = requireNonNull(guard, "guard");
      return this;
    }

    /** Sets how much a request may hold. */
    public Builder limits(SigningLimits limits) {
      this.limits = requireNonNull(limits, "limits");
      return this;
    }

    /**
     * Makes the verifier.
     *
     * @throws IllegalStateException if there are no keys
     */
    public HmacVerifier build() {
      KeyRing ring = keys;
      if (ring == null) {
        throw new IllegalStateException("HmacVerifier: expected keys; call keys(KeyRing.of(...))");
      }
      return new HmacVerifier(this, ring);
    }
  }
}
