package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same mails through mail servers of the distribution; skipped where they cannot be had. */
@Timeout(120)
class RealServerTest {

  private static final Path SCRIPT = Path.of("../scripts/smtp-server").toAbsolutePath().normalize();
  private static final int CANNOT_BE_HAD = 77;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "opensmtpd"})
  void mails_arriveAsTheyWere(String kind) throws Exception {
    Server server = start(kind);
    Provider<MailMessage> provider = provider(server);
    MailMessage rich =
        MailMessage.to(MailAddress.of("li@example.test", "李小明"))
            .cc("wu@example.test")
            .bcc("he@example.test")
            .subject("\uD83D\uDCE6 您的订单 4711")
            .text("Good morning\n.\n..two dots\n中文\n")
            .html("<p>中文 <img src=\"cid:logo\"></p>")
            .attach(MailAttachment.bytes("logo.png", "image/png", new byte[] {1, 2}).inline("logo"))
            .attach(MailAttachment.bytes("报告.pdf", "application/pdf", new byte[100_000]))
            .build();

    SendResult result = provider.send(rich, context("m0", List.of("m0")));
    assertThat(result.isAccepted()).as("%s", result).isTrue();

    List<MailMessage> row = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      row.add(
          MailMessage.to("row" + i + "@example.test")
              .subject("Row " + i)
              .text("Mail " + i)
              .build());
      ids.add("m" + (i + 1));
    }
    assertThat(provider.sendAll(row, context("m1", ids))).allMatch(SendResult::isAccepted);

    List<Path> arrived = arrived(server, 23);
    MimeMessage read =
        arrived.stream()
            .map(RealServerTest::parsed)
            .filter(mail -> subject(mail).equals(rich.subject()))
            .findFirst()
            .orElseThrow();
    List<Part> leaves = Mails.leaves(read);
    assertThat(read.getRecipients(RecipientType.TO)[0].toString()).contains("li@example.test");
    assertThat(read.getHeader("Bcc")).isNull();
    // Servers of Unix keep files with line ends of Unix.
    assertThat(((String) leaves.get(0).getContent()).strip().replace("\r\n", "\n"))
        .isEqualTo("Good morning\n.\n..two dots\n中文");
    assertThat(leaves.get(3).getFileName()).isEqualTo("报告.pdf");
    assertThat(leaves.get(3).getInputStream().readAllBytes()).hasSize(100_000);
    assertThat(read.getHeader("Received")).isNotNull();
  }

  private static SendContext context(String id, List<String> ids) {
    return new SendContext(id, ids, 1, Duration.ofSeconds(20), false);
  }

  /** One copy for each recipient; servers deliver a moment after they said yes. */
  private static List<Path> arrived(Server server, int copies) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    List<Path> files = List.of();
    while (files.size() < copies && System.nanoTime() < end) {
      if (Files.isDirectory(server.mails())) {
        try (Stream<Path> found = Files.list(server.mails())) {
          files = found.toList();
        }
      }
      Thread.onSpinWait();
    }
    assertThat(files).hasSize(copies);
    return files;
  }

  private static MimeMessage parsed(Path file) {
    try {
      return Mails.parsed(Files.readAllBytes(file));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String subject(MimeMessage mail) {
    try {
      return String.valueOf(mail.getSubject());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private Provider<MailMessage> provider(Server server) throws Exception {
    X509Certificate certificate;
    try (InputStream in = Files.newInputStream(server.ca())) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    Provider<MailMessage> provider =
        (Provider<MailMessage>)
            SmtpMail.account()
                .host("localhost")
                .port(server.port())
                .trustedCertificates(List.of(certificate))
                .from("shop@example.test")
                .build()
                .create(TestProviderContext.builder().ticker(System::nanoTime).build());
    open.add(provider);
    return provider;
  }

  private Server start(String kind) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(SCRIPT), "There is no " + SCRIPT);
    Path errors = Files.createTempFile("smtp-server", ".log");
    Process process =
        new ProcessBuilder("bash", SCRIPT.toString(), kind).redirectError(errors.toFile()).start();
    open.add(
        () -> {
          process.getOutputStream().close();
          process.waitFor(30, TimeUnit.SECONDS);
          Files.deleteIfExists(errors);
        });
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      String why = Files.readString(errors).strip();
      Assumptions.assumeFalse(process.waitFor() == CANNOT_BE_HAD, why);
      throw new AssertionError("The server " + kind + " did not start: " + why);
    }
    return new Server(
        Integer.parseInt(value(line, "port")),
        Path.of(value(line, "mails")),
        Path.of(value(line, "ca")));
  }

  private static String value(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }

  private record Server(int port, Path mails, Path ca) {}
}
