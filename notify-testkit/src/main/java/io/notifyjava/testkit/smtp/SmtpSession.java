package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One conversation (RFC 5321), from the banner to the end.
 *
 * <pre>
 * banner -> EHLO -> [STARTTLS -> EHLO] -> [AUTH] -> MAIL -> RCPT+ -> DATA -> dot -> MAIL ... QUIT
 *                                                    RSET, EHLO: back to before MAIL
 * </pre>
 *
 * <p>Used by the connection's thread alone.
 */
final class SmtpSession {

  private static final int LINE_LIMIT = 512;

  /** RFC 4954 section 4: a line of base64 may be longer. */
  private static final int AUTH_LIMIT = 12_288;

  /** What SIZE, SMTPUTF8 and AUTH add to the limit of MAIL (RFC 1870, 6531, 4954). */
  private static final int MAIL_LIMIT = LINE_LIMIT + 26 + 10 + 500;

  private static final SmtpReply YES = SmtpReply.of(250, "2.0.0", "ok");
  private static final SmtpReply TAKEN = SmtpReply.of(250, "2.0.0", "ok, queued as 0");
  private static final SmtpReply SENDER = SmtpReply.of(250, "2.1.0", "sender ok");
  private static final SmtpReply RECIPIENT = SmtpReply.of(250, "2.1.5", "recipient ok");
  private static final SmtpReply GO = SmtpReply.of(354, "end with a line that is one dot");
  private static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "bye");
  private static final SmtpReply ENCRYPT = SmtpReply.of(220, "2.0.0", "ready to start TLS");
  private static final SmtpReply KNOWN = SmtpReply.of(235, "2.7.0", "authentication succeeded");
  private static final SmtpReply PERHAPS = SmtpReply.of(252, "2.0.0", "send it and see");
  private static final List<String> NOBODY = List.of();

  private final SmtpServer server;
  private final SmtpSettings settings;
  private final SmtpLink link;
  private final SmtpStages stages;
  private final long number;
  private final SmtpText text;
  private final List<String> recipients = new ArrayList<>();
  private boolean greeted;
  private boolean introduced;
  private boolean extended;
  private boolean encrypting;
  private boolean inChunks;
  private boolean refusedAny;
  private boolean utf8;
  private boolean eightBit;
  private String user = "";
  private @Nullable String sender;

  SmtpSession(SmtpServer server, SmtpLink link, long number) {
    this.server = server;
    this.settings = server.settings();
    this.link = link;
    this.number = number;
    this.stages = new SmtpStages(server, link, number);
    this.text = new SmtpText(settings.limits().size());
  }

  /** Talks until one side ends it. */
  void talk(boolean tooMany) throws IOException {
    try {
      if (settings.encryption().when() == SmtpTls.IMPLICIT) {
        shakeHands();
      }
      banner(tooMany);
      while (true) {
        listen();
      }
    } catch (SocketTimeoutException idle) {
      stages.tooLate(settings.host());
    } catch (SmtpEnd ended) {
      // Whoever ended it has closed what there was to close.
      return;
    }
  }

  private void banner(boolean tooMany) throws IOException, SmtpEnd {
    SmtpReply hello = SmtpReply.of(220, settings.host() + " ESMTP simulator");
    SmtpReply said =
        stages.play(
            SmtpStage.BANNER,
            "",
            NOBODY,
            hello,
            () -> {
              if (tooMany) {
                throw SmtpRefusal.of(421, "4.7.0", settings.host() + " too many connections");
              }
              return hello;
            });
    greeted = said.code() != 554;
  }

  private void listen() throws IOException, SmtpEnd {
    String line;
    try {
      line = link.line(inAuth() ? AUTH_LIMIT : MAIL_LIMIT);
    } catch (SmtpRefusal refusal) {
      server.ledger().command(SmtpCommand.OTHER);
      stages.refuse(refusal);
      return;
    }
    if (line == null) {
      throw SmtpEnd.gone();
    }
    obey(line);
  }

  /** Whether the next line may be a long one; before its verb is known. */
  private boolean inAuth() {
    return extended && user.isEmpty() && settings.login().offered();
  }

  private void obey(String line) throws IOException, SmtpEnd {
    SmtpCommand command = SmtpCommand.of(line);
    server.ledger().command(command);
    try {
      checkLength(command, line);
      checkOrder(command);
    } catch (SmtpRefusal refusal) {
      stages.refuse(refusal);
      return;
    }
    switch (command) {
      case EHLO, HELO -> hello(line, command == SmtpCommand.EHLO);
      case STARTTLS -> startTls(line);
      case AUTH -> stages.play(SmtpStage.AUTH, line, NOBODY, KNOWN, () -> authenticate(line));
      case MAIL -> mail(line);
      case RCPT -> recipient(line);
      case DATA -> data(line);
      case BDAT -> chunk(line);
      case RSET ->
          stages.play(
              SmtpStage.RSET,
              line,
              NOBODY,
              YES,
              () -> {
                alone(line);
                forget();
                return YES;
              });
      case NOOP -> stages.play(SmtpStage.NOOP, line, NOBODY, YES, () -> YES);
      case VRFY -> stages.play(SmtpStage.VRFY, line, NOBODY, PERHAPS, () -> PERHAPS);
      case QUIT ->
          stages.play(
              SmtpStage.QUIT,
              line,
              NOBODY,
              BYE,
              () -> {
                alone(line);
                return BYE;
              });
      case OTHER ->
          stages.refuse(SmtpRefusal.violation(500, "5.5.1", "expected a command of RFC 5321"));
    }
  }

  private static void checkLength(SmtpCommand command, String line) throws SmtpRefusal {
    int limit =
        switch (command) {
          case AUTH -> AUTH_LIMIT;
          case MAIL -> MAIL_LIMIT;
          default -> LINE_LIMIT;
        };
    if (line.length() + 2 > limit) {
      throw SmtpRefusal.violation(500, "5.5.2", "line longer than " + limit + " octets");
    }
  }

  private void checkOrder(SmtpCommand command) throws SmtpRefusal {
    if (!greeted && command != SmtpCommand.QUIT) {
      throw SmtpRefusal.violation(503, "5.5.1", "no service here; say QUIT");
    }
    if (inChunks && command != SmtpCommand.BDAT && command != SmtpCommand.RSET) {
      if (command == SmtpCommand.QUIT || command == SmtpCommand.NOOP) {
        return;
      }
      throw SmtpRefusal.violation(503, "5.5.1", "BDAT LAST or RSET comes first");
    }
    switch (command) {
      case MAIL, RCPT, DATA, BDAT, AUTH, STARTTLS -> {
        if (!introduced) {
          throw SmtpRefusal.violation(503, "5.5.1", "EHLO comes first");
        }
      }
      default -> {}
    }
  }

  private void hello(String line, boolean extension) throws IOException, SmtpEnd {
    SmtpReply yes =
        extension
            ? SmtpExtensions.of(settings, link.encrypted())
            : SmtpReply.of(250, settings.host());
    stages.play(
        SmtpStage.EHLO,
        line,
        NOBODY,
        yes,
        () -> {
          if (line.length() < 6 || !SmtpPath.isDomain(line.substring(5))) {
            throw SmtpRefusal.violation(501, "5.5.4", "expected a domain or an address in []");
          }
          forget();
          introduced = true;
          extended = extension;
          stages.mayPipeline(extension && settings.offers().pipelining());
          return yes;
        });
  }

  private void startTls(String line) throws IOException, SmtpEnd {
    String injected = settings.encryption().injected();
    stages.play(
        SmtpStage.STARTTLS,
        line,
        NOBODY,
        ENCRYPT,
        () -> {
          alone(line);
          if (link.encrypted()) {
            throw SmtpRefusal.violation(503, "5.5.1", "TLS is on already");
          }
          if (!SmtpExtensions.offersTls(settings, link.encrypted())) {
            throw SmtpRefusal.violation(502, "5.5.1", "STARTTLS is not offered");
          }
          encrypting = true;
          return injected.isEmpty()
              ? ENCRYPT
              : SmtpReply.raw("220 2.0.0 ready to start TLS\r\n" + injected);
        });
    if (encrypting) {
      encrypting = false;
      shakeHands();
      forget();
      introduced = false;
      extended = false;
      stages.mayPipeline(false);
      user = "";
    }
  }

  private void shakeHands() throws IOException, SmtpEnd {
    List<String> protocols = settings.encryption().protocols();
    var context = Objects.requireNonNull(server.tls(), "made when TLS is configured");
    link.encrypt(context, protocols.isEmpty() ? null : protocols.toArray(String[]::new));
    server.ledger().tlsHandshakes.increment();
  }

  private SmtpReply authenticate(String line) throws IOException, SmtpRefusal, SmtpEnd {
    String[] words = line.split(" ", -1);
    if (words.length < 2 || words.length > 3 || words[words.length - 1].isEmpty()) {
      throw SmtpRefusal.violation(501, "5.5.4", "expected AUTH mechanism [initial-response]");
    }
    if (!user.isEmpty() || sender != null) {
      throw SmtpRefusal.violation(503, "5.5.1", "AUTH comes once, before MAIL");
    }
    SmtpSettings.Login login = settings.login();
    if (!login.offered() || !extended) {
      throw SmtpRefusal.violation(502, "5.5.1", "AUTH is not offered");
    }
    if (!SmtpExtensions.offersLogin(settings, link.encrypted())) {
      throw SmtpRefusal.violation(538, "5.7.11", "encryption comes before authentication");
    }
    String name = words[1].toUpperCase(Locale.ROOT);
    for (SmtpMechanism mechanism : login.mechanisms()) {
      if (mechanism.name().equals(name)) {
        String initial = words.length == 3 ? words[2] : null;
        user =
            new SmtpLogin(login.passwords(), login.accessTokens(), this::ask)
                .user(mechanism, initial);
        server.ledger().authentications.increment();
        return KNOWN;
      }
    }
    throw SmtpRefusal.violation(504, "5.5.4", "this mechanism is not offered");
  }

  private String ask(SmtpReply challenge) throws IOException, SmtpRefusal, SmtpEnd {
    stages.challenge(challenge);
    String line = link.line(AUTH_LIMIT);
    if (line == null) {
      throw SmtpEnd.gone();
    }
    return line;
  }

  private void mail(String line) throws IOException, SmtpEnd {
    List<String> from = server.rules().isEmpty() ? NOBODY : addressIn(line);
    stages.play(
        SmtpStage.MAIL,
        line,
        from,
        SENDER,
        () -> {
          checkAllowed();
          if (sender != null) {
            throw SmtpRefusal.violation(503, "5.5.1", "a mail has begun already");
          }
          int most = settings.limits().mails();
          if (most > 0 && stages.mails() >= most) {
            throw SmtpRefusal.of(421, "4.7.0", "too many mails on one connection");
          }
          SmtpPath path = SmtpPath.parse(line, "FROM:");
          new SmtpParameters(settings, extended).check(path.parameters());
          boolean international = path.parameters().containsKey("SMTPUTF8");
          String address = path.address().isEmpty() ? "" : path.mailbox(international);
          utf8 = international;
          eightBit = "8BITMIME".equalsIgnoreCase(path.parameters().get("BODY"));
          sender = address;
          return SENDER;
        });
  }

  private void checkAllowed() throws SmtpRefusal {
    if (settings.encryption().when() == SmtpTls.STARTTLS_REQUIRED && !link.encrypted()) {
      throw SmtpRefusal.of(530, "5.7.0", "STARTTLS comes first");
    }
    if (settings.login().required() && user.isEmpty()) {
      throw SmtpRefusal.of(530, "5.7.0", "authentication required");
    }
  }

  private void recipient(String line) throws IOException, SmtpEnd {
    List<String> to = server.rules().isEmpty() ? NOBODY : addressIn(line);
    SmtpReply said =
        stages.play(
            SmtpStage.RCPT,
            line,
            to,
            RECIPIENT,
            () -> {
              if (sender == null) {
                throw SmtpRefusal.violation(503, "5.5.1", "MAIL comes first");
              }
              SmtpPath path = SmtpPath.parse(line, "TO:");
              if (!path.parameters().isEmpty()) {
                throw SmtpRefusal.violation(555, "5.5.4", "no parameters are known here");
              }
              boolean postmaster = path.address().equalsIgnoreCase("postmaster");
              String address = postmaster ? path.address() : path.mailbox(utf8);
              if (recipients.size() >= settings.limits().recipients()) {
                throw SmtpRefusal.of(452, "4.5.3", "too many recipients");
              }
              recipients.add(address);
              return RECIPIENT;
            });
    refusedAny |= sender != null && said.code() >= 400;
  }

  /** The address for scripts, as far as it can be read; rules are asked before it is checked. */
  private static List<String> addressIn(String line) {
    int open = line.indexOf('<');
    int close = line.indexOf('>', open + 1);
    return open < 0 || close < 0
        ? NOBODY
        : List.of(
            new String(
                line.substring(open + 1, close).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8));
  }

  private void data(String line) throws IOException, SmtpEnd {
    SmtpReply said =
        stages.play(
            SmtpStage.DATA,
            line,
            recipients,
            GO,
            () -> {
              alone(line);
              checkRecipients();
              return GO;
            });
    if (said.code() != 354) {
      return;
    }
    text.clear();
    if (!link.text(text)) {
      throw SmtpEnd.gone();
    }
    end();
  }

  private void checkRecipients() throws SmtpRefusal {
    if (sender == null) {
      throw SmtpRefusal.violation(503, "5.5.1", "MAIL comes first");
    }
    if (recipients.isEmpty()) {
      throw refusedAny
          ? SmtpRefusal.of(554, "5.5.1", "no valid recipients")
          : SmtpRefusal.violation(503, "5.5.1", "RCPT comes first");
    }
  }

  private void chunk(String line) throws IOException, SmtpEnd {
    SmtpChunk chunk;
    try {
      if (!settings.offers().chunking() || !extended) {
        throw SmtpRefusal.fatal(502, "5.5.1", "BDAT is not offered");
      }
      chunk = SmtpChunk.parse(line);
    } catch (SmtpRefusal refusal) {
      stages.refuse(refusal);
      return;
    }
    if (!inChunks) {
      text.clear();
    }
    if (!link.chunk(text, chunk.size())) {
      throw SmtpEnd.gone();
    }
    try {
      checkRecipients();
    } catch (SmtpRefusal refusal) {
      stages.refuse(refusal);
      return;
    }
    inChunks = !chunk.last();
    if (chunk.last()) {
      end();
    } else {
      stages.answer(YES);
    }
  }

  private void end() throws IOException, SmtpEnd {
    server.ledger().ends.increment();
    stages.play(SmtpStage.END, "", recipients, TAKEN, this::take);
    forget();
  }

  private SmtpReply take() throws SmtpRefusal {
    text.check(eightBit, utf8);
    String from = Objects.requireNonNull(sender, "checked before DATA");
    SmtpEnvelope envelope =
        new SmtpEnvelope(number, from, recipients, link.encrypted(), user, utf8, eightBit);
    long taken = server.ledger().take(envelope, text.bytes(), text.length());
    stages.mailTaken();
    return SmtpReply.of(250, "2.0.0", "ok, queued as " + taken);
  }

  private void forget() {
    sender = null;
    recipients.clear();
    refusedAny = false;
    inChunks = false;
    utf8 = false;
    eightBit = false;
  }

  private static void alone(String line) throws SmtpRefusal {
    if (line.indexOf(' ') >= 0) {
      throw SmtpRefusal.violation(501, "5.5.4", "this command has no argument");
    }
  }
}
