package io.notifyjava.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Says exactly what a test wants said, and hears exactly what comes. */
final class RawClient implements AutoCloseable {

  private Socket socket;
  private InputStream in;

  RawClient(SmtpSimulator smtp) throws IOException {
    this(smtp.port());
  }

  RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** A client that has been greeted. */
  static RawClient greeted(SmtpSimulator smtp) throws IOException {
    RawClient client = new RawClient(smtp);
    client.hear();
    return client;
  }

  /** A client that has said EHLO. */
  static RawClient introduced(SmtpSimulator smtp) throws IOException {
    RawClient client = greeted(smtp);
    client.ask("EHLO client.example.test");
    return client;
  }

  /** A client that may say DATA. */
  static RawClient withEnvelope(SmtpSimulator smtp, String parameters) throws IOException {
    RawClient client = introduced(smtp);
    client.ask("MAIL FROM:<a@example.test>" + parameters);
    client.ask("RCPT TO:<b@example.test>");
    return client;
  }

  void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Says a line and returns the whole answer, without its last line end. */
  String ask(String line) throws IOException {
    say(line + "\r\n");
    return hear();
  }

  /** Sends a text through DATA and returns the last answer. */
  String data(String text) throws IOException {
    ask("DATA");
    return ask(text + "\r\n.");
  }

  /** One answer with all its lines; empty text at the end of the stream. */
  String hear() throws IOException {
    StringBuilder all = new StringBuilder();
    while (true) {
      String line = line();
      all.append(line);
      if (line.length() < 4 || line.charAt(3) != '-') {
        return all.toString();
      }
      all.append('\n');
    }
  }

  String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        bytes.write(next);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Everything until the server ends the stream. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Whether the connection ends, by FIN or RST, and nothing comes before. */
  boolean endsWithoutAWord() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  void encrypt(SSLContext context, String host) throws IOException {
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    socket = tls;
    in = tls.getInputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
