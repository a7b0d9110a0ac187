package io.notifyjava.signing.legacy;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.Hex;
import io.notifyjava.signing.internal.check.ParameterRules;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signs parameters for systems that know the older scheme only: all but {@code signature}, sorted
 * by name, name and value joined without separators, the API key behind them, a digest in
 * lower-case hexadecimal digits.
 *
 * <p><b>Prefer {@code HmacSigner}.</b> Nothing separates the parts, so other requests have the same
 * signature; method and path are not covered; and it stands and falls with the digest, where HMAC
 * does not. {@code docs/signing.md} shows two such requests and the way to version 2.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class LegacyDigestSigner {

  private final Digest digest;
  private final byte[] apiKey;
  private final SigningLimits limits;
  private final boolean rejectsAmbiguous;

  private LegacyDigestSigner(Builder builder, SigningSecret apiKey) {
    this.digest = Digest.of(builder.algorithm.jdkName());
    this.apiKey = apiKey.use(byte[]::clone);
    this.limits = builder.limits;
    this.rejectsAmbiguous = builder.rejectsAmbiguous;
  }

  /** Starts with sha256 and the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the signature of parameters, which the caller adds as {@code signature}. Of a repeated
   * name the first value counts, as on the other side.
   *
   * @param parameters with a {@code timestamp} in seconds, if the other side asks for one
   * @throws IllegalArgumentException if a name is blank, a text holds half a surrogate pair, a
   *     limit is exceeded, or the parameters are ambiguous and that is to be refused
   */
  public String sign(Parameters parameters) {
    String problem = problem(parameters);
    byte[] hash = problem == null ? LegacyText.digest(digest, parameters, apiKey) : null;
    if (hash == null) {
      throw new IllegalArgumentException(
          "Cannot sign: " + (problem == null ? ParameterRules.HALF_PAIR : problem));
    }
    return Hex.of(hash);
  }

  /** Signs one value for each name, as {@link #sign(Parameters)} does. */
  public String sign(Map<String, String> parameters) {
    return sign(Parameters.of(parameters));
  }

  private @Nullable String problem(Parameters parameters) {
    String problem = ParameterRules.problem(parameters, limits);
    return problem == null && rejectsAmbiguous ? ambiguity(parameters) : problem;
  }

  private static @Nullable String ambiguity(Parameters parameters) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < parameters.size(); i++) {
      names.add(Objects.requireNonNull(parameters.name(i)));
    }
    names.remove(LegacyText.SIGNATURE);
    String found = Names.bordered(names);
    if (found != null) {
      return "the name '%s' begins as it ends, so it cannot be told where it begins; rename it"
          .formatted(found);
    }
    found = Names.within(parameters, names);
    return found == null
        ? null
        : "a value holds the name '%s' of a parameter, so that another request would have the same signature; change the text, or sign with HmacSigner"
            .formatted(found);
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "LegacyDigestSigner(***)";
  }

  /**
   * Settings of a signer. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable SigningSecret apiKey;
    private DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    private SigningLimits limits = SigningLimits.defaults();
    private boolean weakAllowed;
    private boolean rejectsAmbiguous;

    private Builder() {}

    /** Sets the API key that both sides know; required. */
    public Builder apiKey(SigningSecret apiKey) {
      this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
      return this;
    }

    /** Sets the digest; sha256 by default. */
    public Builder algorithm(DigestAlgorithm algorithm) {
      this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
      return this;
    }

    /** Allows md5 and sha1, which are broken. */
    public Builder allowWeakDigest() {
      this.weakAllowed = true;
      return this;
    }

    /**
     * Refuses to sign values in which the name of a parameter of the request stands, for such a
     * text can be cut in two ways. Honest texts that hold the word {@code title} are refused too,
     * so off by default.
     */
    public Builder rejectAmbiguous() {
      this.rejectsAmbiguous = true;
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
     * @throws IllegalStateException if there is no API key
     * @throws IllegalArgumentException if the digest is weak and that was not allowed
     */
    public LegacyDigestSigner build() {
      SigningSecret key = apiKey;
      if (key == null) {
        throw new IllegalStateException(
            "LegacyDigestSigner: expected an API key; call apiKey(...)");
      }
      algorithm.check(weakAllowed);
      return new LegacyDigestSigner(this, key);
    }
  }
}
