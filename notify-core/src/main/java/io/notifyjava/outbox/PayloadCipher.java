package io.notifyjava.outbox;

/**
 * Encrypts what an outbox keeps of a message, by a caller's own keys. Thread-safe.
 *
 * @since 0.1.0
 */
public interface PayloadCipher {

  /**
   * Returns the id that is kept beside each payload, so that keys can be changed: 1 to 64 letters,
   * digits, dots and hyphens.
   */
  String id();

  /**
   * Encrypts.
   *
   * @param entry to be authenticated along with it, so that payloads cannot be swapped
   */
  byte[] encrypt(byte[] payload, OutboxId entry);

  /**
   * Decrypts.
   *
   * @param id of the cipher that encrypted it, which may be an earlier one
   * @throws IllegalArgumentException if it cannot
   */
  byte[] decrypt(byte[] payload, OutboxId entry, String id);
}
