package io.notifyjava.internal.outbox;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.PayloadCipher;
import io.notifyjava.outbox.StoredFields;
import org.jspecify.annotations.Nullable;

/** Makes the message that is sent of what is kept. */
final class Unpacking {

  private final Codecs codecs;
  private final @Nullable PayloadCipher cipher;

  Unpacking(Codecs codecs, OutboxOptions options) {
    this.codecs = codecs;
    this.cipher = options.cipher().orElse(null);
  }

  /**
   * Returns the message, with a key made of the entry's id if it has none of its own, so that a
   * provider recognises it whichever node sends it again.
   *
   * @throws IllegalArgumentException if it cannot be read here; the text holds no contents
   */
  Message message(OutboxDraft draft) {
    StoredFields fields = StoredFields.parse(plain(draft));
    OptionFields.Collector options = OptionFields.read(fields);
    if (options.collected().idempotencyKey().isEmpty()) {
      options.idempotencyKey(IdempotencyKey.of(draft.id().value()));
    }
    options.deliveryMode(draft.mode());
    if (draft.deadline() != null) {
      options.deadline(draft.deadline());
    }
    return codecs.read(
        new Codecs.Stored(draft.type(), draft.typeVersion(), OptionFields.withoutOptions(fields)),
        options.collected());
  }

  private byte[] plain(OutboxDraft draft) {
    String by = draft.cipher();
    if (by == null) {
      return draft.payload();
    }
    if (cipher == null) {
      throw new IllegalArgumentException(
          "The payload is encrypted by '%s', but this node has no cipher; set OutboxOptions.cipher"
              .formatted(by));
    }
    try {
      return cipher.decrypt(draft.payload(), draft.id(), by);
    } catch (RuntimeException e) {
      // Only its kind: the text is not ours and may hold anything.
      throw new IllegalArgumentException(
          "Cipher '%s' threw %s for a payload of '%s'"
              .formatted(cipher.id(), e.getClass().getName(), by),
          e);
    }
  }
}
