package io.notifyjava.signing.wsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.SignatureScheme;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.internal.check.Freshness;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the UsernameToken of a request. A name that nobody knows costs the same as a wrong
 * password.
 *
 * <p>Immutable, safe for use by many threads; never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class WsseVerifier {

  private static final Verification.Refused MISSING =
      Verification.refused(RefusalReason.MISSING, "expected the header X-WSSE, but found none");
  private static final Verification.Refused MALFORMED =
      Verification.refused(
          RefusalReason.MALFORMED,
          "expected UsernameToken Username=\"..\",PasswordDigest=\"..\",Nonce=\"..\",Created=\"..\" with"
              + " a time such as 2026-11-21T08:00:00Z");
  private static final Verification.Refused MISMATCH =
      Verification.refused(
          RefusalReason.MISMATCH,
          "the digest does not belong to the token; compare the password and the form of the digest");
  private static final Verification.Refused UNKNOWN_KEY =
      Verification.refused(RefusalReason.UNKNOWN_KEY, "nobody knows the user that the token names");

  private final byte[] nobodys = SigningSecret.random().use(byte[]::clone);
  private final Map<String, byte[]> passwords;
  private final Set<DigestForm> forms;
  private final Freshness freshness;

  private WsseVerifier(Builder builder) {
    this.passwords = Map.copyOf(builder.passwords);
    this.forms = EnumSet.copyOf(builder.forms);
    ReplayGuard guard = builder.guard == null ? MemoryReplayGuard.create() : builder.guard;
    this.freshness = new Freshness(builder.clock, builder.tolerance, guard);
  }

  /** Starts with hexadecimal digests, five minutes back, one ahead, and a guard in memory. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Judges a request by its header.
   *
   * @param header the value of {@code X-WSSE}; null if there is none
   */
  public Verification verify(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return MISSING;
    }
    UsernameToken token = UsernameToken.parse(header);
    Instant created = token == null ? null : instant(token.created());
    return token == null || created == null ? MALFORMED : decide(token, created);
  }

  private Verification decide(UsernameToken token, Instant created) {
    byte[] password = passwords.get(token.username());
    boolean fits = false;
    for (DigestForm form : forms) {
      String right =
          form.digest(token.nonce(), token.created(), password == null ? nobodys : password);
      fits |= MessageDigest.isEqual(right.getBytes(UTF_8), token.passwordDigest().getBytes(UTF_8));
    }
    if (password == null) {
      return UNKNOWN_KEY;
    }
    if (!fits) {
      return MISMATCH;
    }
    String replayId = "wsse:" + token.username() + ":" + token.nonce();
    Verification.Refused refused = freshness.judge(freshness.now(), created, replayId);
    return refused == null
        ? new Verification.Verified(token.username(), SignatureScheme.WSSE, created)
        : refused;
  }

  /** Returns null for a day or an hour that does not exist. */
  private static @Nullable Instant instant(String created) {
    try {
      return Instant.parse(created);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "WsseVerifier(***)";
  }

  /**
   * Settings of a verifier. Not safe for use by many threads.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final Map<String, byte[]> passwords = new LinkedHashMap<>();
    private Set<DigestForm> forms = EnumSet.of(DigestForm.HEX);
    private Tolerance tolerance = Tolerance.fiveMinutes();
    private Clock clock = Clock.systemUTC();
    private @Nullable ReplayGuard guard;

    private Builder() {}

    /**
     * Adds a user; at least one is required.
     *
     * @throws IllegalArgumentException if the name could not stand in the header
     */
    public Builder user(String username, SigningSecret password) {
      if (!UsernameToken.isName(requireNonNull(username, "username"))) {
        throw new IllegalArgumentException(
            "WsseVerifier username: expected 1 to 128 visible ASCII characters without quote, comma"
                + " and backslash, but found something else");
      }
      passwords.put(username, password.use(byte[]::clone));
      return this;
    }

    /** Sets which forms of the digest are taken; {@link DigestForm#HEX} by default. */
    public Builder forms(DigestForm first, DigestForm... more) {
      forms = EnumSet.of(first);
      forms.addAll(Arrays.asList(more));
      return this;
    }

    /** Sets how old and how far ahead a token may be; five minutes back, one ahead by default. */
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

    /**
     * Makes the verifier.
     *
     * @throws IllegalStateException if there is no user
     */
    public WsseVerifier build() {
      if (passwords.isEmpty()) {
        throw new IllegalStateException("WsseVerifier: expected a user; call user(name, password)");
      }
      return new WsseVerifier(this);
    }
  }
}
