package io.notifyjava.signing.migration;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestVerifier;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies requests of callers of whom some have moved to version 2 and some have not.
 *
 * <p>A request with any header of version 2 is judged by version 2 alone: breaking that signature
 * makes no older request of it. A request without is judged by the older scheme, unless its caller
 * has moved. Callers are told by the ids of their keys: the HMAC keys of the caller whose API key
 * is {@code shop} are {@code shop} and all that begin with {@code shop.}, such as {@code
 * shop.2026-11}.
 *
 * <p>Safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class MigratingVerifier {

  private static final Verification.Refused V2_ONLY =
      Verification.refused(
          RefusalReason.DOWNGRADED,
          "the request is signed by the older scheme, which is accepted from nobody any more; sign it"
              + " by version 2");
  private static final Verification.Refused MOVED =
      Verification.refused(
          RefusalReason.DOWNGRADED,
          "the request is signed by the older scheme, which its caller has left behind; sign it by"
              + " version 2, or find out who removed the headers");

  private final HmacVerifier hmac;
  private final LegacyDigestVerifier legacy;
  private final MigrationPolicy policy;
  private final boolean learns;
  private final Consumer<Verification.Verified> onLegacy;
  private final Set<String> moved = ConcurrentHashMap.newKeySet();

  private MigratingVerifier(Builder builder, HmacVerifier hmac, LegacyDigestVerifier legacy) {
    this.hmac = hmac;
    this.legacy = legacy;
    this.policy = builder.policy;
    this.learns = builder.learns;
    this.onLegacy = builder.onLegacy;
    this.moved.addAll(builder.moved);
  }

  /** Starts with both schemes taken of everybody. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Judges a request.
   *
   * @param request for version 2: method, path, parameters of the query, raw body
   * @param headers the headers of version 2, as far as they are there
   * @param parameters for the older scheme: those of query and form together, {@code signature}
   *     included
   */
  public Verification verify(
      CanonicalRequest request, SignatureHeaders headers, Parameters parameters) {
    if (!headers.isAbsent() || parameters.first("signature") == null) {
      return remembered(hmac.verify(request, headers));
    }
    if (policy == MigrationPolicy.V2_ONLY) {
      return V2_ONLY;
    }
    Verification verdict = legacy.verify(parameters);
    if (verdict instanceof Verification.Verified verified) {
      if (moved.contains(verified.keyId())) {
        return MOVED;
      }
      announce(verified);
    }
    return verdict;
  }

  private Verification remembered(Verification verdict) {
    if (learns && verdict instanceof Verification.Verified verified) {
      String id = verified.keyId();
      for (String legacyId : legacy.keyIds()) {
        if (id.equals(legacyId) || id.startsWith(legacyId + ".")) {
          moved.add(legacyId);
        }
      }
    }
    return verdict;
  }

  private void announce(Verification.Verified verified) {
    try {
      onLegacy.accept(verified);
    } catch (RuntimeException e) {
      // Who counts is not asked whether the request is right.
      return;
    }
  }

  @Override
  public String toString() {
    return "MigratingVerifier(" + policy + ")";
  }

  /**
   * Settings of a verifier. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable HmacVerifier hmac;
    private @Nullable LegacyDigestVerifier legacy;
    private MigrationPolicy policy = MigrationPolicy.BOTH;
    private boolean learns;
    private Consumer<Verification.Verified> onLegacy = verified -> {};
    private final Set<String> moved = new HashSet<>();

    private Builder() {}

    /** Sets the verifier of version 2; required. */
    public Builder hmac(HmacVerifier hmac) {
      this.hmac = Objects.requireNonNull(hmac, "hmac");
      return this;
    }

    /** Sets the verifier of the older scheme; required. */
    public Builder legacy(LegacyDigestVerifier legacy) {
      this.legacy = Objects.requireNonNull(legacy, "legacy");
      return this;
    }

    /** Sets which schemes are taken; both by default. */
    public Builder policy(MigrationPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Names callers who have moved, by the ids of their API keys: the older scheme is refused to
     * them. Holds over restarts, as what is learned does not.
     *
     * @throws IllegalArgumentException if an id could be none
     */
    public Builder moved(String... keyIds) {
      for (String id : keyIds) {
        if (!SigningKey.isId(id)) {
          throw new IllegalArgumentException(
              "MigratingVerifier: expected ids of keys in moved(...)");
        }
        moved.add(id);
      }
      return this;
    }

    /**
     * Refuses the older scheme to a caller from its first request by version 2 on, as long as the
     * process lives. Off by default, for a caller with several nodes moves one after the other.
     */
    public Builder learnMoves() {
      learns = true;
      return this;
    }

    /**
     * Hears of every request that was taken by the older scheme, in the verifying thread: count and
     * log them, to know who has not moved. What it throws is passed over.
     */
    public Builder onLegacy(Consumer<Verification.Verified> onLegacy) {
      this.onLegacy = Objects.requireNonNull(onLegacy, "onLegacy");
      return this;
    }

    /**
     * Makes the verifier.
     *
     * @throws IllegalStateException if one of the two verifiers is missing
     */
    public MigratingVerifier build() {
      HmacVerifier safe = hmac;
      LegacyDigestVerifier older = legacy;
      if (safe == null || older == null) {
        throw new IllegalStateException(
            "MigratingVerifier: expected both verifiers; call hmac(...) and legacy(...)");
      }
      return new MigratingVerifier(this, safe, older);
    }
  }
}
