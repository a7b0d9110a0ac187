package io.notifyjava.http;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The last gate before the network. Lets each call through once, on a connection that is quiet, and
 * lets no answer through that was there before the request.
 *
 * <p>OkHttp repeats a bodyless request when an answer says {@code 503} with {@code Retry-After: 0},
 * and no setting stops it (5.5.1, RetryAndFollowUpInterceptor); it even fails with a
 * NumberFormatException on a {@code Retry-After} of more digits than an int holds. So the header is
 * taken out of its sight and kept for the answer. An interceptor of the caller's own client that
 * repeats requests is stopped with an exception: what left once must not leave again.
 */
final class LastGate implements Interceptor {

  private static final int UNAVAILABLE = 503;

  private final WatchedSockets sockets;

  private final int readTimeoutMillis;

  /**
   * Makes a gate.
   *
   * @param readTimeoutMillis longest silence on sockets that are not of our making, such as those
   *     through a SOCKS proxy; 0 leaves it to OkHttp
   */
  LastGate(WatchedSockets sockets, int readTimeoutMillis) {
    this.sockets = sockets;
    this.readTimeoutMillis = readTimeoutMillis;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    CallTrace trace = chain.call().tag(CallTrace.class);
    if (trace == null) {
      return chain.proceed(chain.request());
    }
    if (!trace.goesOnTheWireFirst()) {
      throw new RepeatRefusedException();
    }
    Connection connection = chain.connection();
    WatchedSockets.WatchedSocket socket = socketOf(connection);
    if (socket == null && connection != null && readTimeoutMillis > 0) {
      connection.socket().setSoTimeout(readTimeoutMillis);
    }
    Response response =
        socket == null ? chain.proceed(chain.request()) : proceed(chain, trace, socket);
    if (response.code() == UNAVAILABLE && response.header("Retry-After") != null) {
      trace.answeredWith(response.headers());
      return response.newBuilder().removeHeader("Retry-After").build();
    }
    return response;
  }

  private static Response proceed(Chain chain, CallTrace trace, WatchedSockets.WatchedSocket socket)
      throws IOException {
    if (trace.reusesConnection() && socket.wasDisturbed()) {
      throw new StaleConnectionException();
    }
    trace.goesOver(socket);
    if (trace.isWatched()) {
      socket.leaveReadsToTheWatch();
    }
    long before = socket.bytesRead();
    Response response = chain.proceed(chain.request());
    if (socket.bytesRead() == before) {
      response.close();
      throw new ProtocolException("The answer was there before the request");
    }
    return response;
  }

  /** HTTP/2 numbers its streams and reads all the time, so none of this applies to it. */
  private WatchedSockets.@Nullable WatchedSocket socketOf(@Nullable Connection connection) {
    if (connection == null
        || (connection.protocol() != Protocol.HTTP_1_1
            && connection.protocol() != Protocol.HTTP_1_0)) {
      return null;
    }
    return sockets.under(connection.socket());
  }

  /** A second sending within one call. */
  static final class RepeatRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RepeatRefusedException() {
      super("The request went out once already");
    }
  }

  /** The pooled connection is of no use; nothing was written to it. */
  static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
      super("The server spoke or closed while the connection was idle");
    }
  }
}
