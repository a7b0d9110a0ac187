package io.notifyjava.mail;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call as the watch sees it: the thread that makes it, when it must be over, the socket that it
 * is on, and since when it waits for the server.
 */
final class CallTrace {

  /** Why a call was ended from outside. */
  enum Cut {
    /** The time of the whole call was over. */
    DEADLINE,
    /** The server said nothing, or took nothing, for too long. */
    SILENCE,
    /** The thread was interrupted. */
    INTERRUPT
  }

  /** In {@link #waitsSince}: it does not wait for the server now. */
  private static final long NEVER = Long.MIN_VALUE;

  final long beganAt;
  final long endsAt;
  private final Thread thread = Thread.currentThread();
  private volatile long waitsSince = NEVER;

  /** Of the socket: what a call has let go is never closed by the watch of that call. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Socket socket;
  private volatile @Nullable Cut cut;

  CallTrace(long beganAt, long endsAt) {
    this.beganAt = beganAt;
    this.endsAt = endsAt;
  }

  /** Goes on with another socket. */
  void on(Socket next) throws IOException {
    lock.lock();
    try {
      socket = next;
      if (cut != null) {
        next.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Goes on without its socket, which others may use now; tells whether it is still open. */
  boolean letGo() {
    lock.lock();
    try {
      socket = null;
      return cut == null;
    } finally {
      lock.unlock();
    }
  }

  /** Begins to wait for the server, by the ticker. */
  void waits(long now) {
    waitsSince = now == NEVER ? NEVER + 1 : now;
  }

  void goesOn() {
    waitsSince = NEVER;
  }

  /** Returns why the call was ended from outside; null if it was not. */
  @Nullable Cut cut() {
    return cut;
  }

  /** Called by the watch: closes the socket if the call must not last any longer. */
  void look(long now, long longestSilence) {
    if (cut != null) {
      return;
    }
    long since = waitsSince;
    if (endsAt - now <= 0) {
      end(Cut.DEADLINE);
    } else if (thread.isInterrupted()) {
      end(Cut.INTERRUPT);
    } else if (since != NEVER && now - since > longestSilence) {
      end(Cut.SILENCE);
    }
  }

  /** The plain socket: to close it never blocks, as to close one of TLS can. */
  private void end(Cut why) {
    lock.lock();
    try {
      cut = why;
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Closed all the same.
    } finally {
      lock.unlock();
    }
  }
}
