package io.notifyjava.signing.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.Hex;
import java.util.Arrays;

/**
 * The platform's signature: SHA-1 over token, timestamp, nonce and, if the message is encrypted,
 * its cipher text, sorted and joined. Source: "Message push", developers.weixin.qq.com, and
 * document 90930 of WeCom.
 */
final class CallbackSignature {

  static final int LENGTH = 20;

  private static final Digest SHA1 = Digest.of("SHA-1");

  private final String token;

  CallbackSignature(SigningSecret token) {
    this.token = token.use(bytes -> new String(bytes, UTF_8));
  }

  byte[] of(String... parts) {
    String[] all = Arrays.copyOf(parts, parts.length + 1);
    all[parts.length] = token;
    Arrays.sort(all);
    return SHA1.hash(String.join("", all).getBytes(UTF_8));
  }

  String hex(String... parts) {
    return Hex.of(of(parts));
  }
}
