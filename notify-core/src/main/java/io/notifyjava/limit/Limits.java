package io.notifyjava.limit;

import io.notifyjava.message.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a notifier, where their counts are kept, and what happens when they cannot be
 * counted.
 *
 * <p>Every limit whose key concerns a message must have room for it. Its permits are taken in one
 * step right before the call to a provider, kept if the message was accepted or its outcome is
 * unknown, and given back if it certainly was not sent. A message that finds no room is {@code
 * Rejected} as {@code THROTTLED}, or as {@code QUOTA} where the window is a day or longer, with the
 * time after which there is room.
 *
 * <p>Immutable; may be given to several notifiers, which count together if they share a store.
 *
 * @since 0.1.0
 */
public final class Limits {

  private final List<Limit> all;
  private final @Nullable LimitStore store;
  private final FailMode whenStoreFails;
  private final @Nullable Secret keySecret;

  private Limits(Builder builder) {
    this.all = List.copyOf(builder.all);
    this.store = builder.store;
    this.whenStoreFails = builder.whenStoreFails;
    this.keySecret = builder.keySecret;
  }

  /** Begins an empty set of limits. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns these limits, counted in the memory of each notifier. */
  public static Limits of(Limit limit, Limit... more) {
    return builder().limit(limit).limits(List.of(more)).build();
  }

  /** Returns the limits, in the order in which they were added. */
  public List<Limit> all() {
    return all;
  }

  /** Returns where counts are kept; empty for a {@link MemoryLimitStore} of the notifier's own. */
  public Optional<LimitStore> store() {
    return Optional.ofNullable(store);
  }

  /** Returns what happens to a message when the store fails. */
  public FailMode whenStoreFails() {
    return whenStoreFails;
  }

  /** Returns the secret with which keys are hashed, if there is one. */
  public Optional<Secret> keySecret() {
    return Optional.ofNullable(keySecret);
  }

  @Override
  public String toString() {
    return "Limits" + all;
  }

  /**
   * Sets up limits. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final List<Limit> all = new ArrayList<>();
    private @Nullable LimitStore store;
    private FailMode whenStoreFails = FailMode.CLOSED;
    private @Nullable Secret keySecret;

    private Builder() {}

    /** Adds a limit. */
    public Builder limit(Limit limit) {
      all.add(Objects.requireNonNull(limit, "limit"));
      return this;
    }

    /** Adds limits, such as those of {@link VendorLimits}. */
    public Builder limits(List<Limit> limits) {
      limits.forEach(this::limit);
      return this;
    }

    /** Where counts are kept; by default in a {@link MemoryLimitStore} of each notifier's own. */
    public Builder store(LimitStore store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * What happens to a message when the store fails; {@link FailMode#CLOSED} by default: it is
     * {@code Rejected} as {@code OVERLOADED}, because a limit stands between somebody else's money
     * or patience and a mistake.
     */
    public Builder whenStoreFails(FailMode mode) {
      this.whenStoreFails = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /**
     * The secret with which keys are hashed before a store sees them. Needed for a store that is
     * shared, with the same value in every process: there are so few phone numbers that anybody
     * could find them by plain hashes.
     */
    public Builder keySecret(Secret secret) {
      this.keySecret = Objects.requireNonNull(secret, "secret");
      return this;
    }

    /**
     * Returns the limits.
     *
     * @throws IllegalStateException with every problem: no limit, two limits of one name, a shared
     *     store without a secret for its keys
     */
    public Limits build() {
      List<String> problems = new ArrayList<>();
      if (all.isEmpty()) {
        problems.add("There is no limit; add one with limit(...)");
      }
      Set<String> names = new LinkedHashSet<>();
      for (Limit limit : all) {
        if (!names.add(limit.name())) {
          problems.add("There are two limits '" + limit.name() + "'; rename one of them");
        }
      }
      if (store != null && store.isShared() && keySecret == null) {
        problems.add(
            "The store is shared, so its keys must be hashed with a secret; set keySecret(...)"
                + " to the same value in every process");
      }
      if (!problems.isEmpty()) {
        throw new IllegalStateException(String.join("; ", problems));
      }
      return new Limits(this);
    }
  }
}
