package io.notifyjava.sms.aliyun;

/**
 * How requests are signed. Either way all parameters stand in the body, never in the URL.
 *
 * @since 0.1.0
 */
public enum AliyunSignature {
  /**
   * {@code ACS3-HMAC-SHA256} in headers: method, path, host, headers and the body's digest are
   * signed. Because of the host, it does not pass a gateway that calls Aliyun by another name.
   *
   * @see <a href="https://help.aliyun.com/document_detail/2593177.html">V3 request and
   *     signature</a>
   */
  V3,
  /**
   * {@code HMAC-SHA1} over all parameters, which travel in the body beside the signature. For
   * gateways that change the host.
   *
   * @see <a href="https://help.aliyun.com/document_detail/28839.html">Signature mechanism</a>
   */
  V1
}
