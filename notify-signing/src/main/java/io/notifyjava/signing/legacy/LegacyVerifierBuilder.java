package io.notifyjava.signing.legacy;

import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.internal.check.Freshness;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link LegacyDigestVerifier}. Not safe for use by many threads; may be used again.
 *
 * @since 0.1.0
 */
public final class LegacyVerifierBuilder {

  final Map<String, byte[]> apiKeys = new LinkedHashMap<>();
  final Set<String> expected =
      new LinkedHashSet<>(List.of(LegacyText.TIMESTAMP, LegacyText.SIGNATURE));
  final Set<String> optional = new LinkedHashSet<>();
  DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
  SigningLimits limits = SigningLimits.defaults();
  boolean compatible;
  boolean rejectsAmbiguous;
  private boolean weakAllowed;
  private boolean repeatsAllowed;
  private Tolerance tolerance = Tolerance.oneMinute();
  private Clock clock = Clock.systemUTC();
  private @Nullable ReplayGuard guard;

  LegacyVerifierBuilder() {}

  /**
   * Adds an API key; at least one is required, more are for the time in which it changes.
   *
   * @param id what the verdict calls it; 1 to 64 of {@code A-Z a-z 0-9 . _ -}. Give it the id of
   *     the HMAC key that will replace it
   * @throws IllegalArgumentException if the id has another shape or is there already
   */
  public LegacyVerifierBuilder apiKey(String id, SigningSecret apiKey) {
    if (!SigningKey.isId(Objects.requireNonNull(id, "id")) || apiKeys.containsKey(id)) {
      throw new IllegalArgumentException(
          "LegacyDigestVerifier: expected for each API key another id of 1 to 64 of A-Z a-z 0-9 . _"
              + " -");
    }
    apiKeys.put(id, apiKey.use(byte[]::clone));
    return this;
  }

  /**
   * Names the parameters that must be there; {@code timestamp} and {@code signature} always must.
   */
  public LegacyVerifierBuilder expect(String... names) {
    expected.addAll(Arrays.asList(names));
    return this;
  }

  /**
   * Names parameters that may be there. Each one opens a way to cut texts anew, so name as few as
   * possible.
   */
  public LegacyVerifierBuilder optional(String... names) {
    optional.addAll(Arrays.asList(names));
    return this;
  }

  /**
   * Takes any parameters, empty ones too, and of a repeated name signs the first value, as older
   * servers do. <b>Read the first value too</b>: the others are covered by nothing. Timestamps,
   * tolerance and the replay guard stay as they are.
   */
  public LegacyVerifierBuilder compatible() {
    compatible = true;
    return this;
  }

  /**
   * Refuses values in which the name of an expected parameter stands. Where signers do the same, a
   * text can be cut in one way only. Needs {@link #expect} without {@link #optional}, and names
   * none of which begins as it ends.
   */
  public LegacyVerifierBuilder rejectAmbiguous() {
    rejectsAmbiguous = true;
    return this;
  }

  /** Sets the digest; sha256 by default. */
  public LegacyVerifierBuilder algorithm(DigestAlgorithm algorithm) {
    this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
    return this;
  }

  /** Allows md5 and sha1, which are broken. */
  public LegacyVerifierBuilder allowWeakDigest() {
    weakAllowed = true;
    return this;
  }

  /** Sets how old and how far ahead a timestamp may be; a minute both ways by default. */
  public LegacyVerifierBuilder tolerance(Tolerance tolerance) {
    this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
    return this;
  }

  /** Sets the clock; the system's by default. */
  public LegacyVerifierBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Sets the replay guard; one in memory of its own by default. */
  public LegacyVerifierBuilder replayGuard(ReplayGuard guard) {
    this.guard = Objects.requireNonNull(guard, "guard");
    return this;
  }

  /**
   * Lets repeated requests through, for callers that send one text again when no answer came. Only
   * where acting twice on a request does no harm.
   */
  public LegacyVerifierBuilder allowRepeats() {
    repeatsAllowed = true;
    return this;
  }

  /** Sets how much a request may hold. */
  public LegacyVerifierBuilder limits(SigningLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Makes the verifier.
   *
   * @throws IllegalStateException if settings are missing or do not go together
   * @throws IllegalArgumentException if the digest is weak and that was not allowed
   */
  public LegacyDigestVerifier build() {
    algorithm.check(weakAllowed);
    check(!apiKeys.isEmpty(), "expected an API key; call apiKey(id, secret)");
    check(
        compatible || expected.size() > 2,
        "expected the names of the parameters; call expect(...), or compatible() to take any");
    if (rejectsAmbiguous) {
      check(
          !compatible && optional.isEmpty(),
          "rejectAmbiguous() holds for a fixed set of names only; drop compatible() and optional(...)");
      String bordered = Names.bordered(expected);
      check(
          bordered == null,
          "rejectAmbiguous() cannot tell where '"
              + bordered
              + "' begins, for it begins as it ends");
    }
    checkSuffixes();
    return new LegacyDigestVerifier(this);
  }

  Freshness freshness() {
    if (repeatsAllowed) {
      return new Freshness(clock, tolerance, null);
    }
    return new Freshness(clock, tolerance, guard == null ? MemoryReplayGuard.create() : guard);
  }

  /** One key at the end of another would take the letters before it for the end of a value. */
  private void checkSuffixes() {
    for (Map.Entry<String, byte[]> one : apiKeys.entrySet()) {
      for (Map.Entry<String, byte[]> other : apiKeys.entrySet()) {
        check(
            one == other || !endsWith(one.getValue(), other.getValue()),
            "the API key '"
                + one.getKey()
                + "' ends with the whole of '"
                + other.getKey()
                + "'; change one");
      }
    }
  }

  private static boolean endsWith(byte[] text, byte[] end) {
    int from = text.length - end.length;
    return from >= 0 && Arrays.equals(text, from, text.length, end, 0, end.length);
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalStateException("LegacyDigestVerifier: " + problem);
    }
  }
}
