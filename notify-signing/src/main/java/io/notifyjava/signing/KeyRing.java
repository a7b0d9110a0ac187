package io.notifyjava.signing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a service: one to sign with and any number to verify with. Signers and verifiers ask
 * it anew for each request, so a ring that reads its keys from somewhere may change them at any
 * time. An implementation is safe for use by many threads and answers from memory.
 *
 * @since 0.1.0
 */
public interface KeyRing {

  /** Returns the key to sign with. */
  SigningKey current();

  /** Finds a key to verify with; one that was revoked is not found. */
  Optional<SigningKey> find(String id);

  /**
   * Makes a ring that never changes.
   *
   * @param current the key to sign with, also good to verify with
   * @param others more keys to verify with: the one before, the next one
   * @throws IllegalArgumentException if two have one id
   */
  static KeyRing of(SigningKey current, SigningKey... others) {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    keys.put(current.id(), current);
    for (SigningKey other : others) {
      if (keys.put(other.id(), other) != null) {
        throw new IllegalArgumentException(
            "KeyRing: expected another id for each key, but found '" + other.id() + "' twice");
      }
    }
    return new FixedKeyRing(current, Map.copyOf(keys));
  }
}
