package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Renders mails, and reads them back with Jakarta Mail's parser. */
final class Mails {

  static final Instant NOW = Instant.parse("2026-03-01T04:05:06Z");

  private Mails() {}

  static MailRenderer renderer(@Nullable SignatureBlock signature, @Nullable Path folder) {
    return new MailRenderer(
        MailAddress.of("shop@example.com", "Shop"),
        signature,
        new AttachmentFiles(folder, 26_214_400),
        Clock.fixed(NOW, ZoneOffset.ofHours(8)));
  }

  static byte[] bytes(MailMessage mail) throws Exception {
    return bytes(renderer(null, null).render(mail, "<id-1@example.com>"));
  }

  static byte[] bytes(Rendered rendered) throws Exception {
    Bytes out = new Bytes(1_024);
    rendered.writeTo(out);
    return out.toArray();
  }

  static String text(MailMessage mail) throws Exception {
    return new String(bytes(mail), StandardCharsets.UTF_8);
  }

  static MimeMessage parsed(byte[] bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  static MimeMessage parsed(MailMessage mail) throws Exception {
    return parsed(bytes(mail));
  }

  /** Returns the types of all parts that hold no others, from the first to the last. */
  static List<Part> leaves(Part part) throws MessagingException, IOException {
    List<Part> leaves = new ArrayList<>();
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        leaves.addAll(leaves(parts.getBodyPart(i)));
      }
    } else {
      leaves.add(part);
    }
    return leaves;
  }
}
