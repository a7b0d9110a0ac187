package io.notifyjava.mail;

import static io.notifyjava.mail.Credentials.base64;

import io.notifyjava.message.Secret;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Opens connections: greeting, TLS, sign-in. Thread-safe; works in the thread that wants the
 * connection, and under the watch of its call.
 */
final class Opener {

  private final SmtpConfig config;
  private final TlsRules tls;
  private final Names names;
  private final Diagnosis diagnosis;
  private final LongSupplier ticker;

  Opener(SmtpConfig config, TlsRules tls, Diagnosis diagnosis, LongSupplier ticker) {
    this.config = config;
    this.tls = tls;
    this.names = new Names();
    this.diagnosis = diagnosis;
    this.ticker = ticker;
  }

  /**
   * Opens a connection that can take mails.
   *
   * @throws NotSentException if the server refuses
   * @throws IOException if there is no connection, or it is lost
   */
  SmtpLink open(CallTrace trace) throws IOException, NotSentException {
    SmtpWire wire = new SmtpWire(connect(trace), ticker);
    boolean open = false;
    try {
      wire.belongsTo(trace);
      SmtpLink link =
          new SmtpLink(wire, greet(wire), ticker.getAsLong(), config.maxMailsPerConnection);
      open = true;
      return link;
    } finally {
      if (!open) {
        wire.close();
      }
    }
  }

