package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
final class SmtpConfig implements ProviderSetup {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\\[?[0-9A-Fa-f:.]{2,45}\\]?");
  private static final Pattern HELLO =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[A-Za-z0-9:.]{2,60}\\]");
  private static final Duration HOUR = Duration.ofHours(1);

  final String host;
  final int port;
  final SmtpSecurity security;
  final @Nullable Credentials credentials;
  final MailAddress from;
  final @Nullable MailAddress bounceTo;
  final @Nullable String helloName;
  final long maxMailSize;
  final int maxConnections;
  final int maxMailsPerConnection;
  final int maxMailsInARow;
  final Duration connectTimeout;
  final Duration silenceTimeout;
  final Duration idleTimeout;
  final Duration checkAfter;
  final Duration maxAge;
  private final @Nullable SignatureBlock signature;
  private final @Nullable DkimSigning dkim;
  private final AttachmentFiles files;
  private final TlsRules tls;

  SmtpConfig(SmtpMail.Builder given) {
    List<String> problems = new ArrayList<>(given.problems);
    this.host = host(given.host, problems);
    this.security = given.security;
    this.port = given.port > 0 ? given.port : given.security == SmtpSecurity.TLS ? 465 : 587;
    this.credentials = credentials(given, problems);
    if (given.from == null) {
      problems.add("from: expected the sender's address, but found none");
    }
    if (given.helloName != null && !HELLO.matcher(given.helloName).matches()) {
      problems.add("hello-name: expected a host's name or an IP address in brackets");
    }
    if (given.attachmentFolder != null && !Files.isDirectory(given.attachmentFolder)) {
      problems.add("attachment-folder: expected a folder, but there is none of that name");
    }
    within("max-attachment-size", given.maxAttachmentSize, 1L << 30, problems);
    within("max-mail-size", given.maxMailSize, Integer.MAX_VALUE, problems);
    within("max-connections", given.maxConnections, 1_000, problems);
    within("max-mails-per-connection", given.maxMailsPerConnection, 1_000_000, problems);
    within("max-mails-in-a-row", given.maxMailsInARow, 1_000, problems);
    within("connect-timeout", given.connectTimeout, HOUR, problems);
    within("silence-timeout", given.silenceTimeout, HOUR, problems);
    within("idle-timeout", given.idleTimeout, HOUR, problems);
    within("check-after", given.checkAfter, HOUR, problems);
    within("max-age", given.maxAge, Duration.ofHours(24), problems);
    @Nullable TlsRules rules = tls(given, problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    this.from = Objects.requireNonNull(given.from);
    this.bounceTo = given.bounceTo;
    this.helloName = given.helloName;
    this.maxMailSize = given.maxMailSize;
    this.maxConnections = given.maxConnections;
    this.maxMailsPerConnection = given.maxMailsPerConnection;
    this.maxMailsInARow = given.maxMailsInARow;
    this.connectTimeout = given.connectTimeout;
    this.silenceTimeout = given.silenceTimeout;
    this.idleTimeout = given.idleTimeout;
    this.checkAfter = given.checkAfter;
    this.maxAge = given.maxAge;
    this.signature = given.signature;
    this.dkim = given.dkim == null ? null : given.dkim.signing();
    this.files = new AttachmentFiles(given.attachmentFolder, given.maxAttachmentSize);
    this.tls = Objects.requireNonNull(rules);
  }

  private static String host(@Nullable String host, List<String> problems) {
    if (host == null || !HOST.matcher(host).matches()) {
      problems.add(
          "host: expected a host's name or an IP address, but found "
              + (host == null ? "none" : "something else"));
    }
    return host == null ? "" : host;
  }

  private static @Nullable Credentials credentials(SmtpMail.Builder given, List<String> problems) {
    boolean any = given.password != null || given.tokens != null;
    if (given.user == null) {
      if (any) {
        problems.add("user: expected who signs in, but found none beside a password or tokens");
      }
      return null;
    }
    if (given.user.isBlank() || given.user.chars().anyMatch(Character::isISOControl)) {
      problems.add("user: expected a name without control characters, but found something else");
    }
    if (!any) {
      problems.add("password: expected one for the user, or tokens, but found none");
    } else if (given.password != null && given.tokens != null) {
      problems.add("password: expected a password or tokens, but found both");
    }
    if (given.security == SmtpSecurity.PLAIN && !given.allowPlainAuth) {
      problems.add(
          "security: expected starttls or tls for an account that signs in, but found plain, over"
              + " which everybody can read the password; set allow-plain-auth if that is meant");
    }
    return new Credentials(given.user, given.password, given.tokens, given.auth);
  }

  private static @Nullable TlsRules tls(SmtpMail.Builder given, List<String> problems) {
    if (given.sslContext != null && !given.trustedCertificates.isEmpty()) {
      problems.add("trusted-certificates: expected them or an own SSLContext, but found both");
    }
    try {
      return TlsRules.of(given.sslContext, given.trustedCertificates);
    } catch (GeneralSecurityException | IOException e) {
      problems.add(
          "trusted-certificates: the platform's trust store cannot be read ("
              + e.getClass().getSimpleName()
              + ")");
      return null;
    }
  }

  private static void within(String name, long value, long most, List<String> problems) {
    if (value < 1 || value > most) {
      problems.add(name + ": expected 1 to " + most + ", but found " + value);
    }
  }

  private static void within(String name, Duration value, Duration most, List<String> problems) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
      problems.add(name + ": expected 1 ms to " + most + ", but found " + value);
    }
  }

  /** Returns host and port, for texts. */
  String server() {
    return host + ":" + port;
  }

  /** Puts the signature of DKIM before a mail, if the account has a key. */
  void sign(Rendered mail) throws AttachmentException {
    if (dkim != null) {
      dkim.sign(mail);
    }
  }

  /**
   * Returns what a preview says of the signature. There is none in it: a mail that is signed for a
   * look would be as good as one that was sent, and its date and id would not be those of the mail.
   */
  Map<String, String> signatureToCome() {
    return dkim == null
        ? Map.of()
        : Map.of(
            "DKIM-Signature",
            "(" + dkim.shown() + "; made and put before the mail when it is sent)");
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Redactor redactor = new Redactor(credentials == null ? List.of() : credentials.secrets());
    Diagnosis diagnosis = new Diagnosis(server(), redactor);
    CallWatch watch = new CallWatch(context.ticker(), silenceTimeout.toNanos());
    Opener opener = new Opener(this, tls, diagnosis, context.ticker());
    Pool pool = new Pool(this, opener, watch, diagnosis, context.ticker());
    return new SmtpMailProvider(
        this,
        new MailRenderer(from, signature, files, context.clock()),
        new MessageIds(context.account()),
        new Deliveries(
            pool,
            watch,
            diagnosis,
            context.clock(),
            context.ticker(),
            new Pace(context.timeouts().attempt(), maxMailsInARow)));
  }

  /** Shows the server, and nothing of the credentials. */
  @Override
  public String toString() {
    return "SmtpMail[" + server() + ", " + security + "]";
  }
}
