package io.notifyjava.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail as bytes: what is short stands in memory, what is long is read again when it is written.
 * Lines end with CRLF, the last one too. For one thread.
 */
final class Rendered {

  static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private final List<Bytes> texts = new ArrayList<>(1);
  private final List<MeasuredFile> files = new ArrayList<>(0);
  private Bytes current;
  private long fileBytes;

  /** Holds addresses that only SMTPUTF8 can carry. */
  boolean needsUtf8;

  Rendered() {
    current = new Bytes(2_048);
    texts.add(current);
  }

  Bytes text() {
    return current;
  }

  /** Puts a long attachment behind the text so far; more text goes behind it. */
  void file(MeasuredFile file) {
    files.add(file);
    fileBytes += file.encodedSize();
    current = new Bytes(512);
    texts.add(current);
  }

  /** Returns how many bytes of it are in memory. */
  long heldBytes() {
    return size() - fileBytes;
  }

  /** Puts headers before everything. */
  void prepend(String headers) {
    Bytes first = new Bytes(headers.length() + texts.get(0).size()).ascii(headers);
    first.write(texts.get(0).array(), 0, texts.get(0).size());
    if (current == texts.get(0)) {
      current = first;
    }
    texts.set(0, first);
  }

  /** Returns its headers, each with a line break behind it; they stand in the first text. */
  String head() {
    Bytes first = texts.get(0);
    String text = new String(first.array(), 0, first.size(), StandardCharsets.UTF_8);
    return text.substring(0, text.indexOf("\r\n\r\n") + 2);
  }

  /** Returns how many bytes it has on the wire, dots and the end of data not counted. */
  long size() {
    long size = fileBytes;
    for (Bytes text : texts) {
      size += text.size();
    }
    return size;
  }

  /**
   * Writes all of it, as it is.
   *
   * @throws AttachmentException if a file is not what it was when it was measured
   */
  void writeTo(OutputStream out) throws IOException, AttachmentException {
    for (int i = 0; i < texts.size(); i++) {
      texts.get(i).writeTo(out);
      if (i < files.size()) {
        files.get(i).writeTo(out);
      }
    }
  }
}
