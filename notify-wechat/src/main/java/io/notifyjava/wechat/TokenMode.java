package io.notifyjava.wechat;

/**
 * Which of WeChat's two ways leads to an access token. The tokens of one are not affected by the
 * other.
 *
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken">
 *     Get stable access token</a>
 * @since 0.1.0
 */
public enum TokenMode {
  /**
   * Everybody who asks gets the same token until its last five minutes, so programs that share an
   * account do not end each other's tokens. The default.
   */
  STABLE,
  /**
   * Each call ends the token before it (five minutes later), and 2,000 calls a day are allowed.
   * Only for accounts where a single program fetches tokens.
   */
  CLASSIC
}
