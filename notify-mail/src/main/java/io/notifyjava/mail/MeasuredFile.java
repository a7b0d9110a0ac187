package io.notifyjava.mail;

import io.notifyjava.message.MailAttachment;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An attachment that was read once, so that its size is known before a server is, and that is read
 * again when it is sent. What differs from the first reading is not sent.
 */
final class MeasuredFile {

  private static final int LINE = 57;
  private static final byte[] CRLF = {'\r', '\n'};

  /** What is no longer than this is kept from the first reading. */
  static final int KEPT = 65_536;

  private final AttachmentFiles files;
  private final MailAttachment attachment;
  private final long size;
  private final byte[] digest;
  private final byte[] kept;

  private MeasuredFile(
      AttachmentFiles files, MailAttachment attachment, long size, byte[] digest, byte[] kept) {
    this.files = files;
    this.attachment = attachment;
    this.size = size;
    this.digest = digest;
    this.kept = kept;
  }

  /**
   * Reads it to its end.
   *
   * @throws AttachmentException if it cannot be read or is too large
   */
  static MeasuredFile measure(AttachmentFiles files, MailAttachment attachment)
      throws AttachmentException {
    @Nullable MessageDigest digest = null;
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long size = 0;
    byte[] buffer = new byte[8_192];
    InputStream in = files.open(attachment);
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > files.maxSize()) {
          throw new AttachmentException(
              "An attachment must have at most "
                  + files.maxSize()
                  + " bytes, but has more; send a link, or raise max-attachment-size");
        }
        if (size <= KEPT) {
          kept.write(buffer, 0, n);
          continue;
        }
        if (digest == null) {
          digest = sha256();
          digest.update(kept.toByteArray());
        }
        digest.update(buffer, 0, n);
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    } finally {
      close(in);
    }
    return digest == null
        ? new MeasuredFile(files, attachment, size, new byte[0], kept.toByteArray())
        : new MeasuredFile(files, attachment, size, digest.digest(), new byte[0]);
  }

  /** Tells whether it is so short that it was kept. */
  boolean isKept() {
    return size <= KEPT;
  }

  /** Writes what was kept, in base64 with a line break behind it. */
  void writeKept(Bytes out) {
    byte[] encoded = Base64.getMimeEncoder(76, CRLF).encode(kept);
    out.write(encoded, 0, encoded.length);
    out.crlf();
  }

  long encodedSize() {
    long lines = (size + LINE - 1) / LINE;
    return (size + 2) / 3 * 4 + lines * 2;
  }

  /**
   * Reads it again and writes it in base64, its last line with a line break behind it.
   *
   * @throws AttachmentException if it cannot be read any more, or is not what it was
   */
  void writeTo(OutputStream out) throws IOException, AttachmentException {
    MessageDigest again = sha256();
    byte[] buffer = new byte[LINE * 144];
    long left = size;
    InputStream in = files.open(attachment);
    try (OutputStream encoder = Base64.getMimeEncoder(76, CRLF).wrap(new Unclosed(out))) {
      while (true) {
        int n = read(in, buffer);
        if (n < 0) {
          break;
        }
        left -= n;
        if (left < 0) {
          throw changed();
        }
        again.update(buffer, 0, n);
        encoder.write(buffer, 0, n);
      }
    } finally {
      close(in);
    }
    if (left != 0 || !MessageDigest.isEqual(digest, again.digest())) {
      throw changed();
    }
    out.write(CRLF);
  }

  private static int read(InputStream in, byte[] buffer) throws AttachmentException {
    try {
      int n = in.readNBytes(buffer, 0, buffer.length);
      return n == 0 ? -1 : n;
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** What was read is checked by its digest; that the stream cannot be closed changes nothing. */
  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      // Nothing is left to be done with it.
    }
  }

  private static AttachmentException unreadable(Exception e) {
    return new AttachmentException(
        "An attachment cannot be read (" + e.getClass().getSimpleName() + "); mend what it is in");
  }

  private static AttachmentException changed() {
    return new AttachmentException(
        "An attachment changed while the mail was sent; the mail was not, send it again");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }

  /** The encoder wants to be closed for its last bytes; what it writes to stays open. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {
      // On purpose: the mail goes on.
    }
  }
}
