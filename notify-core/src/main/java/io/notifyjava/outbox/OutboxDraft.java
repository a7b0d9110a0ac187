package io.notifyjava.outbox;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is put into a store. Holds no address outside of its payload.
 *
 * @param id given by the outbox before the row is written
 * @param key 64 hexadecimal digits, a hash of the idempotency key and the recipient; null if the
 *     caller gave none. Unique in a store while its entry is kept
 * @param contentHash 64 hexadecimal digits, a hash of what is sent; tells a repeated message from
 *     another one with the same key
 * @param orderKey 64 hexadecimal digits; entries with equal ones are sent one after the other, by
 *     their ids; null if the order does not matter
 * @param lane which permits it may use
 * @param type of the message, as its {@link MessageCodec} names it, such as {@code sms}
 * @param typeVersion of the payload's form; 1 or more
 * @param payload what the codec wrote, encrypted if the outbox has a cipher; not copied
 * @param cipher id of the cipher that encrypted the payload; null for none
 * @param account that must send it; null if the route decides
 * @param mode what to do with an unknown outcome
 * @param correlationId the caller's own; null for none
 * @param createdAt by the clock of the notifier
 * @param notBefore from when it may be sent; at once, whatever the clock of the store says, if it
 *     is not after {@code createdAt}
 * @param deadline after which it must not be sent; null for none
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each payload would be waste.
public record OutboxDraft(
    OutboxId id,
    @Nullable String key,
    String contentHash,
    @Nullable String orderKey,
    Lane lane,
    String type,
    int typeVersion,
    byte[] payload,
    @Nullable String cipher,
    @Nullable String account,
    DeliveryMode mode,
    @Nullable String correlationId,
    Instant createdAt,
    Instant notBefore,
    @Nullable Instant deadline) {

  public OutboxDraft {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(contentHash, "contentHash");
    Objects.requireNonNull(lane, "lane");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(notBefore, "notBefore");
    if (typeVersion < 1) {
      throw new IllegalArgumentException("typeVersion must be 1 or more, but was " + typeVersion);
    }
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "OutboxDraft[id=%s, type=%s/%d, lane=%s]".formatted(id, type, typeVersion, lane);
  }
}
