package io.notifyjava.internal.outbox;

import io.notifyjava.message.MailAttachment;
import io.notifyjava.outbox.StoredFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Attachments as fields. Files and streams are read when they are kept, because what is kept is
 * what is sent. Of a file its path is kept, too, links followed: the account decides from where
 * files may be sent, and could not if their bytes came alone.
 */
final class StoredAttachments {

  /** As Base64 these have as many bytes as the outbox takes, so more need not be read. */
  static final int MOST_BYTES = Drafts.MOST_BYTES / 4 * 3;

  private static final String ATTACHMENT = "attachment";
  private static final String FILE = "file";

  private StoredAttachments() {}

  /**
   * Adds attachments, read to their ends.
   *
   * @throws IllegalArgumentException if one cannot be read, or they are too large together; the
   *     text holds neither names nor paths
   */
  static void write(List<MailAttachment> attachments, StoredFields.Builder fields) {
    int left = MOST_BYTES;
    for (int i = 0; i < attachments.size(); i++) {
      MailAttachment attachment = attachments.get(i);
      StoredFields.Builder one =
          StoredFields.builder()
              .put("file-name", attachment.fileName())
              .put("media-type", attachment.mediaType())
              .put("content-id", attachment.contentId());
      byte[] content;
      try {
        if (attachment.file().isPresent() && attachment.size().isEmpty()) {
          Path file = realFile(attachment, attachment.file().get(), i + 1);
          one.put(FILE, file.toString());
          content = read(Files.newInputStream(file), left);
        } else {
          one.put(FILE, attachment.file().map(Path::toString));
          content = read(attachment.open(), left);
        }
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "attachment %s cannot be read (%s); is it still there, and may it be read?"
                .formatted(i + 1, e.getClass().getSimpleName()),
            e);
      }
      left -= content.length;
      fields.put(ATTACHMENT, one.put("content", content).build());
    }
  }

  private static Path realFile(MailAttachment attachment, Path file, int number)
      throws IOException {
    Path real = file.toRealPath();
    if (!Files.isRegularFile(real)) {
      throw new IllegalArgumentException(
          "attachment %s is not a regular file; attach a file, not a folder or a device"
              .formatted(number));
    }
    // Read so later; what a link leads to may have a name that cannot be read.
    return MailAttachment.file(real, attachment.mediaType()).file().orElseThrow();
  }

  private static byte[] read(InputStream opened, int most) throws IOException {
    try (InputStream in = opened) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new IllegalArgumentException(
            "its attachments must have at most %s bytes together, but have more; send a link instead"
                .formatted(MOST_BYTES));
      }
      return content;
    }
  }

  /** Returns what {@link #write} wrote. */
  static List<MailAttachment> read(StoredFields fields) {
    List<MailAttachment> attachments = new ArrayList<>();
    for (StoredFields one : fields.nested(ATTACHMENT)) {
      String name = one.get("file-name");
      String type = one.get("media-type");
      byte[] content = one.bytes("content");
      MailAttachment attachment =
          one.find(FILE)
              .map(file -> MailAttachment.file(path(file), type).named(name).withContent(content))
              .orElseGet(() -> MailAttachment.bytes(name, type, content));
      attachments.add(one.find("content-id").map(attachment::inline).orElse(attachment));
    }
    return attachments;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      // Its own text would show the path.
      throw new IllegalArgumentException("Field file is no path on this machine");
    }
  }
}
