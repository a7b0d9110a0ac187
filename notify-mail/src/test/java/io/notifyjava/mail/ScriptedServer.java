package io.notifyjava.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that says exactly what a test wants at one place of the conversation, and what any
 * server would say elsewhere. Keeps what it was told, byte for byte.
 */
final class ScriptedServer implements AutoCloseable {

  /** In place of a reply: the connection is closed without one. */
  static final String DROP = "<drop>";

  /** In place of a reply: nothing is said, and the connection stays open. */
  static final String SILENCE = "<silence>";

  private final ServerSocket server;
  private final Map<String, UnaryOperator<String>> script = new ConcurrentHashMap<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  final List<String> commands = new CopyOnWriteArrayList<>();
  final List<String> mails = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  volatile List<String> offers = List.of("PIPELINING", "8BITMIME");

  ScriptedServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  SmtpMail.Builder account() {
    return SmtpMail.account()
        .host("127.0.0.1")
        .port(port())
        .security(SmtpSecurity.PLAIN)
        .from("shop@example.com");
  }

  /** Answers a command, by its first word, with this; "." is the end of a mail. */
  ScriptedServer on(String verb, String reply) {
    return on(verb, line -> reply);
  }

  ScriptedServer on(String verb, UnaryOperator<String> reply) {
    script.put(verb, reply);
    return this;
  }

  void offering(String... offers) {
    this.offers = List.of(offers);
  }

  /** Closes every connection that is open now. */
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  /** Says something on every connection that is open now. */
  void say(String line) throws IOException {
    for (Socket socket : open) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      if (!reply(out, "CONNECT", "CONNECT", "220 mx.example.net ESMTP")) {
        return;
      }
      for (String line = line(in); line != null; line = line(in)) {
        commands.add(line);
        String verb = line.contains(" ") ? line.substring(0, line.indexOf(' ')) : line;
        if (!reply(out, verb, line, usual(verb))) {
          return;
        }
        if (verb.equals("QUIT")) {
          return;
        }
        if (verb.equals("DATA") && lastReply.get().startsWith("354")) {
          String mail = mail(in);
          if (mail == null) {
            return;
          }
          mails.add(mail);
          if (!reply(out, ".", mail, "250 2.0.0 queued")) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // The client left.
    } finally {
      open.remove(socket);
    }
  }

  private final ThreadLocal<String> lastReply = ThreadLocal.withInitial(() -> "");

  private String usual(String verb) {
    return switch (verb) {
      case "EHLO" -> {
        StringBuilder all = new StringBuilder("250-mx.example.net");
        for (int i = 0; i < offers.size(); i++) {
          all.append("\r\n250").append(i == offers.size() - 1 ? ' ' : '-').append(offers.get(i));
        }
        yield offers.isEmpty() ? "250 mx.example.net" : all.toString();
      }
      case "DATA" -> "354 go ahead";
      case "QUIT" -> "221 2.0.0 bye";
      case "AUTH" -> "235 2.7.0 welcome";
      default -> "250 2.1.0 ok";
    };
  }

  private boolean reply(OutputStream out, String verb, String line, String usual)
      throws IOException {
    UnaryOperator<String> told = script.get(verb);
    String reply = told == null ? usual : told.apply(line);
    reply = reply == null ? usual : reply;
    lastReply.set(reply);
    if (reply.equals(DROP)) {
      return false;
    }
    if (!reply.equals(SILENCE)) {
      out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    return true;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
    return null;
  }

  /** Reads to the end of the mail and takes the added dots away; null if there is no end. */
  private static @Nullable String mail(InputStream in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = line(in); line != null; line = line(in)) {
      if (line.equals(".")) {
        return mail.toString();
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return null;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      hangUp();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
