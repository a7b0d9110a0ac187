package io.notifyjava.idempotency;

import io.notifyjava.limit.FailMode;
import io.notifyjava.message.Secret;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How nodes share the memory of idempotency keys. For how long keys are remembered is that of
 * {@code DedupePolicy}, and should be the same on all nodes.
 *
 * <p>A message with a key is announced to the store before its first call, and what came of it is
 * told to the store after its last. A second send of the key, on whatever node, is answered with
 * what came of the first: its acceptance, its unknown outcome, that it is on its way, or that
 * nobody knows because the node that had it said nothing more. A rejected message frees its key.
 *
 * <p>Immutable; may be given to several notifiers. The store is not closed by them.
 *
 * @since 0.1.0
 */
public final class Idempotency {

  private final IdempotencyStore store;
  private final FailMode whenStoreFails;
  private final @Nullable Secret keySecret;

  private Idempotency(Builder builder) {
    this.store = builder.store;
    this.whenStoreFails = builder.whenStoreFails;
    this.keySecret = builder.keySecret;
  }

  /** Begins with the store that all nodes share. */
  public static Builder in(IdempotencyStore store) {
    return new Builder(store);
  }

  /** Returns where keys are remembered. */
  public IdempotencyStore store() {
    return store;
  }

  /** Returns what happens to a message with a key when the store fails. */
  public FailMode whenStoreFails() {
    return whenStoreFails;
  }

  /** Returns the secret with which keys are hashed, if there is one. */
  public Optional<Secret> keySecret() {
    return Optional.ofNullable(keySecret);
  }

  @Override
  public String toString() {
    return "Idempotency[" + store + ", whenStoreFails=" + whenStoreFails + "]";
  }

  /**
   * Sets it up. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final IdempotencyStore store;
    private FailMode whenStoreFails = FailMode.CLOSED;
    private @Nullable Secret keySecret;

    private Builder(IdempotencyStore store) {
      this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * What happens to a message with a key when the store fails; messages without one go out in any
     * case. {@link FailMode#CLOSED}, the default, rejects it as {@code OVERLOADED}, certainly not
     * sent: who gives a key would rather send later than twice. {@link FailMode#OPEN} sends it if
     * this node has not seen its key; another node may have.
     */
    public Builder whenStoreFails(FailMode mode) {
      this.whenStoreFails = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /**
     * The secret with which keys and contents are hashed before a store sees them. Needed for a
     * store that is shared, with the same value in every process: there are so few phone numbers
     * that anybody could find them by plain hashes. While nodes have different ones, they do not
     * see each other's keys.
     */
    public Builder keySecret(Secret secret) {
      this.keySecret = Objects.requireNonNull(secret, "secret");
      return this;
    }

    /**
     * Returns what was set up.
     *
     * @throws IllegalStateException if the store is shared and there is no secret for its keys
     */
    public Idempotency build() {
      if (store.isShared() && keySecret == null) {
        throw new IllegalStateException(
            "The store is shared, so its keys must be hashed with a secret; set keySecret(...)"
                + " to the same value in every process");
      }
      return new Idempotency(this);
    }
  }
}
