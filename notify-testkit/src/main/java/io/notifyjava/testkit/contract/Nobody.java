package io.notifyjava.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses on this machine at which nobody speaks the vendor's protocol. */
final class Nobody {

  private Nobody() {}

  /** An address that refuses connections: its port is taken, so nobody else gets it meanwhile. */
  static final class Refusing implements AutoCloseable {

    private final Socket taken = new Socket();

    Refusing() {
      try {
        taken.bind(new InetSocketAddress(loopback(), 0));
      } catch (IOException failed) {
        throw new UncheckedIOException("Cannot take a free port on the loopback address", failed);
      }
    }

    URI like(URI baseUrl) {
      return at(baseUrl.getScheme(), taken.getLocalPort(), baseUrl);
    }

    @Override
    public void close() throws IOException {
      taken.close();
    }
  }

  /** An address that takes connections and never reads a byte from them. */
  static final class Deaf implements AutoCloseable {

    private final ServerSocket listener = listen();

    URI like(URI baseUrl) {
      return at(baseUrl.getScheme(), listener.getLocalPort(), baseUrl);
    }

    /** Tells whether anybody has connected. Takes that connection away. */
    boolean wasCalled() throws IOException {
      listener.setSoTimeout(1);
      try (Socket caller = listener.accept()) {
        return caller.isConnected();
      } catch (SocketTimeoutException nobodyCalled) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  /** An address that cuts every connection before a TLS handshake can begin. */
  static final class HandshakeCutter implements AutoCloseable {

    private final ServerSocket listener = listen();

    HandshakeCutter() {
      Thread cutter = new Thread(this::cut, "contract-handshake-cutter");
      cutter.setDaemon(true);
      cutter.start();
    }

    URI like(URI baseUrl, String tlsScheme) {
      return at(tlsScheme, listener.getLocalPort(), baseUrl);
    }

    private void cut() {
      try {
        while (!listener.isClosed()) {
          listener.accept().close();
        }
      } catch (IOException closedByTheTest) {
        // accept() ends this way when close() is called, and there is nothing left to do then.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  /** Listens on a free port of the loopback address. */
  static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, loopback());
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot listen on the loopback address", failed);
    }
  }

  /** By its bytes: the addresses made here are IPv4, whatever the JVM prefers. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Returns an address on this machine with the path of another one. */
  static URI at(String scheme, int port, URI like) {
    try {
      return new URI(scheme, null, "127.0.0.1", port, like.getPath(), null, null);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("Not an address: " + like, impossible);
    }
  }
}
