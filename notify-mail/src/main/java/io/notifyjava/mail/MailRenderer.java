package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes bytes of mails: headers, texts, attachments. Thread-safe. */
final class MailRenderer {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final byte[] CRLF = {'\r', '\n'};

  private final MailAddress from;
  private final @Nullable SignatureBlock signature;
  private final AttachmentFiles files;
  private final Clock clock;

  MailRenderer(
      MailAddress from, @Nullable SignatureBlock signature, AttachmentFiles files, Clock clock) {
    this.from = from;
    this.signature = signature;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Renders one mail.
   *
   * @param messageId with its angle brackets
   * @throws AttachmentException if an attachment cannot be read or is too large
   */
  Rendered render(MailMessage mail, String messageId) throws AttachmentException {
    Rendered rendered = new Rendered();
    headers(rendered, mail, messageId);
    new Body(rendered, mail, messageId).write();
    return rendered;
  }

  private void headers(Rendered rendered, MailMessage mail, String messageId) {
    Bytes out = rendered.text();
    out.ascii("Date: ").ascii(DATE.format(clock.instant())).crlf();
    addresses(rendered, "From", List.of(mail.from().orElse(from)));
    addresses(rendered, "Reply-To", mail.replyTo());
    addresses(rendered, "To", mail.to());
    addresses(rendered, "Cc", mail.cc());
    if (mail.to().isEmpty() && mail.cc().isEmpty()) {
      out.ascii("To: undisclosed-recipients:;\r\n");
    }
    out.ascii("Subject: ").ascii(Words.unstructured("Subject", mail.subject())).crlf();
    out.ascii("Message-ID: ").ascii(messageId).crlf();
    if (mail.autoSubmitted()) {
      out.ascii("Auto-Submitted: auto-generated\r\n");
    }
    mail.headers()
        .forEach(
            (name, value) ->
                out.ascii(name).ascii(": ").ascii(Words.unstructured(name, value)).crlf());
    out.ascii("MIME-Version: 1.0\r\n");
    rendered.needsUtf8 |= mail.envelope().stream().anyMatch(MailAddress::isInternational);
  }

  private static void addresses(Rendered rendered, String name, List<MailAddress> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    Bytes out = rendered.text();
    String value = Words.mailboxes(addresses);
    out.ascii(name).ascii(": ");
    if (Words.isAscii(value)) {
      out.ascii(value).crlf();
    } else {
      // RFC 6532: such an address stands there in UTF-8, and only SMTPUTF8 can carry it.
      rendered.needsUtf8 = true;
      out.utf8(value).crlf();
    }
  }

  /** The body of one mail: as few layers of multiparts as it takes. */
  private final class Body {

    private final Rendered rendered;
    private final String boundary;
    private final @Nullable String text;
    private final @Nullable String html;
    private final List<MailAttachment> shown = new ArrayList<>();
    private final List<MailAttachment> attached = new ArrayList<>();

    Body(Rendered rendered, MailMessage mail, String messageId) {
      this.rendered = rendered;
      // An equals sign and an underscore in a row stand in no encoded text.
      this.boundary = "=_" + messageId.replaceAll("[^A-Za-z0-9]", "").transform(Body::short32);
      SignatureBlock block = mail.signature() ? signature : null;
      String html = mail.html().orElse(null);
      String text = mail.text().orElseGet(() -> HtmlText.of(mail.html().orElse("")));
      this.text = block == null ? text : block.under(text);
      this.html = html == null || block == null ? html : block.underHtml(html);
      for (MailAttachment attachment : mail.attachments()) {
        (html != null && attachment.contentId().isPresent() ? shown : attached).add(attachment);
      }
      if (html != null && block != null) {
        block.image().ifPresent(shown::add);
      }
    }

    private static String short32(String id) {
      return id.length() > 40 ? id.substring(0, 40) : id;
    }

    void write() throws AttachmentException {
      if (attached.isEmpty()) {
        texts();
        return;
      }
      open("mixed", "m");
      next("m");
      texts();
      for (MailAttachment attachment : attached) {
        next("m");
        attachment(attachment);
      }
      end("m");
    }

    private void texts() throws AttachmentException {
      if (html == null) {
        TextPart.write(rendered.text(), "plain", text == null ? "" : text);
      } else if (text == null || text.isBlank()) {
        html();
      } else {
        open("alternative", "a");
        next("a");
        TextPart.write(rendered.text(), "plain", text);
        next("a");
        html();
        end("a");
      }
    }

    private void html() throws AttachmentException {
      String source = html == null ? "" : html;
      if (shown.isEmpty()) {
        TextPart.write(rendered.text(), "html", source);
        return;
      }
      open("related", "r");
      next("r");
      TextPart.write(rendered.text(), "html", source);
      for (MailAttachment image : shown) {
        next("r");
        attachment(image);
      }
      end("r");
    }

    private void attachment(MailAttachment attachment) throws AttachmentException {
      Bytes out = rendered.text();
      out.ascii("Content-Type: ").ascii(attachment.mediaType()).crlf();
      out.ascii("Content-Transfer-Encoding: base64\r\n");
      attachment.contentId().ifPresent(id -> out.ascii("Content-ID: <").ascii(id).ascii(">\r\n"));
      String placed = attachment.contentId().isPresent() ? "inline" : "attachment";
      out.ascii("Content-Disposition: ").ascii(placed);
      out.ascii(Words.fileName(attachment.fileName())).ascii("\r\n\r\n");
      if (attachment.size().isPresent()) {
        bytes(out, attachment);
        return;
      }
      MeasuredFile file = MeasuredFile.measure(files, attachment);
      if (file.isKept()) {
        file.writeKept(out);
      } else {
        rendered.file(file);
      }
    }

    private void bytes(Bytes out, MailAttachment attachment) throws AttachmentException {
      if (attachment.size().orElse(0) > files.maxSize()) {
        throw new AttachmentException(
            "An attachment must have at most "
                + files.maxSize()
                + " bytes, but has more; send a link, or raise max-attachment-size");
      }
      try (var in = files.open(attachment)) {
        byte[] encoded = Base64.getMimeEncoder(76, CRLF).encode(in.readAllBytes());
        out.write(encoded, 0, encoded.length);
        out.crlf();
      } catch (java.io.IOException e) {
        throw new AttachmentException("An attachment cannot be read; mend what it is in");
      }
    }

    private void open(String kind, String layer) {
      rendered
          .text()
          .ascii("Content-Type: multipart/")
          .ascii(kind)
          .ascii(";\r\n boundary=\"")
          .ascii(boundary)
          .ascii(layer)
          .ascii("\"\r\n\r\n");
    }

    private void next(String layer) {
      rendered.text().ascii("--").ascii(boundary).ascii(layer).crlf();
    }

    private void end(String layer) {
      rendered.text().ascii("--").ascii(boundary).ascii(layer).ascii("--\r\n");
    }
  }
}
