package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.mail.SmtpMail;
import io.notifyjava.mail.SmtpSecurity;
import io.notifyjava.message.MailAddress;
import io.notifyjava.spi.ProviderSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an account from variables. Used once. */
final class AccountVariables {

  /** What their names begin with. */
  static final String PREFIX = "MAIL_SMTP_";

  private final Environment environment;
  private final List<String> problems = new ArrayList<>();
  private final SmtpMail.Builder account = SmtpMail.account();

  AccountVariables(Environment environment) {
    this.environment = environment;
  }

  /**
   * Returns the account. STARTTLS is required unless the variables say something else.
   *
   * @throws UsageException naming everything that is missing or wrong
   */
  ProviderSetup account(MailCommand options) {
    get("HOST")
        .ifPresentOrElse(
            account::host,
            () ->
                problems.add(
                    "Set MAIL_SMTP_HOST to send through a real server, or no variable that begins"
                        + " with MAIL_SMTP_ to try the simulator"));
    read("PORT", "a number", text -> account.port(Integer.parseInt(text)));
    read("SECURITY", "starttls, tls or plain", text -> account.security(security(text)));
    get("USER").ifPresent(account::user);
    get("PASSWORD").ifPresent(account::password);
    read("ALLOW_PLAIN_AUTH", "true or false", text -> account.allowPlainAuth(flag(text)));
    read("BOUNCE_TO", "an address", text -> account.bounceTo(MailAddress.of(text)));
    read(
        "CA_FILE",
        "a file of certificates in PEM",
        text -> account.trustedCertificates(certificates(text)));
    from(options.from == null ? get("FROM").orElse("") : options.from);
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
    return account.maxConnections(options.concurrency).build();
  }

  private void from(String from) {
    if (from.isEmpty()) {
      problems.add("Set MAIL_SMTP_FROM, or give --from: who is shown as the sender");
      return;
    }
    try {
      MailAddress address = MailAddress.of(from);
      account.from(get("FROM_NAME").map(address::named).orElse(address));
    } catch (IllegalArgumentException e) {
      problems.add("MAIL_SMTP_FROM and MAIL_SMTP_FROM_NAME: " + e.getMessage());
    }
  }

  private static SmtpSecurity security(String text) {
    return Arrays.stream(SmtpSecurity.values())
        .filter(kind -> kind.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("another word was found"));
  }

  /** What decides about a password in clear text is not guessed. */
  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("another word was found");
    }
    return text.equals("true");
  }

  private static List<X509Certificate> certificates(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException(e.getClass().getSimpleName(), e);
    }
  }

  private void read(String name, String expected, Consumer<String> setter) {
    get(name)
        .ifPresent(
            text -> {
              try {
                setter.accept(text);
              } catch (IllegalArgumentException e) {
                problems.add(PREFIX + name + " must be " + expected + ": " + e.getMessage());
              }
            });
  }

  private Optional<String> get(String name) {
    return environment.get(PREFIX + name);
  }
}
