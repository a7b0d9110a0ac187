package io.notifyjava.signing.webhook;

import io.notifyjava.signing.SigningSecret;
import java.util.Base64;

/**
 * Secrets as Standard Webhooks writes them: {@code whsec_} and Base64 of 24 to 64 bytes.
 *
 * @since 0.1.0
 */
public final class WebhookSecrets {

  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private WebhookSecrets() {}

  /**
   * Reads a secret.
   *
   * @throws IllegalArgumentException if it has another shape; the message does not repeat it
   */
  public static SigningSecret parse(String text) {
    byte[] bytes = text.startsWith(PREFIX) ? decode(text.substring(PREFIX.length())) : new byte[0];
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Webhook secret: expected whsec_ and Base64 of 24 to 64 bytes, but found something else");
    }
    return SigningSecret.ofBytes(bytes);
  }

  /** Writes a secret, for the one who is to know it. Never log or store it. */
  public static String reveal(SigningSecret secret) {
    return PREFIX + secret.use(Base64.getEncoder()::encodeToString);
  }

  static void check(SigningSecret secret) {
    if (secret.length() < MIN_BYTES || secret.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Webhook secret: expected 24 to 64 bytes, but found "
              + secret.length()
              + "; draw one with SigningSecret.random()");
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
