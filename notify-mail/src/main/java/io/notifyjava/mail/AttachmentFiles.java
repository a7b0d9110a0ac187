package io.notifyjava.mail;

import io.notifyjava.message.MailAttachment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens attachments, from where the account allows it and up to the size that it allows. */
final class AttachmentFiles {

  private final @Nullable Path folder;
  private final long maxSize;

  /**
   * Opens nothing yet.
   *
   * @param folder where files must be; null if they may be anywhere
   * @param maxSize bytes that one attachment may have
   */
  AttachmentFiles(@Nullable Path folder, long maxSize) {
    this.folder = folder;
    this.maxSize = maxSize;
  }

  long maxSize() {
    return maxSize;
  }

  InputStream open(MailAttachment attachment) throws AttachmentException {
    Optional<Path> file = attachment.file();
    try {
      if (file.isEmpty()) {
        return attachment.open();
      }
      if (attachment.size().isPresent()) {
        // Links were followed when it was read, perhaps on another machine.
        checkFolder(file.get());
        return attachment.open();
      }
      Path real = file.get().toRealPath();
      checkFolder(real);
      if (!Files.isRegularFile(real)) {
        throw new AttachmentException(
            "An attachment's file is not a regular file; attach a file, not a folder or a device");
      }
      // A link that takes the file's place meanwhile is not followed.
      return Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | RuntimeException e) {
      throw new AttachmentException(
          "An attachment cannot be opened ("
              + e.getClass().getSimpleName()
              + "); is it still there, and may it be read?");
    }
  }

  private void checkFolder(Path real) throws IOException, AttachmentException {
    if (folder != null && !real.startsWith(folder.toRealPath())) {
      throw new AttachmentException(
          "An attachment's file is not in the account's attachment folder; put it there");
    }
  }
}
