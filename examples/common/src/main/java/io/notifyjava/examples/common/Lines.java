package io.notifyjava.examples.common;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, one at a time, whatever its size: ended by LF or CR LF, strictly UTF-8.
 *
 * <p>Not a {@code BufferedReader}, which replaces bytes that are not UTF-8 or fails for good at the
 * first of them, and which holds a line of any length.
 */
final class Lines implements Closeable {

  /** Longer lines are no rows of recipients, but what follows a lost line end. */
  static final int MAX_BYTES = 65_536;

  private static final int BUFFER = 65_536;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private long number;

  private Lines(InputStream in) {
    this.in = in;
  }

  /**
   * One line.
   *
   * @param number from 1
   * @param text without its end; empty if there is a problem
   * @param problem why it cannot be read; null if it can
   */
  record Line(long number, String text, @Nullable String problem) {}

  static Lines open(Path file) throws IOException {
    return new Lines(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** Counts the lines of a file without reading them, the last one even if nothing ends it. */
  static long count(Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = 0;
    int last = '\n';
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines++;
          }
        }
        last = buffer[read - 1];
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  /** Returns the next line; null after the last. */
  @Nullable Line next() throws IOException {
    bytes.reset();
    boolean tooLong = false;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (bytes.size() < MAX_BYTES) {
        bytes.write(b);
      } else {
        tooLong = true;
      }
    }
    return tooLong
        ? broken("the line is longer than " + MAX_BYTES + " bytes; are its line ends lost?")
        : decoded();
  }

  private Line decoded() {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      return broken("the line is not UTF-8; save the file as CSV in UTF-8");
    }
    int from = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    int to = text.endsWith("\r") ? text.length() - 1 : text.length();
    return new Line(number, text.substring(from, Math.max(from, to)), null);
  }

  private Line broken(String problem) {
    return new Line(number, "", problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
