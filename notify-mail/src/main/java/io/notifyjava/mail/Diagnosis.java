package io.notifyjava.mail;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a reply or an exception means. No text of it holds an address or a secret: what servers
 * say is masked, what exceptions say is not repeated.
 */
final class Diagnosis {

  private static final int LONGEST_TEXT = 300;
  private static final Pattern ADDRESS =
      Pattern.compile("(\"[^\"]*\"|[^\\s<>()\\[\\]:;,\"']+)@[^\\s<>(),:;\"']+");

  /** Also those that a terminal obeys or that turn a text around. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029]");

  private static final String UNKNOWN =
      "; the mail may have been sent, look into the server's log before sending it again";

  private final String server;
  private final Redactor redactor;

  /**
   * Creates one.
   *
   * @param server host and port, for texts
   */
  Diagnosis(String server, Redactor redactor) {
    this.server = server;
    this.redactor = redactor;
  }

  /**
   * Returns a refusal by the server.
   *
   * @param addresses of the mail that it is about; what the server says of them is masked
   */
  Failure refused(SmtpStep step, Reply reply, List<String> addresses) {
    String enhanced = reply.enhanced();
    String code = enhanced.isEmpty() ? "" + reply.code() : reply.code() + " " + enhanced;
    // What is said to somebody who signs in may quote what was said.
    String said = step == SmtpStep.AUTH ? "refused" : masked(reply.text(), addresses);
    String text = server + " answered " + step.command() + ": " + said;
    FailureReason reason = ReplyReasons.of(step, reply.code(), enhanced);
    if (reply.isTransient()) {
      return Failure.transientFailure(reason, code, text);
    }
    if (reply.code() >= 500) {
      return Failure.permanent(reason, code, text);
    }
    return Failure.transientFailure(
        FailureReason.PROTOCOL,
        code,
        server + " gave a reply to " + step.command() + " that does not belong there");
  }

  private String masked(String text, List<String> addresses) {
    String clean = INVISIBLE.matcher(redactor.redact(text)).replaceAll(" ");
    for (String address : addresses) {
      String mailbox = address.substring(0, address.lastIndexOf('@'));
      clean = hidden(hidden(clean, address), mailbox);
    }
    // Cut first, so that a hostile text costs nothing; what may be cut in two goes.
    String cut =
        clean.length() > LONGEST_TEXT
            ? clean.substring(0, clean.lastIndexOf(' ', LONGEST_TEXT) + 1) + "…"
            : clean;
    return ADDRESS.matcher(cut).replaceAll(Matcher.quoteReplacement(Masking.MASK));
  }

  /** Many servers name a mailbox without its domain; one letter names nobody. */
  private static String hidden(String text, String name) {
    return name.length() < 2
        ? text
        : Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(text)
            .replaceAll(Matcher.quoteReplacement(Masking.MASK));
  }

  /** Returns why nothing was sent. */
  Failure notSent(IOException seen, @Nullable CallTrace trace) {
    if (isInterrupted(trace)) {
      return Failure.permanent(
          FailureReason.CANCELLED,
          "cancelled",
          server + ": cancelled or interrupted before the mail was sent");
    }
    CallTrace.Cut cut = trace == null ? null : trace.cut();
    if (cut == CallTrace.Cut.DEADLINE) {
      return passing(
          FailureReason.TIMEOUT, "time-limit", "the time limit was over before the mail was sent");
    }
    if (cut == CallTrace.Cut.SILENCE || seen instanceof SocketTimeoutException) {
      return passing(
          FailureReason.TIMEOUT, "timeout", "no answer in time, and the mail was not sent");
    }
    if (seen instanceof ReplyReader.GarbageException) {
      return passing(
          FailureReason.PROTOCOL, "garbage", "what it sent is no SMTP reply; is it a mail server?");
    }
    if (isTrust(seen)) {
      return Failure.permanent(
          FailureReason.UNAVAILABLE,
          "certificate",
          server
              + " showed a certificate that is not trusted for this name; correct the server, or"
              + " name its authority in trusted-certificates");
    }
    if (seen instanceof SSLException) {
      return passing(
          FailureReason.UNAVAILABLE,
          "tls",
          "no TLS session could be made; it must know TLS 1.2 or 1.3");
    }
    if (seen instanceof UnknownHostException) {
      return passing(
          FailureReason.UNAVAILABLE, "unknown-host", "the name is not known; check host");
    }
    if (seen instanceof ConnectException) {
      return passing(
          FailureReason.UNAVAILABLE, "connect", "no connection could be made; is it up?");
    }
    return passing(
        FailureReason.UNAVAILABLE,
        "connection-lost",
        "the connection was lost before the mail was sent ("
            + (seen instanceof EOFException ? "closed" : seen.getClass().getSimpleName())
            + ")");
  }

  /** Returns that nobody can tell whether the mail was sent. */
  Failure maybeSent(IOException seen, @Nullable CallTrace trace) {
    if (isInterrupted(trace)) {
      return Failure.permanent(
          FailureReason.CANCELLED,
          "cancelled",
          server + ": cancelled or interrupted while its answer was awaited" + UNKNOWN);
    }
    CallTrace.Cut cut = trace == null ? null : trace.cut();
    if (cut != null) {
      return passing(FailureReason.TIMEOUT, "timeout", "no answer to the mail in time" + UNKNOWN);
    }
    if (seen instanceof ReplyReader.GarbageException) {
      return passing(
          FailureReason.PROTOCOL, "garbage", "the answer to the mail is no SMTP reply" + UNKNOWN);
    }
    return passing(
        FailureReason.UNAVAILABLE,
        "connection-lost",
        "the connection was lost while the answer to the mail was awaited" + UNKNOWN);
  }

  private static boolean isInterrupted(@Nullable CallTrace trace) {
    return Thread.currentThread().isInterrupted()
        || (trace != null && trace.cut() == CallTrace.Cut.INTERRUPT);
  }

  Failure passing(FailureReason reason, String code, String text) {
    return Failure.transientFailure(reason, code, server + ": " + text);
  }

  Failure forGood(FailureReason reason, String code, String text) {
    return Failure.permanent(reason, code, server + ": " + text);
  }

  private static boolean isTrust(IOException seen) {
    Throwable next = seen;
    for (int i = 0; next != null && i < 10; i++) {
      if (next instanceof CertificateException || next instanceof CertPathValidatorException) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }

  @Override
  public String toString() {
    return "Diagnosis[" + server + "]";
  }
}
