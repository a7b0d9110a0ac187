package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The way in: accounts that send mail over SMTP.
 *
 * @since 0.1.0
 */
public final class SmtpMail {

  /** Type of the accounts in configuration. */
  public static final String TYPE = "mail-smtp";

  private SmtpMail() {}

  /** Returns an empty builder of an account. */
  public static Builder account() {
    return new Builder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. Not
   * thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    final List<String> problems = new ArrayList<>();
    @Nullable String host;
    int port;
    SmtpSecurity security = SmtpSecurity.STARTTLS;
    @Nullable String user;
    @Nullable Secret password;
    @Nullable SmtpTokens tokens;
    SmtpAuth auth = SmtpAuth.AUTO;
    boolean allowPlainAuth;
    @Nullable MailAddress from;
    @Nullable MailAddress bounceTo;
    @Nullable String helloName;
    @Nullable SignatureBlock signature;
    @Nullable DkimKey dkim;
    @Nullable Path attachmentFolder;
    long maxAttachmentSize = 26_214_400;
    long maxMailSize = 41_943_040;
    int maxConnections = 8;
    int maxMailsPerConnection = 1_000;
    int maxMailsInARow = 20;
    Duration connectTimeout = Duration.ofSeconds(3);
    Duration silenceTimeout = Duration.ofSeconds(30);
    Duration idleTimeout = Duration.ofSeconds(30);
    Duration checkAfter = Duration.ofSeconds(5);
    Duration maxAge = Duration.ofMinutes(10);
    List<X509Certificate> trustedCertificates = List.of();
    @Nullable SSLContext sslContext;

    private Builder() {}

    /** The server's name, which its certificate must have; required. */
    public Builder host(String host) {
      this.host = Objects.requireNonNull(host, "host");
      return this;
    }

    /** The server's port, 1 to 65535; by default 587, with {@link SmtpSecurity#TLS} 465. */
    public Builder port(int port) {
      this.port = port;
      if (port < 1 || port > 65_535) {
        problems.add("port: expected 1 to 65535, but found " + port);
      }
      return this;
    }

    /** How the connection is protected; {@link SmtpSecurity#STARTTLS} by default. */
    public Builder security(SmtpSecurity security) {
      this.security = Objects.requireNonNull(security, "security");
      return this;
    }

    /** Who signs in; nobody by default. */
    public Builder user(String user) {
      this.user = Objects.requireNonNull(user, "user");
      return this;
    }

    /** The password of {@link #user}. */
    public Builder password(String password) {
      Objects.requireNonNull(password, "password");
      try {
        return password(Secret.of(password));
      } catch (IllegalArgumentException e) {
        // Told by build() with everything else that is wrong. The text does not repeat the
        // password.
        problems.add("password: " + e.getMessage());
        return this;
      }
    }

    /** The password of {@link #user}. */
    public Builder password(Secret password) {
      this.password = Objects.requireNonNull(password, "password");
      return this;
    }

    /** Signs {@link #user} in by XOAUTH2 with tokens from here, in place of a password. */
    public Builder tokens(SmtpTokens tokens) {
      this.tokens = Objects.requireNonNull(tokens, "tokens");
      return this;
    }

    /** How a password is told; {@link SmtpAuth#AUTO} by default. */
    public Builder auth(SmtpAuth auth) {
      this.auth = Objects.requireNonNull(auth, "auth");
      return this;
    }

    /**
     * Whether it signs in over {@link SmtpSecurity#PLAIN}, where everybody on the way can read the
     * password. False by default.
     */
    public Builder allowPlainAuth(boolean allowPlainAuth) {
      this.allowPlainAuth = allowPlainAuth;
      return this;
    }

    /** Who is shown as the sender of mails that name none; required. */
    public Builder from(MailAddress from) {
      this.from = Objects.requireNonNull(from, "from");
      return this;
    }

    /**
     * Who is shown as the sender of mails that name none; required.
     *
     * @throws IllegalArgumentException as {@link MailAddress#of(String)}
     */
    public Builder from(String from) {
      return from(MailAddress.of(from));
    }

    /** Where servers send what they cannot deliver; to the sender by default. */
    public Builder bounceTo(MailAddress bounceTo) {
      this.bounceTo = Objects.requireNonNull(bounceTo, "bounceTo");
      return this;
    }

    /** What the account calls itself in EHLO; the literal of its own IP address by default. */
    public Builder helloName(String helloName) {
      this.helloName = Objects.requireNonNull(helloName, "helloName");
      return this;
    }

    /** What stands under each mail that does not switch it off; nothing by default. */
    public Builder signature(SignatureBlock signature) {
      this.signature = Objects.requireNonNull(signature, "signature");
      return this;
    }

    /** Signs each mail by DKIM; needs {@code apache-jdkim-library}. Not by default. */
    public Builder dkim(DkimKey dkim) {
      this.dkim = Objects.requireNonNull(dkim, "dkim");
      return this;
    }

    /** Folder that files must be in to be attached, links followed; anywhere by default. */
    public Builder attachmentFolder(Path attachmentFolder) {
      this.attachmentFolder = Objects.requireNonNull(attachmentFolder, "attachmentFolder");
      return this;
    }

    /** Largest attachment in bytes, 1 to 1,073,741,824; 26,214,400 (25 MiB) by default. */
    public Builder maxAttachmentSize(long maxAttachmentSize) {
      this.maxAttachmentSize = maxAttachmentSize;
      return this;
    }

    /**
     * Largest mail in bytes on the wire, where attachments are a third longer, 1 to 2,147,483,647;
     * 41,943,040 (40 MiB) by default. What the server says counts, too.
     */
    public Builder maxMailSize(long maxMailSize) {
      this.maxMailSize = maxMailSize;
      return this;
    }

    /** Most connections at once, 1 to 1,000; 8 by default. Calls above that wait. */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = maxConnections;
      return this;
    }

