package io.notifyjava.message;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every message may carry beside its content.
 *
 * <p>Immutable. Message types take it through {@link MessageBuilder}, whose methods have the same
 * names.
 *
 * @since 0.1.0
 */
public final class MessageOptions {

  private static final MessageOptions DEFAULTS = new Builder().build();

  private final @Nullable IdempotencyKey idempotencyKey;
  private final @Nullable Instant deadline;
  private final @Nullable String account;
  private final @Nullable String correlationId;
  private final @Nullable DeliveryMode deliveryMode;
  private final Lane lane;
  private final Map<String, String> tags;

  private MessageOptions(Builder builder) {
    this.idempotencyKey = builder.idempotencyKey;
    this.deadline = builder.deadline;
    this.account = builder.account;
    this.correlationId = builder.correlationId;
    this.deliveryMode = builder.deliveryMode;
    this.lane = builder.lane;
    this.tags = builder.tags;
  }

  /** Returns the options of a message that sets none: bulk lane, everything else absent. */
  public static MessageOptions defaults() {
    return DEFAULTS;
  }

  /** Returns the key that makes two sends one, if the caller gave one. */
  public Optional<IdempotencyKey> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** Returns these options without a key, for a message that is not the same any more. */
  MessageOptions withoutIdempotencyKey() {
    Builder builder = new Builder();
    builder.all(this);
    builder.idempotencyKey = null;
    return builder.build();
  }

  /** Returns the instant after which the message must not be sent any more, if there is one. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** Returns the name of the configured account that must send it, if the caller chose one. */
  public Optional<String> account() {
    return Optional.ofNullable(account);
  }

  /** Returns the caller's own id, which is repeated in events and logs, if there is one. */
  public Optional<String> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** Returns the delivery mode, if the message overrides that of its notifier. */
  public Optional<DeliveryMode> deliveryMode() {
    return Optional.ofNullable(deliveryMode);
  }

  /** Returns the lane; {@link Lane#BULK} by default. */
  public Lane lane() {
    return lane;
  }

  /** Returns labels for metrics; never put personal data there. */
  public Map<String, String> tags() {
    return tags;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageOptions that
        && Objects.equals(idempotencyKey, that.idempotencyKey)
        && Objects.equals(deadline, that.deadline)
        && Objects.equals(account, that.account)
        && Objects.equals(correlationId, that.correlationId)
        && deliveryMode == that.deliveryMode
        && lane == that.lane
        && tags.equals(that.tags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(idempotencyKey, deadline, account, correlationId, deliveryMode, lane, tags);
  }

  @Override
  public String toString() {
    return "MessageOptions[account=%s, correlationId=%s, lane=%s, deadline=%s, keyed=%s, tags=%s]"
        .formatted(account, correlationId, lane, deadline, idempotencyKey != null, tags);
  }

  /** Collects options; used by {@link MessageBuilder}. Not thread-safe. */
  static final class Builder {

    private @Nullable IdempotencyKey idempotencyKey;
    private @Nullable Instant deadline;
    private @Nullable String account;
    private @Nullable String correlationId;
    private @Nullable DeliveryMode deliveryMode;
    private Lane lane = Lane.BULK;
    private Map<String, String> tags = Map.of();

    void idempotencyKey(IdempotencyKey key) {
      this.idempotencyKey = Objects.requireNonNull(key, "idempotencyKey");
    }

    void deadline(Instant deadline) {
      this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    void account(String account) {
      this.account = Texts.required("account", account, 64);
    }

    void correlationId(String correlationId) {
      this.correlationId = Texts.required("correlationId", correlationId, 128);
    }

    void deliveryMode(DeliveryMode deliveryMode) {
      this.deliveryMode = Objects.requireNonNull(deliveryMode, "deliveryMode");
    }

    void lane(Lane lane) {
      this.lane = Objects.requireNonNull(lane, "lane");
    }

    void tags(Map<String, String> tags) {
      this.tags = Map.copyOf(tags);
    }

    void all(MessageOptions options) {
      this.idempotencyKey = options.idempotencyKey;
      this.deadline = options.deadline;
      this.account = options.account;
      this.correlationId = options.correlationId;
      this.deliveryMode = options.deliveryMode;
      this.lane = options.lane;
      this.tags = options.tags;
    }

    MessageOptions build() {
      return new MessageOptions(this);
    }
  }
}
