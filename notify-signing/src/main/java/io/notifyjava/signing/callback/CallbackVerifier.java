package io.notifyjava.signing.callback;

import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.SignatureScheme;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.Hex;
import io.notifyjava.signing.internal.check.Freshness;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signature of callbacks of WeChat and WeCom.
 *
 * <p>In plain mode the signature covers neither the body nor its length: who sees one callback can
 * send another body with it while it is in time. Choose the encrypted mode and {@link
 * CallbackEnvelope} where that matters.
 *
 * <p>In both modes it is over sorted parts without anything between, so timestamp and nonce can
 * change places: where a nonce looks like a timestamp of years ahead, who kept the callback can
 * send it again in those minutes. The platforms' scheme leaves no way to tell. Compare {@code
 * CreateTime} in the encrypted message with the time of the verdict, and remember {@code MsgId}.
 *
 * <p>Immutable, safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class CallbackVerifier {

  private static final String KEY_ID = "token";
  private static final int MAX_NONCE = 128;
  private static final int MAX_CIPHER_TEXT = 4_194_304;

  private static final Verification.Refused MISMATCH =
      Verification.refused(
          RefusalReason.MISMATCH,
          "the signature does not belong to the callback; compare the token with the one of the"
              + " platform's console, and decode the query exactly once");

  private final CallbackSignature signatures;
  private final Freshness freshness;

  private CallbackVerifier(CallbackSignature signatures, Freshness freshness) {
    this.signatures = signatures;
    this.freshness = freshness;
  }

  /** Returns a verifier with all settings at their defaults. */
  public static CallbackVerifier of(SigningSecret token) {
    return builder().token(token).build();
  }

  /** Starts with five minutes back and one ahead, and without a replay guard. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Judges a callback in plain mode, or the platform's question whether the address is ours (then
   * answer with {@code echostr}).
   *
   * @param signature the parameter {@code signature}
   */
  public Verification verify(
      @Nullable String signature, @Nullable String timestamp, @Nullable String nonce) {
    if (signature == null || timestamp == null || nonce == null) {
      return missing("signature, timestamp and nonce");
    }
    Verification.Refused refused = shape(signature, timestamp, nonce);
    return refused == null ? decide(signature, timestamp, timestamp, nonce) : refused;
  }

  /**
   * Judges an encrypted callback; nothing is decrypted.
   *
   * @param msgSignature the parameter {@code msg_signature}; {@code signature} does not cover the
   *     body
   * @param encrypted the element {@code Encrypt} of the body, or WeCom's {@code echostr}
   */
  public Verification verifyEncrypted(
      @Nullable String msgSignature,
      @Nullable String timestamp,
      @Nullable String nonce,
      @Nullable String encrypted) {
    if (msgSignature == null || timestamp == null || nonce == null || encrypted == null) {
      return missing("msg_signature, timestamp, nonce and the encrypted text");
    }
    Verification.Refused refused = shape(msgSignature, timestamp, nonce);
    if (refused != null) {
      return refused;
    }
    if (encrypted.isEmpty()
        || encrypted.length() > MAX_CIPHER_TEXT
        || !Ascii.isVisible(encrypted)) {
      return malformed("expected an encrypted text of 1 to 4194304 characters of Base64");
    }
    return decide(msgSignature, timestamp, timestamp, nonce, encrypted);
  }

  CallbackSignature signatures() {
    return signatures;
  }

  private static Verification.@Nullable Refused shape(
      String signature, String timestamp, String nonce) {
    if (Hex.parse(signature, CallbackSignature.LENGTH) == null) {
      return malformed("expected a signature of 40 hexadecimal digits");
    }
    if (Ascii.seconds(timestamp) < 0) {
      return malformed("expected a timestamp of ten digits 0-9, seconds since 1970");
    }
    if (nonce.isEmpty() || nonce.length() > MAX_NONCE || !Ascii.isToken(nonce)) {
      return malformed("expected a nonce of 1 to 128 of A-Z a-z 0-9 . _ -");
    }
    return null;
  }

  private Verification decide(String signature, String timestamp, String... signedParts) {
    byte[] claim = requireNonNull(Hex.parse(signature, CallbackSignature.LENGTH));
    if (!MessageDigest.isEqual(signatures.of(signedParts), claim)) {
      return MISMATCH;
    }
    Instant signedAt = Instant.ofEpochSecond(Ascii.seconds(timestamp));
    String replayId = "callback:" + Hex.of(claim);
    Verification.Refused refused = freshness.judge(freshness.now(), signedAt, replayId);
    return refused == null
        ? new Verification.Verified(KEY_ID, SignatureScheme.PLATFORM_CALLBACK, signedAt)
        : refused;
  }

  private static Verification.Refused missing(String what) {
    return Verification.refused(
        RefusalReason.MISSING, "expected " + what + ", but at least one is not there");
  }

  private static Verification.Refused malformed(String problem) {
    return Verification.refused(RefusalReason.MALFORMED, problem);
  }

  @Override
  public String toString() {
    return "CallbackVerifier(***)";
  }

  /**
   * Settings of a verifier. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable SigningSecret token;
    private Tolerance tolerance = Tolerance.fiveMinutes();
    private Clock clock = Clock.systemUTC();
    private @Nullable ReplayGuard guard;

    private Builder() {}

    /** Sets the token that both sides know; required. */
    public Builder token(SigningSecret token) {
      this.token = requireNonNull(token, "token");
      return this;
    }

    /**
     * Sets how old and how far ahead a callback may be; five minutes back, one ahead by default.
     * The platforms document no window.
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

    /**
     * Sets a replay guard; none by default. The platforms push a callback again when no answer
     * came, and do not say whether they sign it anew: with a guard, one that could not be handled
     * the first time may be lost. Without one, tell repeated messages by {@code MsgId}.
     */
    public Builder replayGuard(ReplayGuard guard) {
      this.guard = requireNonNull(guard, "guard");
      return this;
    }

    /**
     * Makes the verifier.
     *
     * @throws IllegalStateException if there is no token
     */
    public CallbackVerifier build() {
      SigningSecret secret = token;
      if (secret == null) {
        throw new IllegalStateException("CallbackVerifier: expected a token; call token(...)");
      }
      return new CallbackVerifier(
          new CallbackSignature(secret), new Freshness(clock, tolerance, guard));
    }
  }
}
