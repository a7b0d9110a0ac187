package io.notifyjava.signing;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A ring that never changes. */
record FixedKeyRing(SigningKey current, Map<String, SigningKey> keys) implements KeyRing {

  FixedKeyRing {
    Objects.requireNonNull(current, "current");
    keys = Map.copyOf(keys);
  }

  @Override
  public Optional<SigningKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }
}
