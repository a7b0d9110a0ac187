package io.notifyjava.http;

import static io.notifyjava.result.FailureReason.CANCELLED;
import static io.notifyjava.result.FailureReason.INTERNAL;
import static io.notifyjava.result.FailureReason.PROTOCOL;
import static io.notifyjava.result.FailureReason.TIMEOUT;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import okhttp3.Call;
import okhttp3.HttpUrl;

/**
 * Says what an exception means: on which side of the line it fell, and why.
 *
 * <p>Once the request left, the text of an exception is not repeated, because it may quote what the
 * server said, and servers echo. Before that, only our own side and certificates speak.
 */
final class Diagnosis {

  private static final int LONGEST_DETAIL = 300;
  private static final String UNKNOWN =
      "; the outcome is unknown, ask the provider before resending";

  private final ExchangeSettings settings;

  Diagnosis(ExchangeSettings settings) {
    this.settings = settings;
  }

  /** Returns what an exception, seen where an answer was expected, means for the request. */
  HttpOutcome of(Exception seen, HttpCall call, HttpUrl host, Call okCall, CallTrace trace) {
    if (seen instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    boolean left = trace.mayHaveLeft() && !Faults.provesUntouched(seen, trace.stage());
    boolean timeLimit = trace.isOutOfTime() || Faults.isTimeLimit(seen);
    boolean stalled = trace.stalls().isStuck() || trace.stalls().isSilent();
    if (Thread.currentThread().isInterrupted() || (okCall.isCanceled() && !timeLimit && !stalled)) {
      return cancelled(call, host, left);
    }
    if (timeLimit && !left) {
      return tooLate(call, host);
    }
    Failure failure =
        left
            ? afterSending(seen, trace, where(call, host))
            : beforeSending(seen, where(call, host), trace.stage());
    return left ? new HttpMaybeSent(failure) : new HttpNotSent(failure);
  }

  /** Returns that the caller gave up. */
  HttpOutcome cancelled(HttpCall call, HttpUrl host, boolean left) {
    String text = where(call, host) + "cancelled or interrupted ";
    return left
        ? new HttpMaybeSent(
            permanent(CANCELLED, "cancelled", text + "after the request may have left" + UNKNOWN))
        : new HttpNotSent(permanent(CANCELLED, "cancelled", text + "before the request left"));
  }

  /** Returns that the time limit was over before anything left. */
  HttpOutcome tooLate(HttpCall call, HttpUrl host) {
    return new HttpNotSent(
        passing(
            TIMEOUT,
            "time-limit",
            where(call, host) + "the time limit was over before the request left; try again"));
  }

  /** Returns that the answer has more bytes than allowed. */
  HttpOutcome tooLarge(HttpCall call, HttpUrl host, int status) {
    return new HttpMaybeSent(
        permanent(
            PROTOCOL,
            "too-large",
            where(call, host)
                + "expected an answer of at most "
                + settings.maxResponseBytes
                + " bytes, but found more, with status "
                + status
                + UNKNOWN));
  }

  private Failure beforeSending(Exception seen, String where, CallTrace.Stage stage) {
    if (seen instanceof BoundedDns.LookupTimeoutException) {
      return passing(
          TIMEOUT, "dns-timeout", where + "no address in time; check the resolver of this machine");
    }
    if (seen instanceof UnknownHostException) {
      return passing(
          UNAVAILABLE, "dns", where + "no address found; check the host name and the resolver");
    }
    if (Faults.isTrust(seen)) {
      return permanent(
          UNAVAILABLE,
          "tls-trust",
          where
              + "expected a certificate for this host from a trusted authority, but found another ("
              + detail(Faults.root(seen))
              + "); nothing was sent; check the URL, or add the authority to trustedCertificates");
    }
    if (!(seen instanceof IOException)) {
      return internal(seen, where + "nothing was sent: ");
    }
    boolean securing = stage == CallTrace.Stage.SECURING;
    if (seen instanceof SocketTimeoutException) {
      return passing(
          TIMEOUT,
          securing ? "tls-timeout" : "connect-timeout",
          where + (securing ? "no TLS session in time" : "no connection in time") + "; try again");
    }
    if (stage.compareTo(CallTrace.Stage.CONNECTED) > 0) {
      return passing(
          UNAVAILABLE, "refused", where + "the server refused to process the request; try again");
    }
    return passing(
        UNAVAILABLE,
        securing ? "tls" : "connect",
        where
            + (securing ? "no TLS session (" : "no connection (")
            + detail(seen)
            + "); try again");
  }

  private Failure afterSending(Exception seen, CallTrace trace, String where) {
    CallTrace.Stage stage = trace.stage();
    if (trace.isOutOfTime() || Faults.isTimeLimit(seen)) {
      return passing(
          TIMEOUT, "time-limit", where + "no whole answer within the time limit" + UNKNOWN);
    }
    boolean stuck = trace.stalls().isStuck();
    boolean silent = trace.stalls().isSilent();
    if (seen instanceof SocketTimeoutException || stuck || silent) {
      return stuck || (stage == CallTrace.Stage.SENDING && !silent)
          ? passing(
              TIMEOUT,
              "write-timeout",
              where + "the server took nothing for " + settings.writeTimeout + UNKNOWN)
          : passing(
              TIMEOUT,
              "read-timeout",
              where + "the server said nothing for " + settings.readTimeout + UNKNOWN);
    }
    if (seen instanceof LastGate.RepeatRefusedException) {
      return permanent(
          INTERNAL,
          "repeat-refused",
          where
              + "an interceptor of the given client tried to send the request again, which was"
              + " stopped; take the repeating interceptor out"
              + UNKNOWN);
    }
    if (!(seen instanceof IOException)) {
      return internal(seen, where + "after the request may have left: ");
    }
    return Faults.isFraming(seen, stage)
        ? passing(
            PROTOCOL,
            "framing",
            where
                + "expected a well-formed HTTP answer, but found another ("
                + name(seen)
                + ")"
                + UNKNOWN)
        : passing(
            UNAVAILABLE,
            "connection-lost",
            where + "the connection ended before a whole answer (" + name(seen) + ")" + UNKNOWN);
  }

  private Failure internal(Exception seen, String where) {
    return permanent(
        INTERNAL,
        "internal",
        where
            + "expected an answer or an IOException, but found "
            + name(seen)
            + "; check the interceptors of the given client, or report this");
  }

  private static String where(HttpCall call, HttpUrl host) {
    return call.describe() + " at " + host.host() + ": ";
  }

  private static String name(Throwable seen) {
    return seen.getClass().getSimpleName();
  }

  private static String detail(Throwable seen) {
    String text = name(seen) + ": " + seen.getMessage();
    // Part of it comes from the server's certificate; it must not start lines in a log.
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
  }

  private Failure permanent(FailureReason reason, String code, String text) {
    return Failure.permanent(reason, code, settings.redactor.redact(text));
  }

  private Failure passing(FailureReason reason, String code, String text) {
    return Failure.transientFailure(reason, code, settings.redactor.redact(text));
  }
}
