package io.notifyjava.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that refuses connections: it is taken, so that nobody else gets it meanwhile. */
final class DeadPort implements AutoCloseable {

  private final Socket taken = new Socket();

  DeadPort() throws IOException {
    taken.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
  }

  String url() {
    return "http://127.0.0.1:" + taken.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    taken.close();
  }
}
