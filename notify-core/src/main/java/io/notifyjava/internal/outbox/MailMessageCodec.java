package io.notifyjava.internal.outbox;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps mails, with what their attachments hold at that moment: each mailbox, header and attachment
 * stands in one field, as fields of its own.
 */
public final class MailMessageCodec implements MessageCodec<MailMessage> {

  private static final String NAME = "name";
  private static final String ONLY_TO = "only-to";

  /** For {@code ServiceLoader}. */
  public MailMessageCodec() {}

  @Override
  public Class<MailMessage> messageType() {
    return MailMessage.class;
  }

  @Override
  public String type() {
    return "mail";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(MailMessage mail) {
    StoredFields.Builder fields = StoredFields.builder();
    put(fields, "to", mail.to());
    put(fields, "cc", mail.cc());
    put(fields, "bcc", mail.bcc());
    put(fields, "reply-to", mail.replyTo());
    put(fields, "from", mail.from().stream().toList());
    // A mail for some of its recipients has the Message-ID that the others got.
    if (mail.messageId().isPresent() && !mail.envelope().equals(everybody(mail).envelope())) {
      mail.envelope().forEach(address -> fields.put(ONLY_TO, address.address()));
    }
    fields
        .put("message-id", mail.messageId())
        .put("subject", mail.subject())
        .put("text", mail.text())
        .put("html", mail.html());
    mail.headers()
        .forEach(
            (name, value) ->
                fields.put(
                    "header", StoredFields.builder().put(NAME, name).put("value", value).build()));
    if (!mail.signature()) {
      fields.put("signature", "false");
    }
    if (mail.autoSubmitted()) {
      fields.put("auto-submitted", "true");
    }
    if (mail.allOrNothing()) {
      fields.put("all-or-nothing", "true");
    }
    StoredAttachments.write(mail.attachments(), fields);
    return fields.build();
  }

  /** The same recipients without a choice among them, whose envelope is everybody. */
  private static MailMessage everybody(MailMessage mail) {
    MailMessage.Builder all = MailMessage.builder().subject("-").text("-");
    mail.to().forEach(all::to);
    mail.cc().forEach(all::cc);
    mail.bcc().forEach(all::bcc);
    return all.build();
  }

  private static void put(StoredFields.Builder fields, String name, List<MailAddress> addresses) {
    for (MailAddress address : addresses) {
      fields.put(
          name,
          StoredFields.builder()
              .put("address", address.address())
              .put(NAME, address.name())
              .build());
    }
  }

  @Override
  public MailMessage read(StoredFields fields, int version, MessageOptions options) {
    MailMessage.Builder mail = MailMessage.builder().options(options);
    mail.subject(fields.get("subject"));
    fields.find("text").ifPresent(mail::text);
    fields.find("html").ifPresent(mail::html);
    each(fields, "to", mail::to);
    each(fields, "cc", mail::cc);
    each(fields, "bcc", mail::bcc);
    each(fields, "reply-to", mail::replyTo);
    each(fields, "from", mail::from);
    fields.find("message-id").ifPresent(mail::messageId);
    fields.nested("header").forEach(header -> mail.header(header.get(NAME), header.get("value")));
    mail.signature(!fields.all("signature").contains("false"));
    mail.autoSubmitted(fields.all("auto-submitted").contains("true"));
    mail.allOrNothing(fields.all("all-or-nothing").contains("true"));
    List<MailAttachment> attachments = StoredAttachments.read(fields);
    attachments.forEach(mail::attach);
    MailMessage all = mail.build();
    return fields.find(ONLY_TO).isEmpty() ? all : only(all, fields, options);
  }

  private static MailMessage only(MailMessage all, StoredFields fields, MessageOptions options) {
    List<Recipient> left =
        fields.all(ONLY_TO).stream()
            .map(address -> new Recipient(Recipient.MAIL, address))
            .toList();
    return all
        .remaining(left, fields.get("message-id"))
        .orElseThrow(
            () -> new IllegalArgumentException("Fields only-to name no recipient of the mail"))
        .toBuilder()
        .options(options)
        .build();
  }

  private static void each(StoredFields fields, String name, Consumer<MailAddress> setter) {
    for (StoredFields one : fields.nested(name)) {
      // Which of them need SMTPUTF8 is seen by their letters.
      MailAddress address = MailAddress.international(one.get("address"));
      setter.accept(one.find(NAME).map(address::named).orElse(address));
    }
  }
}
