package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sees bytes and how a connection ends, without a library's kindness. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  record Reply(String statusLine, Map<String, String> headers, byte[] body) {

    int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  RawClient(int port) throws IOException {
    this(connected(port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(30_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connected(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
    return socket;
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
  }

  RawClient post(String path, String body) throws IOException {
    int length = body.getBytes(UTF_8).length;
    return send(
        "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  /** Reads head and body, the latter by its announced length only. */
  Reply reply() throws IOException {
    Reply head = head();
    String length = head.headers().getOrDefault("content-length", "0");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return new Reply(head.statusLine(), head.headers(), body);
  }

  Reply head() throws IOException {
    String status = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Reply(status, headers, new byte[0]);
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after \"" + line.toString(ISO_8859_1) + "\"");
      }
      if (next == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
  }

  /** One byte, -1 after FIN; a reset is a SocketException. */
  int read() throws IOException {
    return in.read();
  }

  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
