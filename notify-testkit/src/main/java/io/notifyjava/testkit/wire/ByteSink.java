package io.notifyjava.testkit.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing byte buffer that is used again for every reply of a connection. */
final class ByteSink {

  private byte[] bytes = new byte[512];
  private int length;

  ByteSink clear() {
    length = 0;
    return this;
  }

  ByteSink text(String text) {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  ByteSink bytes(byte[] more, int from, int count) {
    room(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
    return this;
  }

  int length() {
    return length;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** One write for the whole, so that a reply normally travels in one packet. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    out.flush();
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
