package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.MailAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Makes attachments of the files of the command line. */
final class Attachments {

  /** Up to here mails go in rows over a connection, if their attachments' bytes are known. */
  private static final long SMALL = 262_144;

  /** As much as an account takes. */
  private static final long MOST = 26_214_400;

  private Attachments() {}

  /**
   * Returns an attachment; a small file is read now, once for all mails, and a large one by each
   * mail.
   *
   * @param html what the mail shows; it may show this file by {@code cid:} and its name
   * @throws UsageException if it is no file that can be attached
   */
  static MailAttachment of(Path file, String html) {
    try {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new UsageException(
            "The attachment " + file + " does not exist or is no file that can be read");
      }
      long size = Files.size(file);
      if (size > MOST) {
        throw new UsageException(
            "The attachment "
                + file
                + " must have at most "
                + MOST
                + " bytes, but has "
                + size
                + "; send a link to it instead");
      }
      MailAttachment attachment = MailAttachment.file(file, type(file));
      String name = attachment.fileName();
      if (size <= SMALL) {
        attachment = MailAttachment.bytes(name, type(file), Files.readAllBytes(file));
      }
      return html.contains("cid:" + name) ? attachment.inline(name) : attachment;
    } catch (IllegalArgumentException | IOException e) {
      throw new UsageException("The file " + file + " cannot be attached: " + e.getMessage());
    }
  }

  private static String type(Path file) throws IOException {
    return Objects.requireNonNullElse(Files.probeContentType(file), MailAttachment.UNKNOWN_TYPE);
  }
}
