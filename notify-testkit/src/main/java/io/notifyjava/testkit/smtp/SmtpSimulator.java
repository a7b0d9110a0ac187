package io.notifyjava.testkit.smtp;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on 127.0.0.1, as strict as a picky real one, made to misbehave on request.
 *
 * <p>Out of the box it takes every mail in clear text from anybody and offers PIPELINING, SIZE,
 * 8BITMIME and SMTPUTF8. The {@linkplain SmtpSimulatorBuilder builder} adds TLS, users and limits;
 * scripts add refusals and faults, as in {@code
 * smtp.onRecipient().to("gone@example.test").answer(550, "5.1.1 nobody here")} or {@code
 * smtp.onEnd().once().actThen(SmtpFault.CLOSE)}, the answer that is lost after the mail was taken.
 * Thread-safe; one thread for each connection.
 *
 * <p>Sources: RFC 5321 (SMTP), 2920 (PIPELINING), 1870 (SIZE), 6152 (8BITMIME), 6531 (SMTPUTF8),
 * 3030 (CHUNKING), 3207 (STARTTLS), 4954 and 4616 (AUTH), 3463 (enhanced codes); XOAUTH2 as large
 * mail services document it. Bare CR and LF, early talk, dots that were not doubled and 8-bit bytes
 * that were not announced are refused, as Postfix and Exim do where they are set up to be strict.
 *
 * @since 0.1.0
 */
public final class SmtpSimulator implements AutoCloseable {

  private final SmtpServer server;
  private final SmtpAuthority authority;
  private final SmtpListener listener;
  private @Nullable WireServer control;

  SmtpSimulator(SmtpSettings settings, SmtpLedger ledger, Instant now, int port, boolean steered) {
    this.authority = SmtpAuthority.create("smtp simulator's authority", now);
    SmtpSettings.Encryption encryption = settings.encryption();
    this.server =
        new SmtpServer(
            settings,
            new SmtpRules(),
            ledger,
            encryption.when() == SmtpTls.NONE
                ? null
                : authority.serverContext(encryption.certificate(), now));
    this.listener = new SmtpListener(server, port);
    if (steered) {
      this.control = WireServer.builder().handler(new SmtpControl(this)).start();
    }
  }

  /** Starts with the defaults that {@link SmtpSimulatorBuilder} documents. */
  public static SmtpSimulatorBuilder builder() {
    return new SmtpSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static SmtpSimulator start() {
    return builder().start();
  }

  /** The port that it listens on; stays the same over {@link #refuseConnections()}. */
  public int port() {
    return listener.port();
  }

  /** Such as {@code smtp://127.0.0.1:40001}; {@code smtps} if it encrypts from the first byte. */
  public URI baseUrl() {
    boolean implicit = server.settings().encryption().when() == SmtpTls.IMPLICIT;
    return URI.create((implicit ? "smtps" : "smtp") + "://127.0.0.1:" + port());
  }

  /**
   * Where it can be steered by HTTP, such as {@code http://127.0.0.1:40002}; empty unless the
   * builder's {@link SmtpSimulatorBuilder#controlEndpoints} says so.
   */
  public Optional<URI> controlUrl() {
    return Optional.ofNullable(control).map(WireServer::baseUrl);
  }

  /** Who signs its certificates; another one in every simulator. */
  public SmtpAuthority authority() {
    return authority;
  }

  /** Scripts new connections, before the greeting. */
  public SmtpScript onBanner() {
    return on(SmtpStage.BANNER);
  }

  /** Scripts {@code EHLO} and {@code HELO}. */
  public SmtpScript onEhlo() {
    return on(SmtpStage.EHLO);
  }

  /** Scripts {@code STARTTLS}. */
  public SmtpScript onStartTls() {
    return on(SmtpStage.STARTTLS);
  }

  /** Scripts {@code AUTH}. */
  public SmtpScript onAuth() {
    return on(SmtpStage.AUTH);
  }

  /** Scripts {@code MAIL FROM}. */
  public SmtpScript onMail() {
    return on(SmtpStage.MAIL);
  }

  /** Scripts {@code RCPT TO}. */
  public SmtpScript onRecipient() {
    return on(SmtpStage.RCPT);
  }

  /** Scripts {@code DATA}, before the text. */
  public SmtpScript onData() {
    return on(SmtpStage.DATA);
  }

  /** Scripts the end of a message, where it is taken or not. */
  public SmtpScript onEnd() {
    return on(SmtpStage.END);
  }

  /** Scripts {@code RSET}. */
  public SmtpScript onReset() {
    return on(SmtpStage.RSET);
  }

  /** Scripts {@code QUIT}. */
  public SmtpScript onQuit() {
    return on(SmtpStage.QUIT);
  }

  /** Scripts one stage. */
  public SmtpScript on(SmtpStage stage) {
    Predicate<SmtpCall> there = call -> call.stage() == stage;
    return new SmtpScript(server.rules(), there, SmtpOccasions.ALWAYS);
  }

  /** Scripts every stage. */
  public SmtpScript onAny() {
    return new SmtpScript(server.rules(), call -> true, SmtpOccasions.ALWAYS);
  }

  /** Takes all scripted rules back. */
  public void clearRules() {
    server.rules().clear();
  }

  /** The last mails that were taken, oldest first; as many as the builder said. */
  public List<SmtpMail> mails() {
    return server.ledger().mails();
  }

  /** What was seen and done until now. */
  public SmtpCounts counts() {
    return server.ledger().counts();
  }

  /**
   * How many mails to this recipient were taken, the same one twice included; 0 if duplicates are
   * not watched.
   *
   * @param recipient as it stood in the envelope, without angle brackets
   */
  public int accepted(String recipient) {
    return server.ledger().to(requireNonNull(recipient, "recipient"));
  }

  /** Refuses new connections until {@link #acceptConnections()}; open ones live on. */
  public void refuseConnections() {
    listener.refuse();
  }

  /**
   * Accepts connections again, on the same port.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public void acceptConnections() {
    listener.resume();
  }

  /** Closes every open connection at once. */
  public void dropConnections() {
    listener.drop();
  }

  /** Forgets scripts, mails and counts; open connections live on. */
  public void reset() {
    clearRules();
    server.ledger().clear();
  }

  /**
   * Stops listening, closes every connection, and waits up to two seconds for their threads.
   * Calling it again does nothing.
   */
  @Override
  public void close() {
    listener.close();
    if (control != null) {
      control.close();
    }
  }
}
