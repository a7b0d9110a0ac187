package io.notifyjava.internal.outbox;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Recipient;
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

/** Hashes what stands beside a payload, so that no address and no content stands there. */
final class Hashes {

  private static final String MAC = "HmacSHA256";

  private final @Nullable SecretKeySpec secret;

  Hashes(Optional<Secret> secret) {
    this.secret = secret.map(Hashes::keyOf).orElse(null);
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

  /** Returns 64 digits for a key and whom its message is for. */
  String key(IdempotencyKey key, Recipient recipient) {
    // Neither holds a line break, so it is plain where one ends.
    return hash("key\n" + key.value() + '\n' + recipient.kind() + '\n' + recipient.value());
  }

  /** Returns 64 digits for the order of the entries to somebody. */
  String order(Recipient recipient) {
    return hash("order\n" + recipient.kind() + '\n' + recipient.value());
  }

  /** Returns 64 digits for what is sent. */
  String content(String type, byte[] fields) {
    byte[] head = ("content\n" + type + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + fields.length);
    System.arraycopy(fields, 0, all, head.length, fields.length);
    return hash(all);
  }

  /** Returns the key of an alternative of a message; 1 for the first. */
  static IdempotencyKey derived(IdempotencyKey key, int alternative) {
    String text = "alternative\n" + key.value() + '\n' + alternative;
    return IdempotencyKey.of(
        HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)), 0, 16));
  }

  private String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private String hash(byte[] text) {
    return HexFormat.of().formatHex(secret == null ? sha256(text) : mac(secret, text));
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static byte[] mac(SecretKeySpec secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(secret);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
