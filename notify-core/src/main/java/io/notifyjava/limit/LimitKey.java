package io.notifyjava.limit;

import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.SmsMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a limit counts together: the messages for which this function returns equal texts.
 *
 * <p>Called by many threads at once, in the thread that sends, once for each attempt; must be quick
 * and must not block. Its text is hashed before it is kept anywhere, so it may hold an address.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LimitKey {

  /**
   * Returns under what a message counts; empty if the limit does not concern it.
   *
   * @param message as it would be sent, with its template filled in
   * @param account the account that would send it
   */
  Optional<String> of(Message message, String account);

  /** Counts the messages to one recipient, of whatever type and over whichever account. */
  static LimitKey recipient() {
    return (message, account) -> Optional.of(text(message.recipient()));
  }

  /**
   * Counts the short messages with one template to one number, over whichever account; does not
   * concern other messages.
   */
  static LimitKey recipientAndTemplate() {
    return (message, account) ->
        message instanceof SmsMessage sms
            ? Optional.of(join(sms.template(), text(sms.recipient())))
            : Optional.empty();
  }

  /** Counts the messages over one account, whomever they are for. */
  static LimitKey account() {
    return (message, account) -> Optional.of(account);
  }

  /** Counts by this key, for each account by itself. */
  default LimitKey perAccount() {
    return (message, account) -> of(message, account).map(key -> join(account, key));
  }

  /**
   * Counts by this key what goes over these accounts, together, and nothing else.
   *
   * @throws IllegalArgumentException if no account is named
   */
  default LimitKey over(String account, String... more) {
    Objects.requireNonNull(account, "account");
    Set<String> accounts = new HashSet<>(List.of(more));
    accounts.add(account);
    return (message, of) -> accounts.contains(of) ? of(message, of) : Optional.empty();
  }

  /** Counts by this key the messages that pass the test, and no others. */
  default LimitKey when(Predicate<? super Message> test) {
    Objects.requireNonNull(test, "test");
    return (message, account) -> test.test(message) ? of(message, account) : Optional.empty();
  }

  /** Counts by this key and another, which both must concern the message. */
  default LimitKey and(LimitKey other) {
    Objects.requireNonNull(other, "other");
    return (message, account) ->
        of(message, account).flatMap(one -> other.of(message, account).map(two -> join(one, two)));
  }

  private static String text(Recipient recipient) {
    return recipient.kind() + ':' + recipient.value();
  }

  /** Says where the first part ends, so that no two pairs read the same. */
  private static String join(String first, String second) {
    return first.length() + ":" + first + second;
  }
}
