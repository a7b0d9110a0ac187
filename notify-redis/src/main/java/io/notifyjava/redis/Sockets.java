package io.notifyjava.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens the sockets of a pool.
 *
 * <p>In place of Jedis' own, which by default takes any certificate of a trusted authority,
 * whosever name it bears, and whose settings for that want files instead of a factory.
 */
final class Sockets implements JedisSocketFactory {

  private final RedisAddress address;
  private final @Nullable SSLSocketFactory tls;
  private final int limitMillis;

  /**
   * Creates it.
   *
   * @param tls null for the JVM's; used for a {@code rediss://} address only
   * @param limitMillis longest wait for the connection, and for each answer of a handshake
   */
  Sockets(RedisAddress address, @Nullable SSLSocketFactory tls, int limitMillis) {
    this.address = address;
    this.tls = tls;
    this.limitMillis = limitMillis;
  }

  @Override
  public Socket createSocket() {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(address.host(), address.port()), limitMillis);
      socket.setSoTimeout(limitMillis);
      return address.tls() ? secured(socket) : socket;
    } catch (IOException e) {
      close(socket);
      throw new NoConnection("No connection to " + address, e);
    }
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocketFactory factory = tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls;
    SSLSocket secured =
        (SSLSocket) factory.createSocket(socket, address.host(), address.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was of no use anyway; what went wrong before is what counts.
    }
  }

  /** Nothing was connected, so nothing was cut and nothing was sent. */
  static final class NoConnection extends JedisConnectionException {

    private static final long serialVersionUID = 1L;

    private NoConnection(String message, IOException cause) {
      super(message, cause);
    }
  }
}
