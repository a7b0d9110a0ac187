package io.notifyjava.sms.huawei;

/**
 * How calls prove who makes them.
 *
 * @see <a href="https://support.huaweicloud.com/api-msgsms/sms_05_0046.html">Authentication</a>
 * @since 0.1.0
 */
public enum Authentication {
  /**
   * Each request is signed with the secret ({@code SDK-HMAC-SHA256}), body included; good for 15
   * minutes. Huawei recommends it.
   */
  AK_SK("ak-sk"),
  /**
   * {@code X-WSSE} with a digest of nonce, time and secret as hexadecimal digits, the form of the
   * request that Huawei's documentation prints; good for 24 hours.
   */
  WSSE_HEX("wsse-hex"),
  /** {@code X-WSSE} with the digest's bytes, the form of some of Huawei's samples. */
  WSSE_RAW("wsse-raw");

  private final String word;

  Authentication(String word) {
    this.word = word;
  }

  /** Its name in configuration. */
  String word() {
    return word;
  }
}
