package io.notifyjava.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that know whether the server spoke when nobody asked it.
 *
 * <p>On a connection that is used again, OkHttp takes whatever comes next for the answer to the
 * next request: the second half of a doubled answer, or the {@code 408} that some balancers send to
 * an idle connection before they close it. Such an answer is about no message of ours. A TLS server
 * that closes an idle connection says so too, in a close_notify; a request that is written after it
 * would have an unknown outcome for nothing.
 *
 * <p>Sockets under a TLS session are found by their two addresses, since OkHttp shows only the
 * socket on top.
 */
final class WatchedSockets extends SocketFactory {

  private final ConcurrentMap<Ends, WatchedSocket> open = new ConcurrentHashMap<>();
  private final int readTimeoutMillis;

  /**
   * Makes no socket yet.
   *
   * @param readTimeoutMillis longest silence, for sockets that OkHttp gives no limit; 0 for none
   */
  WatchedSockets(int readTimeoutMillis) {
    this.readTimeoutMillis = readTimeoutMillis;
  }

  private record Ends(SocketAddress local, SocketAddress remote) {
    static Ends of(Socket socket) {
      return new Ends(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
    }
  }

  /** Returns the watched socket that is the given one, or lies under it; null if there is none. */
  @Nullable WatchedSocket under(Socket socket) {
    return socket instanceof WatchedSocket watched ? watched : open.get(Ends.of(socket));
  }

  @Override
  public Socket createSocket() {
    return new WatchedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
  }

  private Socket connected(SocketAddress remote, @Nullable SocketAddress local) throws IOException {
    Socket socket = createSocket();
    socket.bind(local);
    socket.connect(remote);
    return socket;
  }

  /** A socket that counts what was read from it. Used by one call at a time, as its connection. */
  final class WatchedSocket extends Socket {

    private volatile long bytesRead;
    private volatile long readAtRest;

    /** Odd while a write is under way, so that a watch can tell one write from the next. */
    private volatile long writes;

    /** Likewise for reads. */
    private volatile long reads;

    private volatile @Nullable Ends ends;

    /** Returns how many bytes were read so far, TLS records included. */
    long bytesRead() {
      return bytesRead;
    }

    /** Returns the number of the write that is under way; even if none is. */
    long writes() {
      return writes;
    }

    /** Returns the number of the read that is under way; even if none is. */
    long reads() {
      return reads;
    }

    /**
     * Lets reads last until the watch ends them; for the call that begins now. Without effect where
     * OkHttp keeps the limits.
     */
    void leaveReadsToTheWatch() throws SocketException {
      if (readTimeoutMillis > 0) {
        super.setSoTimeout(0);
      }
    }

    /** Says that an answer was read to its end and the connection is free. */
    void rest() {
      readAtRest = bytesRead;
    }

    /** Tells whether anything arrived since {@link #rest()}, read by now or not. */
    boolean wasDisturbed() throws IOException {
      return bytesRead != readAtRest || super.getInputStream().available() > 0;
    }

    /** OkHttp sets its own limit, or none, before each request. */
    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
      super.setSoTimeout(timeout == 0 ? readTimeoutMillis : timeout);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      Ends now = Ends.of(this);
      ends = now;
      open.put(now, this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          stepRead();
          try {
            int next = in.read();
            count(next < 0 ? next : 1);
            return next;
          } finally {
            stepRead();
          }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          stepRead();
          try {
            int read = in.read(bytes, offset, length);
            count(read);
            return read;
          } finally {
            stepRead();
          }
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int one) throws IOException {
          step();
          out.write(one);
          step();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          step();
          out.write(bytes, offset, length);
          step();
        }
      };
    }

    @Override
    public synchronized void close() throws IOException {
      Ends known = ends;
      if (known != null) {
        open.remove(known, this);
      }
      super.close();
    }

    // One thread writes at a time; the field is volatile for those that look. A write that fails
    // leaves the number odd: the socket is of no use then.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void step() {
      writes++;
    }

    // As with writes; but a read that ends with its time, as those that look whether a connection
    // is still good, leaves the socket as it was, so the number is even afterwards.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void stepRead() {
      reads++;
    }

    // As with writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int read) {
      if (read > 0) {
        bytesRead += read;
      }
    }
  }
}
