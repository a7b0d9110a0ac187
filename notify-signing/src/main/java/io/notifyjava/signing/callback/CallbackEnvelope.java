package io.notifyjava.signing.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.Hex;
import io.notifyjava.signing.internal.Utf8;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens encrypted callbacks of WeChat (secure mode) and WeCom, and seals answers.
 *
 * <p>The signature is checked before anything is decrypted, and whatever is wrong with the cipher
 * text or the receive id is refused in the same words: nobody learns from it where it broke.
 *
 * <p>Immutable, safe for use by many threads; {@link #open} never throws for what a peer sent.
 *
 * @since 0.1.0
 */
public final class CallbackEnvelope {

  private static final int NONCE_BYTES = 8;
  private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyz".toCharArray();
  private static final Opening.Refused CLOSED =
      new Opening.Refused(
          Verification.refused(
              RefusalReason.MISMATCH,
              "the envelope cannot be opened; compare EncodingAESKey and receive id with those of the"
                  + " platform's console"));

  private final SecureRandom random = new SecureRandom();
  private final CallbackVerifier verifier;
  private final EnvelopeCipher cipher;
  private final List<String> receiveIds;

  private CallbackEnvelope(
      CallbackVerifier verifier, EnvelopeCipher cipher, List<String> receiveIds) {
    this.verifier = verifier;
    this.cipher = cipher;
    this.receiveIds = receiveIds;
  }

  /**
   * Makes one.
   *
   * @param verifier knows the token, the clock and how old a callback may be
   * @param encodingAesKey 43 letters and digits, from the platform's console
   * @param receiveId whom callbacks must be for, and in whose name answers are sealed: app id of an
   *     official account, corp id of WeCom, suite id of a third party's
   * @param more other ids that are taken; the empty one for those callbacks of WeCom that have none
   * @throws IllegalArgumentException if the key has another shape
   */
  public static CallbackEnvelope of(
      CallbackVerifier verifier, SigningSecret encodingAesKey, String receiveId, String... more) {
    List<String> receiveIds = new ArrayList<>(List.of(receiveId));
    receiveIds.addAll(List.of(more));
    return new CallbackEnvelope(
        requireNonNull(verifier, "verifier"),
        new EnvelopeCipher(encodingAesKey),
        List.copyOf(receiveIds));
  }

  /**
   * Verifies a callback and opens it. For WeCom's question whether the address is ours, give {@code
   * echostr} as the encrypted text and answer with the message.
   *
   * @param msgSignature the parameter {@code msg_signature}
   * @param encrypted the element {@code Encrypt} of the body ({@link CallbackXml#encrypted}), or
   *     the JSON member of that name
   */
  public Opening open(
      @Nullable String msgSignature,
      @Nullable String timestamp,
      @Nullable String nonce,
      @Nullable String encrypted) {
    Verification verdict = verifier.verifyEncrypted(msgSignature, timestamp, nonce, encrypted);
    if (verdict instanceof Verification.Refused refused) {
      return new Opening.Refused(refused);
    }
    EnvelopeCipher.Content content = cipher.open(requireNonNull(encrypted));
    return content == null ? CLOSED : opened(content, ((Verification.Verified) verdict).signedAt());
  }

  private Opening opened(EnvelopeCipher.Content content, Instant signedAt) {
    String receiver = null;
    byte[] claim = content.receiveId();
    for (String id : receiveIds) {
      if (MessageDigest.isEqual(id.getBytes(UTF_8), claim)) {
        receiver = id;
      }
    }
    byte[] message = content.message();
    String text = Utf8.decode(message, 0, message.length);
    return receiver == null || text == null ? CLOSED : new Opening.Opened(text, receiver, signedAt);
  }

  /**
   * Seals an answer at a time, with random bytes and a nonce of its own.
   *
   * @throws IllegalArgumentException if the message holds half a surrogate pair, or the time is not
   *     one of ten digits
   */
  public EncryptedReply seal(String message, Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] head = new byte[EnvelopeCipher.RANDOM];
    for (int i = 0; i < head.length; i++) {
      // The platforms' own samples draw letters and digits, and readers may take them for text.
      head[i] = (byte) LETTERS[random.nextInt(LETTERS.length)];
    }
    return seal(message, now, head, Hex.of(nonce));
  }

  EncryptedReply seal(String message, Instant now, byte[] head, String nonce) {
    String timestamp = Long.toString(now.getEpochSecond());
    if (!Utf8.isWellFormed(message) || Ascii.seconds(timestamp) < 0) {
      throw new IllegalArgumentException(
          "Cannot seal: expected whole characters and a time of ten digits, but found others");
    }
    String encrypt = cipher.seal(head, message, receiveIds.get(0));
    String signature = verifier.signatures().hex(timestamp, nonce, encrypt);
    return new EncryptedReply(encrypt, signature, timestamp, nonce);
  }

  @Override
  public String toString() {
    return "CallbackEnvelope(***)";
  }
}
