package io.notifyjava.internal.outbox;

import io.notifyjava.internal.corridor.Plan;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.PayloadCipher;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;
import io.notifyjava.route.Fallback;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what is kept of what is to be sent: checked, filled and routed once, when it is put. */
final class Drafts {

  /** Larger payloads are refused: a database takes them badly, and no provider takes them. */
  static final int MOST_BYTES = 16 << 20;

  private final Function<Message, Plan> planner;
  private final Codecs codecs;
  private final Ids ids;
  private final Hashes hashes;
  private final @Nullable PayloadCipher cipher;
  private final DeliveryMode mode;
  private final Clock clock;

  Drafts(
      Function<Message, Plan> planner,
      Codecs codecs,
      Ids ids,
      OutboxOptions options,
      DeliveryMode mode,
      Clock clock) {
    this.planner = planner;
    this.codecs = codecs;
    this.ids = ids;
    this.hashes = new Hashes(options.hashSecret());
    this.cipher = options.cipher().orElse(null);
    this.mode = mode;
    this.clock = clock;
  }

  /**
   * Returns what is to be kept of a message.
   *
   * @throws io.notifyjava.result.SendFailedException if it could never be sent
   * @throws OutboxException if it cannot be kept
   */
  OutboxDraft draft(Message message, EnqueueOptions options) {
    OutboxId id = ids.next();
    Message filled = filled(Objects.requireNonNull(message, "message"), id);
    // A template may bring a key of its own.
    MessageOptions own = filled.options();
    Instant now = clock.instant();
    Instant notBefore = options.scheduled().orElse(now);
    if (own.deadline().isPresent() && !notBefore.isBefore(own.deadline().get())) {
      throw new IllegalArgumentException(
          "notBefore must be before the message's deadline %s, but is %s"
              .formatted(own.deadline().get(), notBefore));
    }
    Codecs.Stored stored = codecs.write(filled);
    return new OutboxDraft(
        id,
        own.idempotencyKey().map(key -> hashes.key(key, message.recipient())).orElse(null),
        hashes.content(stored.type(), stored.fields().toBytes()),
        options.ordered() ? hashes.order(message.recipient()) : null,
        own.lane(),
        stored.type(),
        stored.version(),
        payload(stored, own, id),
        cipher == null ? null : cipher.id(),
        own.account().orElse(null),
        own.deliveryMode().orElse(mode),
        own.correlationId().orElse(null),
        now,
        notBefore,
        own.deadline().orElse(null));
  }

  /** Returns the message as it would be sent now. */
  private Message filled(Message message, OutboxId id) {
    Plan plan = planner.apply(message);
    Failure refusal = plan.refusal();
    if (refusal != null) {
      SendResult.rejected(refusal).withTrace(new Trace(id.value(), List.of())).orThrow();
    }
    if (!(message instanceof Fallback fallback)) {
      return plan.ways().get(0).message();
    }
    List<Fallback.Alternative> alternatives = new ArrayList<>();
    for (int i = 0; i < fallback.alternatives().size(); i++) {
      alternatives.add(
          new Fallback.Alternative(way(plan, i + 1), fallback.alternatives().get(i).on()));
    }
    return new Fallback(way(plan, 0), alternatives);
  }

  private static Message way(Plan plan, int alternative) {
    return plan.ways().stream()
        .filter(way -> way.alternative() == alternative)
        .findFirst()
        .orElseThrow()
        .message();
  }

  private byte[] payload(Codecs.Stored stored, MessageOptions options, OutboxId id) {
    StoredFields.Builder fields = StoredFields.builder();
    OptionFields.write(options, fields);
    stored.fields().fields().forEach(field -> fields.put(field.name(), field.value()));
    byte[] plain = fields.build().toBytes();
    if (plain.length > MOST_BYTES) {
      throw new OutboxException(
          OutboxException.Kind.UNSTORABLE,
          "A message of %s bytes is too large for the outbox, which takes %s; send a link instead"
              .formatted(plain.length, MOST_BYTES));
    }
    return cipher == null ? plain : encrypted(cipher, plain, id);
  }

  private static byte[] encrypted(PayloadCipher cipher, byte[] plain, OutboxId id) {
    try {
      return Objects.requireNonNull(cipher.encrypt(plain, id), "encrypted payload");
    } catch (RuntimeException e) {
      throw new OutboxException(
          OutboxException.Kind.UNSTORABLE,
          false,
          "Cipher '%s' threw %s instead of encrypting; nothing was enqueued"
              .formatted(cipher.id(), e.getClass().getName()),
          e);
    }
  }
}
