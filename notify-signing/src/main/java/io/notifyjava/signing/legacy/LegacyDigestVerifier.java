package io.notifyjava.signing.legacy;

import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SignatureScheme;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.Hex;
import io.notifyjava.signing.internal.check.Freshness;
import io.notifyjava.signing.internal.check.ParameterRules;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies requests that were signed by the older scheme.
 *
 * <p>Strict by default: exactly the expected parameters, none repeated, none empty, a timestamp of
 * ten digits, at most a minute old or ahead, each signature once. That narrows the scheme's holes
 * and does not close them: {@code docs/signing.md} says what is left.
 *
 * <p>Immutable, safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class LegacyDigestVerifier {

  private static final Verification.Refused MISMATCH =
      Verification.refused(
          RefusalReason.MISMATCH,
          "the signature does not belong to the parameters; compare the API key, the digest and the"
              + " parameters that both sides sign");

  private final Digest digest;
  private final Map<String, byte[]> apiKeys;
  private final Set<String> expected;
  private final Set<String> signed;
  private final Set<String> optional;
  private final boolean compatible;
  private final boolean rejectsAmbiguous;
  private final SigningLimits limits;
  private final Freshness freshness;

  LegacyDigestVerifier(LegacyVerifierBuilder builder) {
    this.digest = Digest.of(builder.algorithm.jdkName());
    this.apiKeys = Map.copyOf(builder.apiKeys);
    this.expected = Collections.unmodifiableSet(new TreeSet<>(builder.expected));
    this.signed = builder.signedNames();
    this.optional = Set.copyOf(builder.optional);
    this.compatible = builder.compatible;
    this.rejectsAmbiguous = builder.rejectsAmbiguous;
    this.limits = builder.limits;
    this.freshness = builder.freshness();
  }

  /** Starts with sha256, strict, one minute both ways, a replay guard in memory. */
  public static LegacyVerifierBuilder builder() {
    return new LegacyVerifierBuilder();
  }

  /** Returns the ids of the keys that it knows. */
  public Set<String> keyIds() {
    return apiKeys.keySet();
  }

  /**
   * Judges a request.
   *
   * @param parameters all of them, {@code signature} included: of query and body together, as the
   *     application will read them
   */
  public Verification verify(Parameters parameters) {
    Verification.Refused refused = shape(parameters);
    return refused == null ? decide(parameters) : refused;
  }

  private Verification.@Nullable Refused shape(Parameters parameters) {
    String problem = ParameterRules.problem(parameters, limits);
    if (problem != null) {
      return malformed(problem);
    }
    for (String name : List.of(LegacyText.SIGNATURE, LegacyText.TIMESTAMP)) {
      String value = parameters.first(name);
      if (value == null || value.isEmpty()) {
        return missing(name);
      }
    }
    return compatible ? null : strictShape(parameters);
  }

  private Verification.@Nullable Refused strictShape(Parameters parameters) {
    for (String name : expected) {
      if (parameters.count(name) == 0) {
        return missing(name);
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      String name = requireNonNull(parameters.name(i));
      if (!expected.contains(name) && !optional.contains(name)) {
        return malformed("parameter " + (i + 1) + " is not one of those that are expected");
      }
      if (parameters.count(name) > 1) {
        return malformed("expected '" + name + "' once, but found it repeated");
      }
      if (requireNonNull(parameters.value(i)).isEmpty()) {
        return malformed("expected a value of '" + name + "', but found it empty");
      }
    }
    return rejectsAmbiguous ? ambiguity(parameters) : null;
  }

  private Verification.@Nullable Refused ambiguity(Parameters parameters) {
    String name = Names.within(parameters, signed);
    return name == null
        ? null
        : malformed(
            "a value holds the name '"
                + name
                + "' of a parameter, so that the signature fits another request too");
  }

  private Verification decide(Parameters parameters) {
    long seconds = Ascii.seconds(requireNonNull(parameters.first(LegacyText.TIMESTAMP)));
    if (seconds < 0) {
      return malformed("expected a timestamp of ten digits 0-9, seconds since 1970");
    }
    byte[] signature =
        Hex.parse(requireNonNull(parameters.first(LegacyText.SIGNATURE)), digest.length());
    if (signature == null) {
      return malformed(
          "expected a signature of %d hexadecimal digits".formatted(2 * digest.length()));
    }
    String keyId = null;
    // All keys are tried, whichever fits.
    for (Map.Entry<String, byte[]> key : apiKeys.entrySet()) {
      byte[] right = LegacyText.digest(digest, parameters, key.getValue());
      if (right == null) {
        return malformed(ParameterRules.HALF_PAIR);
      }
      keyId = MessageDigest.isEqual(right, signature) ? key.getKey() : keyId;
    }
    return keyId == null ? MISMATCH : fresh(keyId, seconds, signature);
  }

  private Verification fresh(String keyId, long seconds, byte[] signature) {
    Instant signedAt = Instant.ofEpochSecond(seconds);
    // The bytes in lower case, or a change to upper case would make another request of it.
    String replayId = "legacy:" + keyId + ":" + Hex.of(signature);
    Verification.Refused refused = freshness.judge(freshness.now(), signedAt, replayId);
    return refused == null
        ? new Verification.Verified(keyId, SignatureScheme.LEGACY_DIGEST, signedAt)
        : refused;
  }

  private static Verification.Refused missing(String name) {
    return Verification.refused(
        RefusalReason.MISSING,
        "expected the parameter '" + name + "' with a value, but found none");
  }

  private static Verification.Refused malformed(String problem) {
    return Verification.refused(RefusalReason.MALFORMED, problem);
  }

  /** Shows nothing of the keys but their ids. */
  @Override
  public String toString() {
    return "LegacyDigestVerifier(" + apiKeys.keySet() + ")";
  }
}
