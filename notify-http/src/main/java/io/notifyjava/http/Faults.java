package io.notifyjava.http;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Recognises OkHttp's exceptions (5.5.1), some of which are told apart by little. */
final class Faults {

  /**
   * By name, since OkHttp's module does not export them. {@code ConnectionShutdownException}: no
   * stream was opened. {@code REFUSED_STREAM}: the server promises that it did not look at the
   * request (RFC 9113 section 8.7), also for streams beyond the last one of a GOAWAY.
   */
  private static final String SHUTDOWN = "okhttp3.internal.http2.ConnectionShutdownException";

  private static final String RESET = "okhttp3.internal.http2.StreamResetException";
  private static final String REFUSED = "stream was reset: REFUSED_STREAM";

  /** How deep a chain of causes is followed; hostile chains may be circular. */
  private static final int DEPTH = 10;

  private Faults() {}

  /** Tells whether the exception proves that the server did not act, though bytes may have left. */
  static boolean provesUntouched(Exception seen, CallTrace.Stage stage) {
    if (stage == CallTrace.Stage.READING) {
      return false;
    }
    String name = seen.getClass().getName();
    return name.equals(SHUTDOWN) || (name.equals(RESET) && REFUSED.equals(seen.getMessage()));
  }

  /** Tells whether OkHttp's own time limit of a call ended it, for which it has no type. */
  static boolean isTimeLimit(Exception seen) {
    return seen instanceof InterruptedIOException && !(seen instanceof SocketTimeoutException);
  }

  /** Tells whether the server's certificate was refused. */
  static boolean isTrust(Exception seen) {
    return seen instanceof SSLPeerUnverifiedException
        || any(
            seen,
            c -> c instanceof CertificateException || c instanceof CertPathValidatorException);
  }

  /**
   * Tells whether the server broke HTTP, as opposed to going away.
   *
   * @param stage a complaint while the body is read, and of no network type, comes from unpacking
   *     it
   */
  static boolean isFraming(Exception seen, CallTrace.Stage stage) {
    if (any(seen, Faults::isUnfinishedLine)) {
      return true;
    }
    if (says(seen, "unexpected end of stream") || any(seen, EOFException.class::isInstance)) {
      return false;
    }
    if (seen instanceof ProtocolException) {
      return true;
    }
    boolean network =
        seen instanceof SocketException
            || seen instanceof SSLException
            || seen.getClass().getName().equals(RESET);
    return stage == CallTrace.Stage.READING && !network;
  }

  /**
   * Okio's words for a line that was cut, or that did not end within OkHttp's 256 KiB for all
   * headers; with a limit of zero nothing at all was said, so the server just went away.
   */
  private static boolean isUnfinishedLine(Throwable seen) {
    return seen instanceof EOFException
        && says(seen, "not found: limit=")
        && !says(seen, "not found: limit=0 ");
  }

  private static boolean says(Throwable seen, String part) {
    String message = seen.getMessage();
    return message != null && message.contains(part);
  }

  /** Returns the innermost cause, which says what the ones around it only repeat. */
  static Throwable root(Throwable seen) {
    Throwable root = seen;
    for (int i = 0; root.getCause() != null && i < DEPTH; i++) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean any(Throwable seen, Predicate<Throwable> wanted) {
    Throwable next = seen;
    for (int i = 0; next != null && i < DEPTH; i++) {
      if (wanted.test(next)) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }
}
