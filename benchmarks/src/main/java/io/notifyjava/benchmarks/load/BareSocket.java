package io.notifyjava.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes bytes that were computed beforehand and reads until the answer is whole, on blocking
 * sockets: the ceiling of this machine, and of the stub.
 */
final class BareSocket implements Contender {

  private final URI url;
  private final byte[][] requests = new byte[Texts.RECIPIENTS][];
  private final Deque<Line> idle = new ArrayDeque<>();

  BareSocket(String url) {
    this.url = URI.create(url);
    for (int i = 0; i < requests.length; i++) {
      requests[i] = request(Texts.body(i));
    }
  }

  private byte[] request(byte[] body) {
    byte[] head =
        ("POST "
                + Texts.PATH
                + "?access_token="
                + Texts.TOKEN
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + url.getPort()
                + "\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length
                + "\r\nConnection: Keep-Alive\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  @Override
  public boolean send(int recipient) throws IOException {
    Line line = take();
    boolean accepted = line.exchange(requests[recipient & (Texts.RECIPIENTS - 1)]);
    give(line);
    return accepted;
  }

  private Line take() throws IOException {
    synchronized (idle) {
      Line line = idle.poll();
      if (line != null) {
        return line;
      }
    }
    return new Line(new Socket(url.getHost(), url.getPort()));
  }

  private void give(Line line) {
    synchronized (idle) {
      idle.push(line);
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line : idle) {
      line.socket.close();
    }
  }

  private static final class Line {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1_024];

    Line(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    boolean exchange(byte[] request) throws IOException {
      out.write(request);
      int length = 0;
      // The stub writes an answer at once and its JSON ends with the only closing brace.
      while (length == 0 || buffer[length - 1] != '}') {
        int read = in.read(buffer, length, buffer.length - length);
        if (read < 0) {
          throw new IOException("The stub closed the connection");
        }
        length += read;
      }
      return length > 12;
    }
  }
}
