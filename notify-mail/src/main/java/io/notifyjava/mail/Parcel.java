package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rendered mail with its envelope, and what has become of it so far. For one thread. */
final class Parcel {

  final String sender;
  final List<MailAddress> recipients;
  final boolean allOrNothing;
  final String messageId;
  final Rendered mail;

  /** Those whom the server refused, in the order of the recipients. */
  final Map<Recipient, Failure> refusals = new LinkedHashMap<>(0);

  /** Null until it is known. */
  @Nullable SendResult result;

  Parcel(
      String sender,
      List<MailAddress> recipients,
      boolean allOrNothing,
      String messageId,
      Rendered mail) {
    this.sender = sender;
    this.recipients = recipients;
    this.allOrNothing = allOrNothing;
    this.messageId = messageId;
    this.mail = mail;
  }

  /** Tells whether nobody may get it before it is known who is refused. */
  boolean mustAskFirst() {
    return allOrNothing && recipients.size() > 1;
  }

  /** Returns all that stands in the envelope: what no failure may repeat. */
  List<String> addresses() {
    List<String> all = new ArrayList<>(recipients.size() + 1);
    all.add(sender);
    recipients.forEach(recipient -> all.add(recipient.address()));
    return all;
  }

  boolean isOpen() {
    return result == null;
  }
}
