package io.notifyjava.signing.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.internal.Ascii;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The envelope's cipher: AES-256 in CBC mode, the first half of the key as IV; inside 16 random
 * bytes, the length of the message in four bytes, the message, the receive id, and padding to
 * multiples of 32. The JDK's own padding ends at 16 and would refuse half of all envelopes, so ours
 * is stripped by hand.
 */
final class EnvelopeCipher {

  static final int RANDOM = 16;

  private static final int KEY_CHARS = 43;
  private static final int BLOCK = 32;
  private static final int HEAD = RANDOM + Integer.BYTES;

  private final SecretKeySpec key;
  private final IvParameterSpec iv;

  /**
   * Takes the EncodingAESKey of the platform's console.
   *
   * @throws IllegalArgumentException if it is not 43 letters and digits
   */
  EnvelopeCipher(SigningSecret encodingAesKey) {
    byte[] bytes = encodingAesKey.use(EnvelopeCipher::decodeKey);
    key = new SecretKeySpec(bytes, "AES");
    iv = new IvParameterSpec(bytes, 0, RANDOM);
  }

  private static byte[] decodeKey(byte[] text) {
    if (text.length != KEY_CHARS || !Ascii.isAlphanumeric(new String(text, ISO_8859_1))) {
      throw new IllegalArgumentException(
          "EncodingAESKey: expected the 43 letters and digits of the platform's console, but found "
              + text.length
              + " bytes, or others among them");
    }
    // Without the last "=": its bits beyond 32 bytes may be set, which this decoder passes over.
    return Base64.getDecoder().decode(text);
  }

  /** Returns what stands behind the random bytes and the length; null whatever is wrong. */
  @Nullable Content open(String base64) {
    byte[] plain;
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length == 0 || bytes.length % BLOCK != 0) {
        return null;
      }
      plain = cipher(Cipher.DECRYPT_MODE).doFinal(bytes);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return null;
    }
    int end = plain.length - padding(plain);
    if (end < HEAD || end == plain.length) {
      return null;
    }
    int length = ByteBuffer.wrap(plain).getInt(RANDOM);
    if (length < 0 || length > end - HEAD) {
      return null;
    }
    return new Content(plain, HEAD + length, end);
  }

  /** Encrypts a message. */
  String seal(byte[] random, String message, String receiveId) {
    byte[] text = message.getBytes(UTF_8);
    byte[] receiver = receiveId.getBytes(UTF_8);
    int length = HEAD + text.length + receiver.length;
    int padding = BLOCK - length % BLOCK;
    ByteBuffer plain = ByteBuffer.allocate(length + padding);
    plain.put(random).putInt(text.length).put(text).put(receiver);
    Arrays.fill(plain.array(), length, length + padding, (byte) padding);
    try {
      return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES could be set up before, but not now", e);
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(mode, key, iv);
    return cipher;
  }

  /** Returns how many bytes are padding; 0 if the last ones are none. */
  private static int padding(byte[] plain) {
    int padding = plain[plain.length - 1];
    if (padding < 1 || padding > BLOCK) {
      return 0;
    }
    int different = 0;
    for (int i = plain.length - padding; i < plain.length; i++) {
      different |= plain[i] ^ padding;
    }
    return different == 0 ? padding : 0;
  }

  /** A message and the receive id behind it. */
  static final class Content {

    private final byte[] plain;
    private final int messageEnd;
    private final int end;

    private Content(byte[] plain, int messageEnd, int end) {
      this.plain = plain;
      this.messageEnd = messageEnd;
      this.end = end;
    }

    byte[] message() {
      return Arrays.copyOfRange(plain, HEAD, messageEnd);
    }

    byte[] receiveId() {
      return Arrays.copyOfRange(plain, messageEnd, end);
    }
  }
}
