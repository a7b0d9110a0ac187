package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.internal.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is uploaded: a name and bytes. Immutable as long as nobody changes the array.
 *
 * @since 0.1.0
 */
public final class MediaFile {

  /** Our own guard against mistakes; the platforms' limits are lower and differ by type. */
  private static final int LARGEST = 100 * 1024 * 1024;

  private final String name;
  private final byte[] bytes;

  private MediaFile(String name, byte[] bytes) {
    this.name = Checks.line("file name", name, 255);
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "file name must not hold a slash; give the last part of the path");
    }
    this.bytes = bytes;
    if (bytes.length == 0 || bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "a file must have 1 to " + LARGEST + " bytes, but had " + bytes.length);
    }
  }

  /**
   * Returns a file.
   *
   * @param name as recipients may see it, with its extension, by which the platforms tell the type;
   *     1 to 255 characters, no slash, no control characters
   * @param bytes 1 byte to 100 MiB; not copied, so it must not be changed afterwards
   */
  public static MediaFile of(String name, byte[] bytes) {
    return new MediaFile(name, Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * Reads a file whole.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is empty or larger than 100 MiB
   */
  public static MediaFile of(Path path) throws IOException {
    Path name = Objects.requireNonNull(path, "path").getFileName();
    if (name == null) {
      throw new IllegalArgumentException("path must name a file");
    }
    long size = Files.size(path);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "a file must have 1 to " + LARGEST + " bytes, but had " + size);
    }
    return new MediaFile(name.toString(), Files.readAllBytes(path));
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns its bytes; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Shows how large it is, and neither name nor content. */
  @Override
  public String toString() {
    return "MediaFile[" + bytes.length + " bytes, name " + Masking.length(name) + "]";
  }
}
