package io.notifyjava.outbox;

import io.notifyjava.message.Secret;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a node works on an outbox. Nodes that share a store may have different options.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class OutboxOptions {

  private static final OutboxOptions DEFAULTS = builder().build();

  private final String node;
  private final boolean sending;
  private final int inFlight;
  private final int urgentReserve;
  private final int bytesInHand;
  private final Duration lease;
  private final Duration pollInterval;
  private final int maxAttempts;
  private final Duration initialBackoff;
  private final Duration maxBackoff;
  private final Duration enqueueTimeout;
  private final Duration keyWindow;
  private final Map<OutboxState, Duration> retention;
  private final @Nullable PayloadCipher cipher;
  private final @Nullable Secret hashSecret;

  private OutboxOptions(Builder builder) {
    node = builder.node;
    sending = builder.sending;
    inFlight = builder.inFlight;
    urgentReserve = builder.reserve();
    bytesInHand = builder.bytesInHand;
    lease = builder.lease;
    pollInterval = builder.pollInterval;
    maxAttempts = builder.maxAttempts;
    initialBackoff = builder.initialBackoff;
    maxBackoff = builder.maxBackoff;
    enqueueTimeout = builder.enqueueTimeout;
    keyWindow = builder.keyWindow;
    retention = Map.copyOf(builder.retention);
    cipher = builder.cipher;
    hashSecret = builder.hashSecret;
  }

  /** Returns the documented defaults. */
  public static OutboxOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder with the documented defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.node = node;
    builder.sending = sending;
    builder.inFlight = inFlight;
    builder.urgentReserve = urgentReserve;
    builder.bytesInHand = bytesInHand;
    builder.lease = lease;
    builder.pollInterval = pollInterval;
    builder.maxAttempts = maxAttempts;
    builder.initialBackoff = initialBackoff;
    builder.maxBackoff = maxBackoff;
    builder.enqueueTimeout = enqueueTimeout;
    builder.keyWindow = keyWindow;
    builder.retention.clear();
    builder.retention.putAll(retention);
    builder.cipher = cipher;
    builder.hashSecret = hashSecret;
    return builder;
  }

  /** Returns the first part of the node's name; a random part is added to it. */
  public String node() {
    return node;
  }

  /** Tells whether this node sends, or only enqueues. */
  public boolean sending() {
    return sending;
  }

  /** Returns the largest number of entries that this node has in hand. */
  public int inFlight() {
    return inFlight;
  }

  /** Returns how many of those places only entries of the urgent lane may take. */
  public int urgentReserve() {
    return urgentReserve;
  }

  /** Returns from how many bytes of payloads in hand on this node claims nothing more. */
  public int bytesInHand() {
    return bytesInHand;
  }

  /** Returns how long a node that fell silent keeps its entries. */
  public Duration lease() {
    return lease;
  }

  /** Returns how often an idle node looks for what others enqueued. */
  public Duration pollInterval() {
    return pollInterval;
  }

  /** Returns how often an entry is tried before it is dead. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /** Returns the wait before the second attempt. */
  public Duration initialBackoff() {
    return initialBackoff;
  }

  /** Returns the longest wait before another attempt. */
  public Duration maxBackoff() {
    return maxBackoff;
  }

  /** Returns how long an enqueue waits for its commit. */
  public Duration enqueueTimeout() {
    return enqueueTimeout;
  }

  /** Returns for how long an idempotency key certainly is remembered. */
  public Duration keyWindow() {
    return keyWindow;
  }

  /** Returns after which time entries in a state are forgotten by themselves; empty for never. */
  public Optional<Duration> retention(OutboxState state) {
    return Optional.ofNullable(retention.get(state));
  }

  /** Returns who encrypts what is kept, if somebody does. */
  public Optional<PayloadCipher> cipher() {
    return Optional.ofNullable(cipher);
  }

  /** Returns the secret of the hashes that stand beside what is kept, if there is one. */
  public Optional<Secret> hashSecret() {
    return Optional.ofNullable(hashSecret);
  }

  @Override
  public String toString() {
    return "OutboxOptions[node=%s, sending=%s, inFlight=%s, urgentReserve=%s, lease=%s, encrypted=%s]"
        .formatted(node, sending, inFlight, urgentReserve, lease, cipher != null);
  }

  /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
  public static final class Builder {

    private static final int MAX_IN_FLIGHT = 10_000;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int LEAST_BYTES = 1_000;
    private static final int MOST_BYTES = 512 << 20;
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Duration DAY = Duration.ofDays(1);

    private String node = "node";
    private boolean sending = true;
    private int inFlight = 64;
    private @Nullable Integer urgentReserve;
    private int bytesInHand = 64 << 20;
    private Duration lease = Duration.ofMinutes(1);
    private Duration pollInterval = Duration.ofSeconds(5);
    private int maxAttempts = 100;
    private Duration initialBackoff = Duration.ofSeconds(5);
    private Duration maxBackoff = Duration.ofMinutes(15);
    private Duration enqueueTimeout = Duration.ofSeconds(10);
    private Duration keyWindow = DAY;
    private final Map<OutboxState, Duration> retention = new EnumMap<>(OutboxState.class);
    private @Nullable PayloadCipher cipher;
    private @Nullable Secret hashSecret;

    private Builder() {
      retention.put(OutboxState.ACCEPTED, Duration.ofDays(7));
      retention.put(OutboxState.CANCELLED, Duration.ofDays(7));
      retention.put(OutboxState.EXPIRED, Duration.ofDays(30));
      retention.put(OutboxState.REJECTED, Duration.ofDays(30));
    }

    /**
     * The first part of the name under which this node has its leases, such as a host's name: 1 to
     * 40 letters, digits, dots, hyphens and underscores; {@code node} by default. Eight random
     * digits are added, so that no two lives of a node are mistaken for one.
     */
    public Builder node(String node) {
      if (!NODE.matcher(Objects.requireNonNull(node, "node")).matches()) {
        throw new IllegalArgumentException(
            "node must be 1 to 40 letters, digits, dots, hyphens and underscores, but had "
                + node.length()
                + " characters");
      }
      this.node = node;
      return this;
    }

    /** Whether this node sends; true by default. One that does not only enqueues. */
    public Builder sending(boolean sending) {
      this.sending = sending;
      return this;
    }

    /**
     * Largest number of entries that this node has in hand, and so the largest number whose outcome
     * is unknown if it dies: 1 to 10,000; default 64. An executor with fewer threads sends fewer at
     * once. Calls that many messages share carry this many at most.
     */
    public Builder inFlight(int inFlight) {
      if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
        throw new IllegalArgumentException(
            "inFlight must be 1 to " + MAX_IN_FLIGHT + ", but was " + inFlight);
      }
      this.inFlight = inFlight;
      return this;
    }

    /**
     * How many of those places only entries of the urgent lane may take: 0 or more, less than
     * {@link #inFlight}; default 16, and at most a quarter of {@code inFlight} unless it is set.
     */
    public Builder urgentReserve(int urgentReserve) {
      if (urgentReserve < 0) {
        throw new IllegalArgumentException(
            "urgentReserve must be 0 or more, but was " + urgentReserve);
      }
      this.urgentReserve = urgentReserve;
      return this;
    }

    private int reserve() {
      return urgentReserve == null ? Math.min(16, inFlight / 4) : urgentReserve;
    }

    /**
     * Bytes of stored messages that this node has in hand: 1,000 to 536,870,912 (512 MiB); default
     * 64 MiB. From there on it claims nothing before some of them have ended. The last claim may
     * bring one message more than there is room for, of 16 MiB at most, so that none is too large
     * to be sent. Mails with attachments reach this bound long before that of {@link #inFlight};
     * while one is sent it needs memory several times its size.
     */
    public Builder bytesInHand(int bytesInHand) {
      if (bytesInHand < LEAST_BYTES || bytesInHand > MOST_BYTES) {
        throw new IllegalArgumentException(
            "bytesInHand must be %s to %s, but was %s"
                .formatted(LEAST_BYTES, MOST_BYTES, bytesInHand));
      }
      this.bytesInHand = bytesInHand;
      return this;
    }

    /**
     * How long a node that fell silent keeps its entries, before others take them over as unknown
     * outcomes: 1 second to 1 hour; default 1 minute. A node that lives renews its leases at a
     * third of the time.
     */
    public Builder lease(Duration lease) {
      this.lease = within("lease", lease, Duration.ofSeconds(1), Duration.ofHours(1));
      return this;
    }

    /**
     * How often an idle node looks for what other nodes enqueued: 10 ms to 1 hour; default 5
     * seconds, spread by a fifth. What this node enqueues itself needs no looking.
     */
    public Builder pollInterval(Duration pollInterval) {
      this.pollInterval =
          within("pollInterval", pollInterval, Duration.ofMillis(10), Duration.ofHours(1));
      return this;
    }

    /**
     * How often an entry is tried, of which each try may have its own retries by the notifier's
     * policy, before it is {@link OutboxState#DEAD}: 1 to 1,000; default 100, which is about a day.
     */
    public Builder maxAttempts(int maxAttempts) {
      if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
        throw new IllegalArgumentException(
            "maxAttempts must be 1 to " + MAX_ATTEMPTS + ", but was " + maxAttempts);
      }
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * The wait before the second attempt, which doubles with each one up to the longest, spread by
     * a fifth downwards, and never less than the provider asked for: 1 ms to 1 day; default 5
     * seconds and 15 minutes.
     */
    public Builder backoff(Duration initial, Duration longest) {
      initialBackoff = within("initial backoff", initial, Duration.ofMillis(1), DAY);
      maxBackoff = within("longest backoff", longest, initial, DAY);
      return this;
    }

    /** How long an enqueue waits for its commit: 10 ms to 1 hour; default 10 seconds. */
    public Builder enqueueTimeout(Duration enqueueTimeout) {
      this.enqueueTimeout =
          within("enqueueTimeout", enqueueTimeout, Duration.ofMillis(10), Duration.ofHours(1));
      return this;
    }

    /**
     * For how long an idempotency key is remembered at least once its entry has ended: zero to 365
     * days; default 1 day. Entries are kept longer, by {@link #keep}.
     */
    public Builder keyWindow(Duration keyWindow) {
      this.keyWindow = within("keyWindow", keyWindow, Duration.ZERO, Duration.ofDays(365));
      return this;
    }

    /**
     * For how long ended entries in a state are kept: at least {@link #keyWindow}, at most 3,650
     * days. By default accepted and cancelled ones 7 days, expired and rejected ones 30 days, dead
     * and unknown ones until somebody purges them, for they are a person's business.
     *
     * @throws IllegalArgumentException if entries do not end in that state, or the time is out of
     *     range
     */
    public Builder keep(OutboxState state, Duration time) {
      retention.put(
          ended(state), within("time to keep", time, Duration.ZERO, Duration.ofDays(3_650)));
      return this;
    }

    /** Keeps ended entries in a state until somebody purges them. */
    public Builder keepForever(OutboxState state) {
      retention.remove(ended(state));
      return this;
    }

    /** Encrypts what is kept; not done by default. */
    public Builder cipher(PayloadCipher cipher) {
      this.cipher = Objects.requireNonNull(cipher, "cipher");
      return this;
    }

    /**
     * Makes the hashes of keys, contents and recipients, which stand beside what is kept, hashes
     * with a secret: a phone number can be found from a plain one by trying all. By default they
     * are plain. All nodes need the same secret, and after a change of it repetitions of earlier
     * messages are not recognised.
     */
    public Builder hashSecret(Secret hashSecret) {
      this.hashSecret = Objects.requireNonNull(hashSecret, "hashSecret");
      return this;
    }

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    public OutboxOptions build() {
      if (reserve() >= inFlight) {
        throw new IllegalArgumentException(
            "urgentReserve must be less than inFlight (%s), but was %s"
                .formatted(inFlight, reserve()));
      }
      retention.forEach(
          (state, time) -> {
            if (time.compareTo(keyWindow) < 0) {
              throw new IllegalArgumentException(
                  "%s entries must be kept for the keyWindow (%s) at least, but are kept for %s"
                      .formatted(state, keyWindow, time));
            }
          });
      return new OutboxOptions(this);
    }

    private static OutboxState ended(OutboxState state) {
      if (!state.isFinal()) {
        throw new IllegalArgumentException("Only ended entries are forgotten, not " + state);
      }
      return state;
    }

    private static Duration within(String name, Duration value, Duration least, Duration most) {
      if (Objects.requireNonNull(value, name).compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "%s must be %s to %s, but was %s".formatted(name, least, most, value));
      }
      return value;
    }
  }
}
