package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the mails of one account. Thread-safe. */
final class SmtpMailProvider implements Provider<MailMessage> {

  /** In a preview, in place of the notifier's id, which a message gets when it is sent. */
  private static final String ID_TO_COME = "message-id";

  /** Mails above this size go alone: a row of them could outlast the time limit of their call. */
  private static final int SMALL = 262_144;

  private final SmtpConfig config;
  private final MailRenderer renderer;
  private final MessageIds ids;
  private final Deliveries deliveries;
  private final Capabilities capabilities;

  SmtpMailProvider(
      SmtpConfig config, MailRenderer renderer, MessageIds ids, Deliveries deliveries) {
    this.config = config;
    this.renderer = renderer;
    this.ids = ids;
    this.deliveries = deliveries;
    this.capabilities =
        Capabilities.of(
            MailMessage.class, new Support(config.maxMailsInARow, Duration.ZERO, false));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public SendResult send(MailMessage message, SendContext context) {
    Object parcel = parcel(message, context.messageId());
    if (parcel instanceof Parcel ready) {
      deliveries.deliver(List.of(ready), context.timeLimit());
      return result(ready);
    }
    return (SendResult) parcel;
  }

  /**
   * Everything small may share a connection, as long as the server is fast; what differs between
   * mails is no reason not to.
   */
  @Override
  public Optional<Object> bulkKey(MailMessage message) {
    long length =
        message.text().map(String::length).orElse(0)
            + (long) message.html().map(String::length).orElse(0)
            + message.attachments().stream().mapToLong(a -> a.size().orElse(SMALL + 1L)).sum();
    return length <= SMALL && config.maxMailsInARow > 1 && deliveries.allowsRows()
        ? Optional.of("row")
        : Optional.empty();
  }

  @Override
  public List<SendResult> sendAll(List<MailMessage> messages, SendContext context) {
    List<Object> parcels = new ArrayList<>(messages.size());
    List<Parcel> ready = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      String id =
          i < context.messageIds().size() ? context.messageIds().get(i) : context.messageId() + i;
      Object parcel = parcel(messages.get(i), id);
      parcels.add(parcel);
      if (parcel instanceof Parcel one) {
        ready.add(one);
      }
    }
    if (!ready.isEmpty()) {
      deliveries.deliver(ready, context.timeLimit());
    }
    return parcels.stream()
        .map(one -> one instanceof Parcel parcel ? result(parcel) : (SendResult) one)
        .toList();
  }

  private static SendResult result(Parcel parcel) {
    return Objects.requireNonNull(parcel.result, "every parcel has a result after its delivery");
  }

  /** Returns a parcel, or the result if there can be none. */
  private Object parcel(MailMessage message, String id) {
    MailAddress from = message.from().orElse(config.from);
    String messageId = ids.of(message, id, from.domain());
    Rendered mail;
    try {
      mail = renderer.render(message, messageId);
      config.sign(mail);
    } catch (AttachmentException e) {
      return refused("attachment", String.valueOf(e.getMessage()));
    }
    if (mail.size() > config.maxMailSize) {
      return refused("too-large", tooLarge(mail));
    }
    MailAddress bounces = config.bounceTo == null ? from : config.bounceTo;
    mail.needsUtf8 |= bounces.isInternational();
    return new Parcel(
        bounces.address(), message.envelope(), message.allOrNothing(), messageId, mail);
  }

  private static SendResult refused(String code, String text) {
    return SendResult.rejected(Failure.permanent(FailureReason.INVALID_MESSAGE, code, text));
  }

  @Override
  public RequestPreview preview(MailMessage message) {
    MailAddress from = message.from().orElse(config.from);
    Bytes shown = new Bytes(4_096);
    try {
      Rendered mail = renderer.render(message, ids.of(message, ID_TO_COME, from.domain()));
      if (mail.size() > config.maxMailSize) {
        return preview(tooLarge(mail));
      }
      mail.writeTo(shown);
    } catch (IOException | AttachmentException e) {
      return preview(String.valueOf(e.getMessage()));
    }
    return preview(new String(shown.array(), 0, shown.size(), StandardCharsets.UTF_8));
  }

  private RequestPreview preview(String body) {
    return new RequestPreview("SMTP", config.server(), config.signatureToCome(), body);
  }

  private String tooLarge(Rendered mail) {
    return "The mail must have at most %d bytes on the wire, but has %d; send less, or raise max-mail-size"
        .formatted(config.maxMailSize, mail.size());
  }

  @Override
  public void close() {
    deliveries.close();
  }

  @Override
  public String toString() {
    return "SmtpMailProvider[" + config + "]";
  }

  /** Unused connections, for tests. */
  @Nullable Pool pool() {
    return deliveries.pool();
  }
}
