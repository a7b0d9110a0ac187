package io.notifyjava.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file that travels with a mail: from bytes, from a file, or from a stream that can be opened
 * again.
 *
 * <p>Files and streams are read when the mail is sent, once to measure them and once to send them,
 * and are never held in memory whole; one that vanishes or changes between the two, or is larger
 * than the account allows, leaves the mail unsent. Immutable. Compared by value: bytes by content,
 * files by path, streams by the object that opens them.
 *
 * @since 0.1.0
 */
public final class MailAttachment {

  /** What is sent if nobody says what it is. */
  public static final String UNKNOWN_TYPE = "application/octet-stream";

  /**
   * Opens the content. Called at least twice for each time that the mail is sent, by any thread;
   * must give the same bytes each time.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Source {

    /** Opens a new stream from the beginning; the library closes it. */
    InputStream open() throws IOException;
  }

  private final String fileName;
  private final String mediaType;
  private final @Nullable String contentId;
  private final byte @Nullable [] bytes;
  private final @Nullable Path file;
  private final @Nullable Source source;

  private MailAttachment(
      String fileName,
      String mediaType,
      @Nullable String contentId,
      byte @Nullable [] bytes,
      @Nullable Path file,
      @Nullable Source source) {
    this.fileName = fileName;
    this.mediaType = mediaType;
    this.contentId = contentId;
    this.bytes = bytes;
    this.file = file;
    this.source = source;
  }

  /**
   * Returns an attachment from bytes, which are copied.
   *
   * @param fileName as {@link #fileName()} says
   * @param mediaType such as {@code application/pdf}
   * @throws IllegalArgumentException if the name or the type is none
   */
  public static MailAttachment bytes(String fileName, String mediaType, byte[] content) {
    return new MailAttachment(
        MailFileNames.checked(fileName),
        MailFileNames.mediaType(mediaType),
        null,
        content.clone(),
        null,
        null);
  }

  /**
   * Returns an attachment from a file, whose last name it takes. The file is read when the mail is
   * sent; whether that is allowed is said by the account, which may know one folder to stay in.
   *
   * @throws IllegalArgumentException if the file's name cannot be that of an attachment, or the
   *     type is none
   */
  public static MailAttachment file(Path file, String mediaType) {
    Path name = file.getFileName();
    return new MailAttachment(
        MailFileNames.checked(name == null ? "" : name.toString()),
        MailFileNames.mediaType(mediaType),
        null,
        null,
        file.toAbsolutePath().normalize(),
        null);
  }

  /**
   * Returns an attachment from a stream that can be opened again.
   *
   * @throws IllegalArgumentException if the name or the type is none
   */
  public static MailAttachment stream(String fileName, String mediaType, Source source) {
    return new MailAttachment(
        MailFileNames.checked(fileName),
        MailFileNames.mediaType(mediaType),
        null,
        null,
        null,
        Objects.requireNonNull(source, "source"));
  }

  /**
   * Returns this attachment as an image, or the like, that the HTML shows: {@code <img
   * src="cid:logo">} shows what has the id {@code logo}.
   *
   * @param contentId 1 to 128 letters, digits, dots, hyphens, underscores or at signs
   * @throws IllegalArgumentException if the id is anything else
   */
  public MailAttachment inline(String contentId) {
    return new MailAttachment(
        fileName, mediaType, MailFileNames.contentId(contentId), bytes, file, source);
  }

  /**
   * Returns this attachment under another name.
   *
   * @throws IllegalArgumentException if it cannot be the name of an attachment
   */
  public MailAttachment named(String fileName) {
    return new MailAttachment(
        MailFileNames.checked(fileName), mediaType, contentId, bytes, file, source);
  }

  /**
   * Returns this attachment with what its file or stream held when somebody read it: an outbox
   * does, so that what was put into it is what is sent. Nothing is opened any more; {@link #file()}
   * stays, so that an account which knows one folder refuses what comes from elsewhere.
   *
   * @param content copied
   */
  public MailAttachment withContent(byte[] content) {
    return new MailAttachment(fileName, mediaType, contentId, content.clone(), file, null);
  }

  /** Returns the name without any folder, 1 to 200 characters, none of them invisible. */
  public String fileName() {
    return fileName;
  }

  /** Returns the type, such as {@code application/pdf}. */
  public String mediaType() {
    return mediaType;
  }

  /** Returns the id by which the HTML shows it; empty if it is an ordinary attachment. */
  public Optional<String> contentId() {
    return Optional.ofNullable(contentId);
  }

  /** Returns the file that it comes from, absolute; empty if it comes from elsewhere. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Returns how many bytes it has; empty for files and streams that nobody has read yet. */
  public OptionalLong size() {
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }

  /**
   * Opens the content of an attachment that comes from bytes or from a stream, or was read.
   *
   * @throws IllegalStateException if it comes from a file that nobody has read yet, which the
   *     account's module opens
   */
  public InputStream open() throws IOException {
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    if (source == null) {
      throw new IllegalStateException("This attachment comes from a file; open file() instead");
    }
    return Objects.requireNonNull(source.open(), "the stream of attachment " + fileName);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailAttachment that
        && fileName.equals(that.fileName)
        && mediaType.equals(that.mediaType)
        && Objects.equals(contentId, that.contentId)
        && Arrays.equals(bytes, that.bytes)
        && Objects.equals(file, that.file)
        && Objects.equals(source, that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fileName, mediaType, contentId, Arrays.hashCode(bytes), file, source);
  }

  /** Shows the type and the size, for the name is content. */
  @Override
  public String toString() {
    String from = bytes != null ? bytes.length + " bytes" : file != null ? "file" : "stream";
    return "MailAttachment[" + mediaType + ", " + from + (contentId == null ? "]" : ", inline]");
  }
}
