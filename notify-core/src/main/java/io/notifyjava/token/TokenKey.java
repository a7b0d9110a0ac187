package io.notifyjava.token;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;

/**
 * Which credential: tokens of one platform, account and secret, and of no other.
 *
 * @param platform the host or product that issued it, such as {@code api.weixin.qq.com}
 * @param account the vendor's id of the account, such as an app id or a corp id
 * @param fingerprint a short digest of the secret, so that two applications of one corporation, or
 *     an old and a new secret, never share a token; never the secret itself
 * @since 0.1.0
 */
public record TokenKey(String platform, String account, String fingerprint) {

  public TokenKey {
    Texts.required("platform", platform, 256);
    Texts.required("account", account, 128);
    Texts.required("fingerprint", fingerprint, 128);
  }

  @Override
  public String toString() {
    return platform + "/" + Masking.middle(account);
  }
}