  private Socket connect(CallTrace trace) throws IOException {
    IOException last = new ConnectException("No address");
    for (InetAddress address : names.lookUp(config.host, left(trace))) {
      Socket socket = new Socket();
      trace.on(socket);
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        long millis = Math.min(config.connectTimeout.toMillis(), left(trace) / 1_000_000);
        socket.connect(new InetSocketAddress(address, config.port), (int) Math.max(1, millis));
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
        if (trace.cut() != null || left(trace) <= 0 || Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw last;
  }

  private long left(CallTrace trace) throws SocketTimeoutException {
    long left = trace.endsAt - ticker.getAsLong();
    if (left <= 0) {
      throw new SocketTimeoutException("No time left");
    }
    return Math.min(left, TimeUnit.DAYS.toNanos(1));
  }

  private Offers greet(SmtpWire wire) throws IOException, NotSentException {
    if (config.security == SmtpSecurity.TLS) {
      secure(wire);
    }
    Reply greeting = wire.read();
    if (greeting.code() != 220) {
      throw refused(SmtpStep.GREETING, greeting);
    }
    refuseUnasked(wire);
    Offers offers = ehlo(wire);
    if (config.security == SmtpSecurity.STARTTLS) {
      startTls(wire, offers);
      // What was said in clear text may have been said by anybody.
      offers = ehlo(wire);
    }
    Credentials credentials = config.credentials;
    if (credentials != null) {
      signIn(wire, offers, credentials);
    }
    return offers;
  }

  private void secure(SmtpWire wire) throws IOException {
    wire.begin();
    try {
      wire.change(tls.secure(wire.plain(), config.host, config.port));
    } finally {
      wire.end();
    }
  }

  /** A server waits for the client; one that does not is none, or somebody speaks in its place. */
  private void refuseUnasked(SmtpWire wire) throws IOException, NotSentException {
    if (wire.hasUnasked()) {
      throw new NotSentException(
          diagnosis.passing(
              FailureReason.PROTOCOL,
              "garbage",
              "it said more than it was asked for; is it a mail server, or somebody in between?"));
    }
  }

  private Offers ehlo(SmtpWire wire) throws IOException, NotSentException {
    Reply reply = wire.command("EHLO " + helloName(wire)).ask();
    if (reply.isPositive()) {
      return Offers.of(reply);
    }
    if (reply.code() >= 500 && reply.code() < 510 && config.security != SmtpSecurity.STARTTLS) {
      // RFC 5321 section 3.2: a server from before 1995 knows HELO alone.
      Reply older = wire.command("HELO " + helloName(wire)).ask();
      if (older.isPositive()) {
        return Offers.NONE;
      }
    }
    throw refused(SmtpStep.EHLO, reply);
  }

  /** The literal of an address tells the server nothing that it does not see (RFC 5321, 4.1.3). */
  private String helloName(SmtpWire wire) {
    String name = config.helloName;
    if (name != null) {
      return name;
    }
    InetAddress local = wire.plain().getLocalAddress();
    String address = local.getHostAddress();
    int zone = address.indexOf('%');
    return local instanceof Inet6Address
        ? "[IPv6:" + (zone < 0 ? address : address.substring(0, zone)) + "]"
        : "[" + address + "]";
  }

  private void startTls(SmtpWire wire, Offers offers) throws IOException, NotSentException {
    if (!offers.startTls()) {
      throw new NotSentException(
          diagnosis.forGood(
              FailureReason.UNAVAILABLE,
              "no-starttls",
              "it does not offer STARTTLS, which this account requires; set security to tls if it"
                  + " speaks TLS from the first byte, or to plain if clear text is meant"));
    }
    Reply reply = wire.command("STARTTLS").ask();
    if (reply.code() != 220) {
      throw refused(SmtpStep.STARTTLS, reply);
    }
    // CVE-2011-0411 and its kin: what came along in clear text would be taken for protected.
    refuseUnasked(wire);
    secure(wire);
  }

  private void signIn(SmtpWire wire, Offers offers, Credentials credentials)
      throws IOException, NotSentException {
    SmtpTokens tokens = credentials.tokens;
    Reply reply;
    if (tokens != null) {
      require(offers, "XOAUTH2");
      reply = token(wire, credentials.user, asked(tokens, false));
      if (reply.code() == 535) {
        reply = token(wire, credentials.user, asked(tokens, true));
      }
    } else if (plain(offers, credentials)) {
      reply = wire.command("AUTH PLAIN " + credentials.plain()).ask();
    } else {
      require(offers, "LOGIN");
      reply = login(wire, credentials);
    }
    if (!reply.isPositive()) {
      throw refused(SmtpStep.AUTH, reply);
    }
  }

  /** What the supplier's exception says may hold the token or a secret, so it is not repeated. */
  private Secret asked(SmtpTokens tokens, boolean renew) throws NotSentException {
    try {
      return Objects.requireNonNull(tokens.token(renew), "token");
    } catch (RuntimeException e) {
      throw new NotSentException(
          diagnosis.passing(
              FailureReason.AUTHENTICATION,
              "no-token",
              "the account's supplier of tokens threw "
                  + e.getClass().getName()
                  + " instead of giving one; mend the supplier"));
    }
  }

  private boolean plain(Offers offers, Credentials credentials) throws NotSentException {
    if (credentials.auth == SmtpAuth.PLAIN) {
      require(offers, "PLAIN");
      return true;
    }
    return credentials.auth == SmtpAuth.AUTO
        && (offers.auth().contains("PLAIN") || !offers.auth().contains("LOGIN"))
        && requirePlainOrLogin(offers);
  }

  private boolean requirePlainOrLogin(Offers offers) throws NotSentException {
    require(offers, "PLAIN");
    return true;
  }

  private Reply login(SmtpWire wire, Credentials credentials) throws IOException {
    Reply reply = wire.command("AUTH LOGIN").ask();
    if (reply.isGoAhead()) {
      reply = wire.command(base64(credentials.user)).ask();
    }
    Secret password = credentials.password;
    if (reply.isGoAhead() && password != null) {
      reply = wire.command(base64(password.reveal())).ask();
    }
    return reply;
  }

  /** The format is Google's and Microsoft's: "XOAUTH2 Mechanism", developers.google.com/gmail. */
  private static Reply token(SmtpWire wire, String user, Secret token) throws IOException {
    String response = "user=" + user + "\u0001auth=Bearer " + token.reveal() + "\u0001\u0001";
    Reply reply = wire.command("AUTH XOAUTH2 " + base64(response)).ask();
    // The challenge tells what is wrong; an empty line asks for the refusal itself.
    return reply.isGoAhead() ? wire.command("").ask() : reply;
  }

  private void require(Offers offers, String mechanism) throws NotSentException {
    if (!offers.auth().contains(mechanism)) {
      throw new NotSentException(
          diagnosis.forGood(
              FailureReason.AUTHENTICATION,
              "no-auth",
              "it does not offer AUTH " + mechanism + "; see auth among the account's settings"));
    }
  }

  private NotSentException refused(SmtpStep step, Reply reply) {
    Failure failure = diagnosis.refused(step, reply, List.of());
    return new NotSentException(failure);
  }

  @Override
  public String toString() {
    return "Opener[" + config + "]";
  }
}
