package io.notifyjava.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes whose array can be handed on without a copy. For one thread. */
final class Bytes extends OutputStream {

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  @Override
  public void write(int b) {
    room(1);
    array[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    room(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  /** Appends ASCII text; anything else has been encoded before it comes here. */
  @SuppressWarnings("deprecation")
  Bytes ascii(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, array, size);
    size += length;
    return this;
  }

  Bytes utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
    return this;
  }

  Bytes crlf() {
    return ascii("\r\n");
  }

  int size() {
    return size;
  }

  byte[] array() {
    return array;
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(array, 0, size);
  }

  private void room(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }
}
