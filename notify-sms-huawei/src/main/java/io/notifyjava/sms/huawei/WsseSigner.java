package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.message.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes the two headers of WSSE, with a nonce that is used once.
 *
 * <p>Source: the vendor's page "Authentication" (sms_05_0046).
 */
final class WsseSigner implements Signer {

  private static final String AUTHORIZATION =
      "WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"Appkey\"";

  private final String key;
  private final Secret secret;
  private final boolean hex;
  private final Supplier<String> nonces;

  /**
   * Makes a signer.
   *
   * @param hex whether the digest's hexadecimal digits are sent in place of its bytes
   * @param nonces 1 to 128 letters and digits, another one each time
   */
  WsseSigner(String key, Secret secret, boolean hex, Supplier<String> nonces) {
    this.key = key;
    this.secret = secret;
    this.hex = hex;
    this.nonces = nonces;
  }

  @Override
  public Map<String, String> headers(String path, byte[] body, Instant now) {
    String nonce = nonces.get();
    // In UTC, as ISO 8601 says of a Z. Without a fraction, which Huawei's format does not have.
    String created = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return Map.of(
        "Authorization",
        AUTHORIZATION,
        "X-WSSE",
        "UsernameToken Username=\""
            + key
            + "\",PasswordDigest=\""
            + digest(nonce, created)
            + "\",Nonce=\""
            + nonce
            + "\",Created=\""
            + created
            + "\"");
  }

  String digest(String nonce, String created) {
    byte[] hash = Digests.sha256((nonce + created + secret.reveal()).getBytes(UTF_8));
    byte[] shown = hex ? Digests.hex(hash).getBytes(UTF_8) : hash;
    return Base64.getEncoder().encodeToString(shown);
  }
}
