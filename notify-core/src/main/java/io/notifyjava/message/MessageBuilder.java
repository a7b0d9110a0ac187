package io.notifyjava.message;

import java.time.Instant;
import java.util.Map;

/**
 * The part of a message builder that is the same for every message type.
 *
 * <p>Message types extend it in their own builders. Not thread-safe; may be used again after {@code
 * build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract class MessageBuilder<B extends MessageBuilder<B>> {

  private final MessageOptions.Builder options = new MessageOptions.Builder();

  /** For builders of message types. */
  protected MessageBuilder() {}

  /** Sameness of two sends; absent by default. See {@link IdempotencyKey}. */
  public B idempotencyKey(String key) {
    return idempotencyKey(IdempotencyKey.of(key));
  }

  /** Sameness of two sends; absent by default. */
  public B idempotencyKey(IdempotencyKey key) {
    options.idempotencyKey(key);
    return self();
  }

  /** Instant after which the message must not be sent any more; absent by default. */
  public B deadline(Instant deadline) {
    options.deadline(deadline);
    return self();
  }

  /** Name of the configured account that must send it; chosen by the route by default. */
  public B account(String account) {
    options.account(account);
    return self();
  }

  /** The caller's own id for events and logs, at most 128 characters; no personal data. */
  public B correlationId(String correlationId) {
    options.correlationId(correlationId);
    return self();
  }

  /** What to do with an unknown outcome; the notifier's delivery mode by default. */
  public B deliveryMode(DeliveryMode deliveryMode) {
    options.deliveryMode(deliveryMode);
    return self();
  }

  /** How it ranks where messages wait; {@link Lane#BULK} by default. */
  public B lane(Lane lane) {
    options.lane(lane);
    return self();
  }

  /** Labels for metrics; none by default; no personal data. */
  public B tags(Map<String, String> tags) {
    options.tags(tags);
    return self();
  }

  /** Takes over all options of another message. */
  public B options(MessageOptions options) {
    this.options.all(options);
    return self();
  }

  /** Returns the options collected so far. */
  protected final MessageOptions buildOptions() {
    return options.build();
  }

  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }
}
