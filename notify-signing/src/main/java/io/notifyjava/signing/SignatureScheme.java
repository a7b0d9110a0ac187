package io.notifyjava.signing;

/**
 * The scheme by which a request was signed.
 *
 * @since 0.1.0
 */
public enum SignatureScheme {
  /** A digest over sorted, joined parameters and an API key. */
  LEGACY_DIGEST,
  /** HMAC-SHA256 over length-prefixed parts, version 2. */
  HMAC_V2,
  /** Standard Webhooks, version 1. */
  STANDARD_WEBHOOKS,
  /** UsernameToken of WSSE. */
  WSSE,
  /** Callback of WeChat or WeCom. */
  PLATFORM_CALLBACK
}
