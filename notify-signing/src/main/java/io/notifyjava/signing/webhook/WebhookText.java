package io.notifyjava.signing.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.HmacSha256;

/** What Standard Webhooks signs: id, timestamp and body with a full stop between. */
final class WebhookText {

  private static final int MAX_ID = 256;

  private WebhookText() {}

  /** Computes the MAC. The id holds no full stop, so the text can be cut in one way only. */
  static byte[] mac(HmacSha256 key, String id, String timestamp, byte[] body) {
    return key.mac((id + "." + timestamp + ".").getBytes(US_ASCII), body);
  }

  /** The specification warns of full stops: with one, an id and a timestamp could be cut anew. */
  static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID
        && Ascii.isToken(text)
        && text.indexOf('.') < 0;
  }
}
