package io.notifyjava.mail;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.MailMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names mails. The same message has the same name at each attempt: by its idempotency key if it has
 * one, also after a crash; else by the notifier's id. No name tells of a host or of a time.
 */
final class MessageIds {

  private final String account;

  MessageIds(String account) {
    this.account = account;
  }

  String of(MailMessage message, String notifiersId, String domain) {
    Optional<String> chosen = message.messageId();
    if (chosen.isPresent()) {
      return chosen.get();
    }
    Optional<IdempotencyKey> key = message.options().idempotencyKey();
    String left =
        key.map(IdempotencyKey::value)
            .map(value -> hash("key", value, message.recipient().value()))
            .orElseGet(() -> hash("id", notifiersId, account));
    // An address literal has brackets, which stand on the right side of a name, too.
    return "<" + left + "@" + domain + ">";
  }

  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
