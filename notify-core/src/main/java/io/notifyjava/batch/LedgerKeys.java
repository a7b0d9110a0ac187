package io.notifyjava.batch;

import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of a ledger from texts: the first 128 bits of their HMAC-SHA256, or of their
 * SHA-256 if there is no secret.
 *
 * <p>Phone numbers are few enough to be found from a plain hash by trying them all, so give a
 * secret where others can read the ledger. Every run must use the same one. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LedgerKeys {

  private static final String MAC = "HmacSHA256";

  /** No text of a message's begins so, since no recipient's channel does. */
  private static final String CHECKED = "\u0000notify batch ledger";

  private static final LedgerKeys PLAIN = new LedgerKeys(null);

  private final @Nullable SecretKeySpec secret;

  private LedgerKeys(@Nullable SecretKeySpec secret) {
    this.secret = secret;
  }

  /** Returns keys that need no secret. */
  public static LedgerKeys plain() {
    return PLAIN;
  }

  /** Returns keys that nobody can make without this secret. */
  public static LedgerKeys keyed(Secret secret) {
    return new LedgerKeys(secret.use(LedgerKeys::keyOf));
  }

  private static SecretKeySpec keyOf(char[] chars) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    try {
      return new SecretKeySpec(bytes, MAC);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      encoded.clear();
      encoded.put(new byte[encoded.capacity()]);
    }
  }

  /** Returns the key of a text. */
  public LedgerKey of(String text) {
    ByteBuffer hash = ByteBuffer.wrap(hash(bytes(text)));
    return new LedgerKey(hash.getLong(), hash.getLong());
  }

  private static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return unpaired(text);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Half a character is no Unicode: UTF-8 would make all such halves one. */
  private static byte[] unpaired(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * text.length());
    // UTF-8 never has this byte.
    bytes.put((byte) 0xFF).asCharBuffer().put(text);
    return bytes.array();
  }

  /** Returns a key that tells a ledger whether another run had the same secret. */
  public LedgerKey check() {
    return of(CHECKED);
  }

  /**
   * Returns the text that stands for a message if the caller names no other: its channel, its
   * recipient and, if it has one, its idempotency key.
   */
  public static String textOf(Message message) {
    Recipient recipient = message.recipient();
    // Neither channels nor kinds hold line breaks, nor do addresses.
    return message.channel().name()
        + '\n'
        + recipient.kind()
        + '\n'
        + recipient.value()
        + message.options().idempotencyKey().map(key -> '\n' + key.value()).orElse("");
  }

  private byte[] hash(byte[] text) {
    try {
      if (secret == null) {
        return MessageDigest.getInstance("SHA-256").digest(text);
      }
      Mac mac = Mac.getInstance(MAC);
      mac.init(secret);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256 and HmacSHA256", e);
    }
  }
}
