package io.notifyjava.signing.wsse;

import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.internal.Hex;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Makes the UsernameToken of a request: a digest over a nonce, the time and the password. It covers
 * nothing of the request itself, so it is as good as TLS around it.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class WsseSigner {

  private static final int NONCE_BYTES = 16;
  private static final int CREATED_LENGTH = 20;

  private final SecureRandom random = new SecureRandom();
  private final String username;
  private final byte[] password;
  private final DigestForm form;
  private final Clock clock;

  private WsseSigner(String username, SigningSecret password, DigestForm form, Clock clock) {
    if (!UsernameToken.isName(Objects.requireNonNull(username, "username"))) {
      throw new IllegalArgumentException(
          "WsseSigner username: expected 1 to 128 visible ASCII characters without quote, comma and"
              + " backslash, but found something else");
    }
    this.username = username;
    this.password = password.use(byte[]::clone);
    this.form = Objects.requireNonNull(form, "form");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Makes a signer with the system's clock.
   *
   * @throws IllegalArgumentException if the name could not stand in the header; the message does
   *     not repeat it
   */
  public static WsseSigner of(String username, SigningSecret password, DigestForm form) {
    return new WsseSigner(username, password, form, Clock.systemUTC());
  }

  /** Makes a signer with a clock. */
  public static WsseSigner of(
      String username, SigningSecret password, DigestForm form, Clock clock) {
    return new WsseSigner(username, password, form, clock);
  }

  /** Makes a token with a nonce of 128 random bits, at the current time. */
  public UsernameToken sign() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return sign(Hex.of(bytes), clock.instant());
  }

  /**
   * Makes a token for callers who draw nonces of their own.
   *
   * @param nonce letters and digits, 1 to 128, another one for each request
   * @param now in the years 0 to 9999; fractions of a second are cut off
   * @throws IllegalArgumentException if the nonce has another shape
   */
  public UsernameToken sign(String nonce, Instant now) {
    // In UTC, as ISO 8601 says of a Z, whatever the time zone and the locale of the process.
    String created = now.truncatedTo(ChronoUnit.SECONDS).toString();
    if (created.length() != CREATED_LENGTH) {
      throw new IllegalArgumentException(
          "WsseSigner: expected a time in the years 0 to 9999, but found " + now);
    }
    return new UsernameToken(username, form.digest(nonce, created, password), nonce, created);
  }

  /**
   * Returns the value of the header {@code Authorization} that some vendors want beside the token.
   *
   * @param realm such as {@code SDP} for Huawei Cloud
   * @param type such as {@code Appkey} for Huawei Cloud
   */
  public static String authorization(String realm, String type) {
    if (!UsernameToken.isName(realm) || !UsernameToken.isName(type)) {
      throw new IllegalArgumentException(
          "WsseSigner: expected a realm and a type of visible ASCII characters without quote, comma"
              + " and backslash");
    }
    return "WSSE realm=\"" + realm + "\",profile=\"UsernameToken\",type=\"" + type + "\"";
  }

  @Override
  public String toString() {
    return "WsseSigner(" + username + ", " + form + ")";
  }
}
