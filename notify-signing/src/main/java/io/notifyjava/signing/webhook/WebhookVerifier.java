package io.notifyjava.signing.webhook;

import static java.util.Objects.requireNonNull;

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
import io.notifyjava.signing.internal.HmacSha256;
import io.notifyjava.signing.internal.check.Freshness;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what others sent as Standard Webhooks. One attempt is taken once; a further attempt to
 * deliver the same event has another time and is taken again, so remember the ids of events that
 * must not be acted on twice.
 *
 * <p>Immutable, safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class WebhookVerifier {

  private static final int MAC_BYTES = 32;
  private static final int MAX_SIGNATURES = 8;
  private static final int MAX_HEADER = 1_024;
  private static final String VERSION = "v1,";

  private static final Verification.Refused MISMATCH =
      Verification.refused(
          RefusalReason.MISMATCH,
          "no signature belongs to the id, the time and the body; compare the secret, and sign the raw"
              + " body");

  private final Map<String, HmacSha256> keys;
  private final SigningLimits limits;
  private final Freshness freshness;

  private WebhookVerifier(Builder builder) {
    this.keys = Map.copyOf(builder.keys);
    this.limits = builder.limits;
    ReplayGuard guard = builder.guard == null ? MemoryReplayGuard.create() : builder.guard;
    this.freshness = new Freshness(builder.clock, builder.tolerance, guard);
  }

  /**
   * Starts with five minutes both ways, as the specification's own libraries, and a guard in
   * memory.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Judges a request.
   *
   * @param body as it was on the wire
   */
  public Verification verify(WebhookHeaders headers, byte[] body) {
    String id = headers.id();
    String timestamp = headers.timestamp();
    String signature = headers.signature();
    if (id == null || timestamp == null || signature == null) {
      return Verification.refused(
          RefusalReason.MISSING,
          "expected the three headers webhook-id, webhook-timestamp and webhook-signature");
    }
    if (!WebhookText.isId(id)) {
      return malformed("expected an id of 1 to 256 of A-Z a-z 0-9 _ -");
    }
    if (Ascii.seconds(timestamp) < 0) {
      return malformed("expected a timestamp of ten digits 0-9, seconds since 1970");
    }
    if (body.length > limits.bodyBytes()) {
      return malformed(
          "expected a body of at most %d bytes, but found %d"
              .formatted(limits.bodyBytes(), body.length));
    }
    List<byte[]> claims = parse(signature);
    if (claims == null) {
      return malformed("expected at most eight signatures v1,<Base64>, a space between");
    }
    return claims.isEmpty()
        ? Verification.refused(RefusalReason.MISSING, "expected a signature of version 1")
        : decide(id, timestamp, claims, body);
  }

  private Verification decide(String id, String timestamp, List<byte[]> claims, byte[] body) {
    String signer = null;
    for (Map.Entry<String, HmacSha256> key : keys.entrySet()) {
      byte[] right = WebhookText.mac(key.getValue(), id, timestamp, body);
      for (byte[] claim : claims) {
        if (MessageDigest.isEqual(right, claim)) {
          signer = key.getKey();
        }
      }
    }
    if (signer == null) {
      return MISMATCH;
    }
    Instant signedAt = Instant.ofEpochSecond(Ascii.seconds(timestamp));
    String replayId = "webhook:" + id + ":" + timestamp;
    Verification.Refused refused = freshness.judge(freshness.now(), signedAt, replayId);
    return refused == null
        ? new Verification.Verified(signer, SignatureScheme.STANDARD_WEBHOOKS, signedAt)
        : refused;
  }

  /** Reads those of version 1 and passes over others; null if one has another shape. */
  private static @Nullable List<byte[]> parse(String header) {
    String[] entries = header.split(" ", -1);
    if (header.length() > MAX_HEADER || entries.length > MAX_SIGNATURES) {
      return null;
    }
    List<byte[]> found = new ArrayList<>(1);
    for (String entry : entries) {
      if (entry.startsWith(VERSION)) {
        String claim = entry.substring(VERSION.length());
        byte[] mac = decode(claim);
        // One way to write 32 bytes: the decoder passes over bits behind the last one.
        boolean isCanonical = Base64.getEncoder().encodeToString(mac).equals(claim);
        if (mac.length != MAC_BYTES || !isCanonical) {
          return null;
        }
        found.add(mac);
      } else if (entry.indexOf(',') <= 0) {
        return null;
      }
    }
    return found;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Verification.Refused malformed(String problem) {
    return Verification.refused(RefusalReason.MALFORMED, problem);
  }

  @Override
  public String toString() {
    return "WebhookVerifier(***)";
  }

  /**
   * Settings of a verifier. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final Map<String, HmacSha256> keys = new LinkedHashMap<>();
    private SigningLimits limits = SigningLimits.defaults();
    private Tolerance tolerance = Tolerance.of(Duration.ofMinutes(5));
    private Clock clock = Clock.systemUTC();
    private @Nullable ReplayGuard guard;

    private Builder() {}

    /**
     * Adds a secret; at least one is required, more are for the time in which it changes.
     *
     * @param id what the verdict calls it
     * @throws IllegalArgumentException if the secret has not 24 to 64 bytes, or the id another
     *     shape
     */
    public Builder secret(String id, SigningSecret secret) {
      WebhookSecrets.check(secret);
      if (!SigningKey.isId(id) || keys.put(id, secret.use(HmacSha256::new)) != null) {
        throw new IllegalArgumentException(
            "WebhookVerifier: expected for each secret another id of 1 to 64 of A-Z a-z 0-9 . _ -");
      }
      return this;
    }

    /** Sets how old and how far ahead a timestamp may be; five minutes both ways by default. */
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
     * @throws IllegalStateException if there is no secret
     */
    public WebhookVerifier build() {
      if (keys.isEmpty()) {
        throw new IllegalStateException(
            "WebhookVerifier: expected a secret; call secret(id, secret)");
      }
      return new WebhookVerifier(this);
    }
  }
}
