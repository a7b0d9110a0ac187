package io.notifyjava.wechat.internal;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.message.Secret;
import io.notifyjava.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Under which keys accounts keep their access tokens. */
public final class TokenKeys {

  private TokenKeys() {}

  /**
   * Returns the key of an account's token: a changed secret, another account or another host never
   * shares a token with this one.
   *
   * @param connection a checked one
   * @param secret null if tokens come from elsewhere
   */
  public static TokenKey of(
      ConnectionSettings connection, String account, @Nullable Secret secret) {
    return new TokenKey(
        connection.hostHeader(),
        account,
        secret == null ? "external" : fingerprint(account, secret));
  }

  /** Keyed by the secret itself, so that the fingerprint is of no use for guessing it elsewhere. */
  private static String fingerprint(String account, Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal(("notify-wechat " + account).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
    }
  }
}
