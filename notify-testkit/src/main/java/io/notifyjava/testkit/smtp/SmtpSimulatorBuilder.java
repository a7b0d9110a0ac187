package io.notifyjava.testkit.smtp;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.Latency;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets a {@link SmtpSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class SmtpSimulatorBuilder {

  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, String> accessTokens = new LinkedHashMap<>();
  private int port;
  private Latency latency = Latency.none();
  private Clock clock = Clock.systemUTC();
  private SmtpTls tls = SmtpTls.NONE;
  private SmtpCertificate certificate = SmtpCertificate.VALID;
  private List<String> protocols = List.of();
  private String injected = "";
  private Set<SmtpMechanism> mechanisms = EnumSet.allOf(SmtpMechanism.class);
  private boolean authenticationInClear;
  private boolean authenticationRequired;
  private boolean pipelining = true;
  private boolean eightBit = true;
  private boolean utf8 = true;
  private boolean chunking;
  private long maxSize = 10L * 1024 * 1024;
  private int maxRecipients = 100;
  private int maxMailsPerConnection;
  private int maxConnections;
  private Duration idle = Duration.ofMinutes(5);
  private int recentMails = 1_000;
  private boolean watchDuplicates = true;
  private String idHeader = "Message-ID";
  private boolean controlEndpoints;

  SmtpSimulatorBuilder() {}

  /** The TCP port, 0 to 65535; default 0, any free one. */
  public SmtpSimulatorBuilder port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, but was " + value);
    }
    this.port = value;
    return this;
  }

  /** How long the server thinks before each answer; default not at all. */
  public SmtpSimulatorBuilder latency(Latency value) {
    this.latency = requireNonNull(value, "latency");
    return this;
  }

  /** Wall time, from which certificates are good or expired; default the system's clock. */
  public SmtpSimulatorBuilder clock(Clock value) {
    this.clock = requireNonNull(value, "clock");
    return this;
  }

  /** When it encrypts; default {@link SmtpTls#NONE}. */
  public SmtpSimulatorBuilder tls(SmtpTls value) {
    this.tls = requireNonNull(value, "tls");
    return this;
  }

  /** What certificate it shows; default {@link SmtpCertificate#VALID}. */
  public SmtpSimulatorBuilder certificate(SmtpCertificate value) {
    this.certificate = requireNonNull(value, "certificate");
    return this;
  }

  /**
   * The versions of TLS that it speaks, such as {@code TLSv1.2}; default those of the JDK. One that
   * the JDK has disabled makes every handshake fail.
   */
  public SmtpSimulatorBuilder tlsProtocols(String... values) {
    this.protocols = List.of(values);
    return this;
  }

  /**
   * Sends this in clear text in one packet with the answer to {@code STARTTLS}, as an attacker
   * between client and server would; default nothing. A client must not take it for an answer to
   * what it says under TLS.
   *
   * @param lines with line ends, such as {@code "250 ok\r\n"}
   */
  public SmtpSimulatorBuilder injectAfterStartTls(String lines) {
    this.injected = requireNonNull(lines, "lines");
    return this;
  }

  /** Adds a user for LOGIN and PLAIN; default none. AUTH is offered once there is a user. */
  public SmtpSimulatorBuilder user(String name, String password) {
    passwords.put(requireNonNull(name, "name"), requireNonNull(password, "password"));
    return this;
  }

  /** Adds a user for XOAUTH2; default none. */
  public SmtpSimulatorBuilder accessToken(String name, String token) {
    accessTokens.put(requireNonNull(name, "name"), requireNonNull(token, "token"));
    return this;
  }

  /** The mechanisms that are offered once there is a user; default all. */
  public SmtpSimulatorBuilder mechanisms(SmtpMechanism... values) {
    Set<SmtpMechanism> chosen = EnumSet.noneOf(SmtpMechanism.class);
    chosen.addAll(List.of(values));
    this.mechanisms = chosen;
    return this;
  }

  /**
   * Whether AUTH is offered and taken before TLS; default false: it is answered 538. Always true in
   * effect where {@link #tls} is {@link SmtpTls#NONE}.
   */
  public SmtpSimulatorBuilder authenticationInClear(boolean value) {
    this.authenticationInClear = value;
    return this;
  }

  /** Whether mails are taken from authenticated clients only, else 530; default false. */
  public SmtpSimulatorBuilder authenticationRequired(boolean value) {
    this.authenticationRequired = value;
    return this;
  }

  /**
   * Whether PIPELINING is offered; default true. Where it is not, a client that speaks before it
   * was answered is refused (554) and cut off.
   */
  public SmtpSimulatorBuilder pipelining(boolean value) {
    this.pipelining = value;
    return this;
  }

  /** Whether 8BITMIME is offered; default true. */
  public SmtpSimulatorBuilder eightBitMime(boolean value) {
    this.eightBit = value;
    return this;
  }

  /** Whether SMTPUTF8 is offered; default true. */
  public SmtpSimulatorBuilder smtpUtf8(boolean value) {
    this.utf8 = value;
    return this;
  }

  /** Whether CHUNKING is offered; default false. */
  public SmtpSimulatorBuilder chunking(boolean value) {
    this.chunking = value;
    return this;
  }

  /** Most bytes of a mail, above zero, else 552; default 10 MiB. */
  public SmtpSimulatorBuilder maxSize(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("maxSize is above zero, but was " + bytes);
    }
    this.maxSize = bytes;
    return this;
  }

  /** Most recipients of a mail, above zero, else 452; default 100. */
  public SmtpSimulatorBuilder maxRecipients(int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("maxRecipients is above zero, but was " + value);
    }
    this.maxRecipients = value;
    return this;
  }

  /** Most mails over one connection, then 421; default 0, no limit. */
  public SmtpSimulatorBuilder maxMailsPerConnection(int value) {
    this.maxMailsPerConnection = notNegative(value, "maxMailsPerConnection", "no limit");
    return this;
  }

  /** Most connections at once, then 421; default 0, no limit. */
  public SmtpSimulatorBuilder maxConnections(int value) {
    this.maxConnections = notNegative(value, "maxConnections", "no limit");
    return this;
  }

  /** How long a client may say nothing, one millisecond to an hour, then 421; default 5 min. */
  public SmtpSimulatorBuilder idleLimit(Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "an idle limit lies between one millisecond and one hour, but was " + value);
    }
    this.idle = value;
    return this;
  }

  /**
   * How many of the last mails {@link SmtpSimulator#mails()} keeps, of 64 MiB in all; default
   * 1,000; 0 for none: then they are counted only.
   */
  public SmtpSimulatorBuilder recentMails(int value) {
    this.recentMails = notNegative(value, "recentMails", "none");
    return this;
  }

  /**
   * Whether to notice mails that arrive twice and to count them by recipient, at 11 to 22 bytes for
   * each mail and 16 to 32 for each recipient; default true.
   */
  public SmtpSimulatorBuilder watchDuplicates(boolean value) {
    this.watchDuplicates = value;
    return this;
  }

  /**
   * The header by which a mail is known again; default {@code Message-ID}. A mail without it is
   * known by all its bytes.
   */
  public SmtpSimulatorBuilder idHeader(String name) {
    this.idHeader = requireNonNull(name, "name");
    return this;
  }

  /**
   * Whether it can be steered from another process by HTTP on a port of its own, at {@link
   * SmtpSimulator#controlUrl()}; default false. {@code GET /_sim/} there lists what can be done.
   */
  public SmtpSimulatorBuilder controlEndpoints(boolean value) {
    this.controlEndpoints = value;
    return this;
  }

  /**
   * Starts serving.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public SmtpSimulator start() {
    SmtpSettings settings =
        new SmtpSettings(
            "simulator.example.test",
            new SmtpSettings.Encryption(tls, certificate, protocols, injected),
            new SmtpSettings.Login(
                Map.copyOf(passwords),
                Map.copyOf(accessTokens),
                mechanisms,
                authenticationInClear || tls == SmtpTls.NONE,
                authenticationRequired),
            new SmtpSettings.Offers(pipelining, eightBit, utf8, chunking),
            new SmtpSettings.Limits(
                maxSize, maxRecipients, maxMailsPerConnection, maxConnections, idle),
            latency);
    return new SmtpSimulator(
        settings,
        new SmtpLedger(recentMails, watchDuplicates, idHeader),
        clock.instant(),
        port,
        controlEndpoints);
  }

  private static int notNegative(int value, String name, String zero) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name + " is zero or more, but was " + value + "; use 0 for " + zero);
    }
    return value;
  }
}
