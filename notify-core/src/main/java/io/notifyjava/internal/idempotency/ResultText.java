package io.notifyjava.internal.idempotency;

import io.notifyjava.outbox.StoredFields;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a message as other nodes are told it: the outcome, the account, the provider's id
 * and the time, or reason and code. No provider's text, nobody who was not reached, no code that
 * changes a message: a repetition is answered without them.
 *
 * <p>Nodes of different versions read each other's: fields that are not known are left aside, and
 * what cannot be understood is an unknown outcome, for something certainly was done with the key.
 */
final class ResultText {

  private static final String VERSION = "1";

  /** What is longer is left out, so that a text always fits. Ids of providers are below 100. */
  private static final int LONGEST_ID = 1_000;

  private static final int LONGEST_CODE = 64;

  private ResultText() {}

  /** Writes an acceptance or an unknown outcome. */
  static String write(SendResult result) {
    StoredFields.Builder fields =
        StoredFields.builder().put("v", VERSION).put("outcome", result.outcome().name());
    List<Attempt> attempts = result.attempts();
    if (!attempts.isEmpty()) {
      fields.put("account", attempts.get(attempts.size() - 1).account());
    }
    if (result instanceof Accepted accepted) {
      fields.put("at", accepted.receipt().acceptedAt().toString());
      fields.put(
          "id", accepted.receipt().providerMessageId().filter(id -> id.length() <= LONGEST_ID));
    }
    result
        .failure()
        .ifPresent(
            failure -> {
              fields.put("reason", failure.reason().name());
              fields.put(
                  "code",
                  Optional.of(failure.code()).filter(code -> code.length() <= LONGEST_CODE));
            });
    return new String(fields.build().toBytes(), StandardCharsets.UTF_8);
  }

  /** Reads it, whatever it is. */
  static SendResult read(String text) {
    try {
      StoredFields fields = StoredFields.parse(text.getBytes(StandardCharsets.UTF_8));
      return switch (fields.get("outcome")) {
        case "ACCEPTED" ->
            SendResult.accepted(
                Receipt.of(fields.find("id").orElse(null), Instant.parse(fields.get("at"))));
        case "UNKNOWN" -> SendResult.unknown(failure(fields));
        default -> unreadable();
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      return unreadable();
    }
  }

  private static Failure failure(StoredFields fields) {
    return Failure.permanent(
        reason(fields.find("reason").orElse("")),
        fields.find("code").orElse(""),
        "The first message with this idempotency key has an unknown outcome, over account '"
            + fields.find("account").orElse("")
            + "'; it may have been sent");
  }

  /** A later version may know reasons that are not known here. */
  private static FailureReason reason(String name) {
    for (FailureReason reason : FailureReason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    return FailureReason.INTERNAL;
  }

  private static SendResult unreadable() {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.INTERNAL,
            "idempotency-record",
            "What came of the first message with this idempotency key cannot be read here; it may"
                + " have been sent. Update this node, or look at the store"));
  }
}
