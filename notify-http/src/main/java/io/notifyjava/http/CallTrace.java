package io.notifyjava.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call to one host and knows how far it got, above all whether the request can have
 * left.
 *
 * <p>The line is {@link #requestHeadersStart}: before it, OkHttp has written no byte of the
 * request, not even to a buffer. OkHttp reports some events on threads of its own, so the fields
 * are volatile.
 */
final class CallTrace extends EventListener {

  /** How far a call got. */
  enum Stage {
    BEGUN,
    LOOKING_UP,
    CONNECTING,
    SECURING,
    CONNECTED,
    SENDING,
    AWAITING,
    READING
  }

  private final Thread thread = Thread.currentThread();
  private final long deadline;
  private volatile long endsAt;
  private volatile boolean outOfTime;
  private volatile boolean watched;
  private final Stalls stalls = new Stalls();
  private volatile @Nullable Call call;
  private volatile Stage stage = Stage.BEGUN;
  private volatile boolean mayHaveLeft;
  private volatile @Nullable Headers answeredWith;
  private volatile WatchedSockets.@Nullable WatchedSocket socket;
  private volatile boolean connected;
  private boolean onTheWire;

  /**
   * Begins to watch a call of the current thread.
   *
   * @param deadline when the call must end, by the exchange's ticker
   */
  CallTrace(long deadline) {
    this.deadline = deadline;
  }

  /** Tells whether any byte of the request can have reached the server. */
  boolean mayHaveLeft() {
    return mayHaveLeft;
  }

  Stage stage() {
    return stage;
  }

  long deadline() {
    return deadline;
  }

  /** Says when the call must end, by the ticker of its watch. */
  void endsAt(long endsAt) {
    this.endsAt = endsAt;
  }

  long endsAt() {
    return endsAt;
  }

  /** Tells whether the call was ended because its time was over. */
  boolean isOutOfTime() {
    return outOfTime;
  }

  /** Returns whether, and why, the call was ended because the server did not go on. */
  Stalls stalls() {
    return stalls;
  }

  /** Says that a watch looks at the call until it ends. */
  void isWatchedFromNowOn() {
    watched = true;
  }

  boolean isWatched() {
    return watched;
  }

  /** Ends the call if one write or one read lasts too long, as {@link Stalls#found} says. */
  void cancelIfStalled(long now, long longestWrite, long longestRead) {
    WatchedSockets.WatchedSocket used = socket;
    Call running = call;
    if (used != null
        && running != null
        && !running.isCanceled()
        && stalls.found(used, now, longestWrite, longestRead)) {
      running.cancel();
    }
  }

  /**
   * Ends the call if its time is over or its thread was interrupted; blocked socket reads notice
   * neither.
   *
   * @param now by the ticker of its watch
   */
  void cancelIfOver(long now) {
    Call running = call;
    if (running == null) {
      return;
    }
    if (thread.isInterrupted()) {
      running.cancel();
    } else if (now - endsAt >= 0 && !running.isCanceled()) {
      // First, for the call's thread looks as soon as it is cancelled.
      outOfTime = true;
      running.cancel();
    }
  }

  /** Tells whether this is the first time that the call goes to the network. Call's thread only. */
  boolean goesOnTheWireFirst() {
    boolean first = !onTheWire;
    onTheWire = true;
    return first;
  }

  /** Tells whether the call got a connection that served another call before. */
  boolean reusesConnection() {
    return !connected;
  }

  /** Says over which socket the request goes. */
  void goesOver(WatchedSockets.WatchedSocket socket) {
    this.socket = socket;
  }

  /** Keeps the headers as they came, before some were hidden from OkHttp. */
  void answeredWith(Headers headers) {
    answeredWith = headers;
  }

  Headers headersOf(Response response) {
    Headers original = answeredWith;
    return original == null ? response.headers() : original;
  }

  private void reach(Stage reached) {
    // A connection attempt that lost the race may still report itself after the request went out.
    if (!mayHaveLeft) {
      stage = reached;
    }
  }

  @Override
  public void callStart(Call call) {
    this.call = call;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    reach(Stage.LOOKING_UP);
    BoundedDns.nextLookupIsFor(this);
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> inetAddressList) {
    reach(Stage.CONNECTING);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    reach(Stage.CONNECTING);
  }

  @Override
  public void secureConnectStart(Call call) {
    reach(Stage.SECURING);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    reach(Stage.CONNECTED);
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol) {
    connected = true;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    reach(Stage.CONNECTED);
  }

  @Override
  public void requestHeadersStart(Call call) {
    mayHaveLeft = true;
    stage = Stage.SENDING;
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      stage = Stage.AWAITING;
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    stage = Stage.AWAITING;
  }

  @Override
  public void requestFailed(Call call, IOException ioe) {
    stage = Stage.SENDING;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    stage = Stage.READING;
  }

  /** Comes before the connection goes back to the pool, where others may take it. */
  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    WatchedSockets.WatchedSocket used = socket;
    if (used != null) {
      used.rest();
    }
  }
}
