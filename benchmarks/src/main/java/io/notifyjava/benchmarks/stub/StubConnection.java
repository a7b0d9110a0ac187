package io.notifyjava.benchmarks.stub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One connection: collects a request, tells its kind, writes an answer. One request at a time. */
final class StubConnection {

  /** Enough for one message; calls with hundreds of numbers double it until they fit. */
  private static final int USUAL_REQUEST = 4 << 10;

  private static final int LARGEST_REQUEST = 1 << 20;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TOKEN = "token".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private byte[] bytes = new byte[USUAL_REQUEST];
  private ByteBuffer in = ByteBuffer.wrap(bytes);

  /** When the answer is due; the stub's. */
  long dueAt;

  /** What is to be answered; the stub's. */
  byte[] answer = StubAnswers.SENT;

  StubConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /** What arrived. */
  enum Heard {
    NOTHING,
    MESSAGE,
    ALIYUN,
    HUAWEI,
    TOKEN,
    COUNT,
    END
  }

  /** Reads what is there; a request that is whole stays until {@link #forget()}. */
  Heard read() {
    try {
      if (channel.read(in) < 0) {
        return Heard.END;
      }
    } catch (IOException e) {
      return Heard.END;
    }
    int head = headLength();
    if (head < 0 || in.position() < head + bodyLength(head)) {
      return in.hasRemaining() || grow() ? Heard.NOTHING : Heard.END;
    }
    return kind();
  }

  /** Returns how many numbers the request names that was heard. */
  int aliyunNumbers() {
    return new SmsRequest(bytes, in.position()).aliyunNumbers();
  }

  /** Returns the numbers of the request that was heard, as they stand there. */
  List<byte[]> huaweiNumbers() {
    return new SmsRequest(bytes, in.position()).huaweiNumbers(headLength());
  }

  /** Makes room for the next request. */
  void forget() {
    in.clear();
  }

  private boolean grow() {
    if (bytes.length >= LARGEST_REQUEST) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    int filled = in.position();
    in = ByteBuffer.wrap(bytes);
    in.position(filled);
    return true;
  }

  void answer(byte[] answer) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(answer);
    try {
      // Answers are smaller than a socket's buffer, so this goes round once.
      while (out.hasRemaining()) {
        if (channel.write(out) < 0) {
          break;
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  void close() throws IOException {
    channel.close();
  }

  private int headLength() {
    for (int i = 3; i < in.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int bodyLength(int head) {
    for (int i = 0; i < head - LENGTH.length; i++) {
      if (bytes[i] == '\n' && isAt(i + 1, LENGTH)) {
        return number(i + 1 + LENGTH.length);
      }
    }
    return 0;
  }

  private boolean isAt(int at, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      int found = bytes[at + i];
      if ((found >= 'A' && found <= 'Z' ? found + 32 : found) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int at) {
    int number = 0;
    for (int i = at; bytes[i] != '\r'; i++) {
      if (bytes[i] != ' ') {
        number = number * 10 + bytes[i] - '0';
      }
    }
    return number;
  }

  /** By the path: {@code /count}, {@code /sms/…}, none, {@code …token}, or else a message. */
  private Heard kind() {
    int from = bytes[0] == 'G' ? 4 : 5;
    int end = from;
    while (bytes[end] != '?' && bytes[end] != ' ') {
      end++;
    }
    if (bytes[from + 1] == 'c' && bytes[from + 2] == 'o') {
      return Heard.COUNT;
    }
    if (end == from + 1) {
      return Heard.ALIYUN;
    }
    if (bytes[from + 1] == 's' && bytes[from + 2] == 'm') {
      return Heard.HUAWEI;
    }
    return end - TOKEN.length > from && isAt(end - TOKEN.length, TOKEN)
        ? Heard.TOKEN
        : Heard.MESSAGE;
  }
}
