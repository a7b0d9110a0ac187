package io.notifyjava.signing.callback;

/**
 * An encrypted answer to a callback, with its signature.
 *
 * @param encrypt Base64 of the cipher text
 * @param msgSignature 40 hexadecimal digits
 * @param timestamp seconds since 1970
 * @param nonce letters and digits
 * @since 0.1.0
 */
public record EncryptedReply(String encrypt, String msgSignature, String timestamp, String nonce) {

  /** Returns the body for callbacks in XML. */
  public String toXml() {
    return "<xml><Encrypt><![CDATA["
        + encrypt
        + "]]></Encrypt><MsgSignature><![CDATA["
        + msgSignature
        + "]]></MsgSignature><TimeStamp>"
        + timestamp
        + "</TimeStamp><Nonce><![CDATA["
        + nonce
        + "]]></Nonce></xml>";
  }

  /** Returns the body for callbacks in JSON. */
  public String toJson() {
    return "{\"Encrypt\":\""
        + encrypt
        + "\",\"MsgSignature\":\""
        + msgSignature
        + "\",\"TimeStamp\":"
        + timestamp
        + ",\"Nonce\":\""
        + nonce
        + "\"}";
  }
}
