package io.notifyjava.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Speaks TLS with a certificate for some name, and passes everything on to a Redis. */
final class TlsFront implements AutoCloseable {

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final SSLServerSocket listening;
  private final int behind;
  private final List<Socket> open = new ArrayList<>();

  TlsFront(URI redis, String certifiedName) throws IOException {
    this.behind = redis.getPort();
    HeldCertificate own =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName(certifiedName)
            .signedBy(authority)
            .build();
    this.listening =
        (SSLServerSocket)
            new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .build()
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Trusts its authority, and nobody else. */
  SSLSocketFactory trusting() {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(authority.certificate())
        .build()
        .sslSocketFactory();
  }

  URI address() {
    return URI.create("rediss://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = kept(listening.accept());
      Socket server = kept(new Socket());
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
      start(() -> copy(client, server));
      start(() -> copy(server, client));
    }
  }

  private synchronized Socket kept(Socket socket) {
    open.add(socket);
    return socket;
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] some = new byte[8_192];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        to.getOutputStream().write(some, 0, count);
        to.getOutputStream().flush();
      }
    }
  }

  private static void start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException e) {
                // The other side went away, or refused us: that is what the tests are about.
              }
            },
            "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Loop {
    void run() throws IOException;
  }
}
