package io.notifyjava.mail;

import static io.notifyjava.spi.Setting.Kind.BOOLEAN;
import static io.notifyjava.spi.Setting.Kind.DURATION;
import static io.notifyjava.spi.Setting.Kind.INTEGER;
import static io.notifyjava.spi.Setting.Kind.SECRET;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.message.MailAddress;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes accounts of type {@code mail-smtp} from configuration. Services that set up accounts in
 * code use {@link SmtpMail}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class SmtpMailProviderFactory implements ProviderFactory {

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.required("host", TEXT, "Name of the server, which its certificate must have."),
          Setting.optional("port", INTEGER, "Port of the server; 587, with security tls 465."),
          Setting.withDefault(
              "security", TEXT, "starttls", "Protection: starttls, tls or plain (clear text)."),
          Setting.optional("user", TEXT, "Who signs in; nobody without it."),
          Setting.optional("password", SECRET, "Password of the user."),
          Setting.withDefault("auth", TEXT, "auto", "How a password is told: auto, plain, login."),
          Setting.withDefault(
              "allow-plain-auth",
              BOOLEAN,
              "false",
              "Whether it signs in over clear text, where everybody on the way can read the"
                  + " password."),
          Setting.required("from", TEXT, "Address that is shown as the sender of mails."),
          Setting.optional("from-name", TEXT, "Name that is shown beside it."),
          Setting.optional(
              "bounce-to", TEXT, "Where undelivered mail goes; the sender without it."),
          Setting.optional("hello-name", TEXT, "Name in EHLO; the own IP address without it."),
          Setting.optional("signature-html", TEXT, "HTML that stands under each mail."),
          Setting.optional(
              "signature-text", TEXT, "The same as plain text; made of the HTML without it."),
          Setting.optional("dkim-domain", TEXT, "Domain that signs mails by DKIM."),
          Setting.optional("dkim-selector", TEXT, "Selector of the key that it signs with."),
          Setting.optional("dkim-key-file", TEXT, "File with the private key: PKCS #8, PEM."),
          Setting.optional("attachment-folder", TEXT, "Folder that attached files must be in."),
          Setting.withDefault(
              "max-attachment-size",
              INTEGER,
              "26214400",
              "Largest attachment in bytes, 1 to 1073741824."),
          Setting.withDefault(
              "max-mail-size",
              INTEGER,
              "41943040",
              "Largest mail on the wire in bytes, 1 to 2147483647."),
          Setting.withDefault(
              "max-connections", INTEGER, "8", "Most connections at once, 1 to 1000."),
          Setting.withDefault(
              "max-mails-per-connection",
              INTEGER,
              "1000",
              "Mails after which a connection is closed, 1 to 1000000."),
          Setting.withDefault(
              "max-mails-in-a-row",
              INTEGER,
              "20",
              "Mails of a batch that go over one connection in one row, 1 to 1000."),
          Setting.withDefault(
              "connect-timeout",
              DURATION,
              "3s",
              "Longest wait for a connection to one address, 1ms to 1h."),
          Setting.withDefault(
              "silence-timeout", DURATION, "30s", "Longest wait for one reply, 1ms to 1h."),
          Setting.withDefault(
              "idle-timeout", DURATION, "30s", "How long an unused connection is kept, 1ms to 1h."),
          Setting.withDefault(
              "check-after",
              DURATION,
              "5s",
              "After how long unused a connection is asked whether it lives, 1ms to 1h."),
          Setting.withDefault(
              "max-age", DURATION, "10m", "How old a connection may become, 1ms to 24h."));

  /** For {@link java.util.ServiceLoader}. */
  public SmtpMailProviderFactory() {}

  @Override
  public String type() {
    return SmtpMail.TYPE;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    SmtpMail.Builder account = SmtpMail.account();
    settings.text("host").ifPresent(account::host);
    settings.integer("port").ifPresent(account::port);
    choice(settings, account, "security", SmtpSecurity.class, account::security);
    settings.text("user").ifPresent(account::user);
    settings.secret("password").ifPresent(account::password);
    choice(settings, account, "auth", SmtpAuth.class, account::auth);
    account.allowPlainAuth(settings.flag("allow-plain-auth"));
    address(settings, account, "from", settings.text("from-name"), account::from);
    address(settings, account, "bounce-to", Optional.empty(), account::bounceTo);
    settings.text("hello-name").ifPresent(account::helloName);
    signature(settings, account);
    dkim(settings, account);
    told(account, "attachment-folder", settings, text -> account.attachmentFolder(Path.of(text)));
    settings.integer("max-attachment-size").ifPresent(account::maxAttachmentSize);
    settings.integer("max-mail-size").ifPresent(account::maxMailSize);
    settings.integer("max-connections").ifPresent(account::maxConnections);
    settings.integer("max-mails-per-connection").ifPresent(account::maxMailsPerConnection);
    settings.integer("max-mails-in-a-row").ifPresent(account::maxMailsInARow);
    settings.duration("connect-timeout").ifPresent(account::connectTimeout);
    settings.duration("silence-timeout").ifPresent(account::silenceTimeout);
    settings.duration("idle-timeout").ifPresent(account::idleTimeout);
    settings.duration("check-after").ifPresent(account::checkAfter);
    settings.duration("max-age").ifPresent(account::maxAge);
    return account.build().create(context);
  }

  private static void address(
      Settings settings,
      SmtpMail.Builder account,
      String name,
      Optional<String> shown,
      Consumer<MailAddress> setter) {
    told(
        account,
        name,
        settings,
        text -> {
          MailAddress address = MailAddress.of(text);
          setter.accept(shown.map(address::named).orElse(address));
        });
  }

  private static void signature(Settings settings, SmtpMail.Builder account) {
    Optional<String> text = settings.text("signature-text");
    if (settings.text("signature-html").isEmpty() && text.isPresent()) {
      account.problem("signature-text: expected signature-html beside it, but found none");
    }
    told(
        account,
        "signature-html",
        settings,
        html ->
            account.signature(
                text.map(plain -> SignatureBlock.of(html, plain))
                    .orElseGet(() -> SignatureBlock.of(html))));
  }

  private static void dkim(Settings settings, SmtpMail.Builder account) {
    List<String> names = List.of("dkim-domain", "dkim-selector", "dkim-key-file");
    long given = names.stream().filter(name -> settings.text(name).isPresent()).count();
    if (given > 0 && given < names.size()) {
      account.problem(
          "dkim-domain: expected dkim-domain, dkim-selector and dkim-key-file together, but found "
              + given
              + " of them");
    } else if (given > 0) {
      told(
          account,
          "dkim-key-file",
          settings,
          file ->
              account.dkim(
                  DkimKey.pem(
                      settings.text("dkim-domain").orElseThrow(),
                      settings.text("dkim-selector").orElseThrow(),
                      Path.of(file))));
    }
  }

  private static void told(
      SmtpMail.Builder account, String name, Settings settings, Consumer<String> setter) {
    try {
      settings.text(name).ifPresent(setter);
    } catch (InvalidPathException e) {
      account.problem(name + ": expected a path, but found something else");
    } catch (IllegalArgumentException e) {
      account.problem(name + ": " + e.getMessage());
    }
  }

  private static <E extends Enum<E>> void choice(
      Settings settings, SmtpMail.Builder account, String name, Class<E> type, Consumer<E> setter) {
    settings
        .text(name)
        .ifPresent(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                  setter.accept(constant);
                  return;
                }
              }
              String known =
                  Stream.of(type.getEnumConstants())
                      .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "));
              account.problem(
                  name
                      + ": expected one of "
                      + known
                      + ", but found "
                      + (text.length() <= 16 ? text : "something longer"));
            });
  }
}
