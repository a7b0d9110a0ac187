package io.notifyjava.internal.limit;

import io.notifyjava.message.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Hashes keys, so that no address stands in the memory or the table of a store. Thread-safe. */
public final class KeyHash {

  private static final String MAC = "HmacSHA256";

  /** 128 bits: two keys that meet would count together, and never do. */
  private static final int BYTES = 16;

  private final @Nullable SecretKeySpec secret;

  /** Hashes with this secret; plainly without one. */
  public KeyHash(Optional<Secret> secret) {
    this.secret = secret.map(KeyHash::keyOf).orElse(null);
  }

  private static SecretKeySpec keyOf(Secret secret) {
    return secret.use(
        chars -> {
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
        });
  }

  /**
   * Returns 32 hexadecimal digits for a key.
   *
   * @param name of the limit, or of whatever else it is a key; without line breaks, so that it is
   *     plain where it ends
   */
  public String of(String name, String key) {
    return of(name, key.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns 32 hexadecimal digits likewise. */
  public String of(String name, byte[] content) {
    byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] text = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, text, head.length, content.length);
    return HexFormat.of().formatHex(hash(text), 0, BYTES);
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