    /** Mails after which a connection is closed, 1 to 1,000,000; 1,000 by default. */
    public Builder maxMailsPerConnection(int maxMailsPerConnection) {
      this.maxMailsPerConnection = maxMailsPerConnection;
      return this;
    }

    /**
     * Mails of a batch that go over one connection in one row, 1 to 1,000; 20 by default. A row has
     * the time limit of one call; a server that would need more than half of it gets mails one by
     * one.
     */
    public Builder maxMailsInARow(int maxMailsInARow) {
      this.maxMailsInARow = maxMailsInARow;
      return this;
    }

    /** Longest wait for a connection to one address; 1 ms to 1 h, 3 s by default. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
      return this;
    }

    /**
     * Longest wait for one reply, or until the server takes more of a mail; 1 ms to 1 h, 30 s by
     * default. The time limit of the call is shorter by default: 10 s.
     */
    public Builder silenceTimeout(Duration silenceTimeout) {
      this.silenceTimeout = Objects.requireNonNull(silenceTimeout, "silenceTimeout");
      return this;
    }

    /** How long an unused connection is kept; 1 ms to 1 h, 30 s by default. */
    public Builder idleTimeout(Duration idleTimeout) {
      this.idleTimeout = Objects.requireNonNull(idleTimeout, "idleTimeout");
      return this;
    }

    /**
     * After how long unused a connection is asked whether it lives; 1 ms to 1 h, 5 s by default.
     */
    public Builder checkAfter(Duration checkAfter) {
      this.checkAfter = Objects.requireNonNull(checkAfter, "checkAfter");
      return this;
    }

    /** How old a connection may become; 1 ms to 24 h, 10 min by default. */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = Objects.requireNonNull(maxAge, "maxAge");
      return this;
    }

    /** Certificates that are trusted beside the platform's; none by default. */
    public Builder trustedCertificates(Collection<X509Certificate> trustedCertificates) {
      this.trustedCertificates = List.copyOf(trustedCertificates);
      return this;
    }

    /**
     * The service's own context of TLS, for client certificates and the like, in place of {@link
     * #trustedCertificates}; host name and protocol are checked all the same. None by default.
     */
    public Builder sslContext(SSLContext sslContext) {
      this.sslContext = Objects.requireNonNull(sslContext, "sslContext");
      return this;
    }

    /** Notes a problem that is told by {@link #build()} with the others. */
    Builder problem(String problem) {
      problems.add(problem);
      return this;
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new SmtpConfig(this);
    }
  }
}
