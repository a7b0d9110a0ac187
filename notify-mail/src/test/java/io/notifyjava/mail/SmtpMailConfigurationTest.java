package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.Notifier;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.template.FolderTemplateStore;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpMailConfigurationTest extends SimulatorTestBase {

  private static Properties properties(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.setProperty("notify.accounts.mail.type", "mail-smtp");
    settings.forEach(
        (name, value) -> properties.setProperty("notify.accounts.mail." + name, value));
    return properties;
  }

  private static Notifier notifier(Map<String, String> settings) {
    return Notifier.builder().properties(properties(settings)).build();
  }

  @Test
  void factory_isFoundByItsType() {
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .extracting(ProviderFactory::type)
        .contains("mail-smtp");
  }

  @Test
  void account_comesFromProperties() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    try (Notifier notifier =
        notifier(
            Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(simulator.port()),
                "security", "plain",
                "from", "shop@example.com",
                "from-name", "Der Laden",
                "bounce-to", "bounces@example.com",
                "hello-name", "mail.example.com",
                "signature-html", "<p>Yours</p>",
                "max-connections", "2"))) {
      SendResult result = notifier.send(mail("li@example.net").build());

      assertThat(result.isAccepted()).as("%s", result).isTrue();
      assertThat(simulator.mails().get(0).from()).isEqualTo("bounces@example.com");
      assertThat(simulator.mails().get(0).text())
          .contains("From: \"Der Laden\" <shop@example.com>", "\r\n--=20\r\nYours");
    }
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce(@TempDir Path folder) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                notifier(
                    Map.of(
                        "host", "bad host",
                        "port", "0",
                        "security", "ssl",
                        "from", "Shop <shop@example.com>",
                        "password", "geheim-4711",
                        "max-connections", "0",
                        "idle-timeout", "2h",
                        "attachment-folder", folder.resolve("missing").toString(),
                        "dkim-domain", "example.com",
                        "signature-text", "Yours")))
        .satisfies(
            e ->
                assertThat(String.join("\n", e.problems()))
                    .contains(
                        "host: expected a host's name or an IP address, but found something else",
                        "port: expected 1 to 65535, but found 0",
                        "security: expected one of starttls, tls, plain, but found ssl",
                        "from: Mail address must be one mailbox",
                        "user: expected who signs in, but found none beside a password",
                        "max-connections: expected 1 to 1000, but found 0",
                        "idle-timeout: expected 1 ms to PT1H, but found PT2H",
                        "attachment-folder: expected a folder",
                        "dkim-domain: expected dkim-domain, dkim-selector and dkim-key-file together",
                        "signature-text: expected signature-html beside it")
                    .doesNotContain("geheim-4711", "shop@example.com"));
  }

  @Test
  void passwordOverClearText_needsTwoWords() {
    SmtpMail.Builder account =
        SmtpMail.account()
            .host("localhost")
            .security(SmtpSecurity.PLAIN)
            .from("shop@example.com")
            .user("shop")
            .password(PASSWORD);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(account::build)
        .withMessageContaining("set allow-plain-auth if that is meant")
        .withMessageNotContaining(PASSWORD);
    assertThat(account.allowPlainAuth(true).build().toString())
        .isEqualTo("SmtpMail[localhost:587, PLAIN]");
  }

  @Test
  void secretWithALineBreak_isRefusedWithoutBeingShown() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                SmtpMail.account()
                    .host("localhost")
                    .from("shop@example.com")
                    .user("shop")
                    .password(PASSWORD + "\n")
                    .build())
        .withMessageContaining("password: Secret must not begin or end with white space")
        .withMessageNotContaining(PASSWORD);
  }

  @Test
  void defaultPort_followsTheSecurity() {
    SmtpMail.Builder account = SmtpMail.account().host("localhost").from("shop@example.com");

    assertThat(account.build()).hasToString("SmtpMail[localhost:587, STARTTLS]");
    assertThat(account.security(SmtpSecurity.TLS).build())
        .hasToString("SmtpMail[localhost:465, TLS]");
  }

  @Test
  void storedMail_isFilledOnTheWay(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("welcome.subject.txt"), "Hello ${NAME}\n");
    Files.writeString(folder.resolve("welcome.html"), "<p>${NAME}, ${MAIL}</p>");
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    try (Notifier notifier =
        Notifier.builder()
            .provider("mail", plain(simulator).build())
            .templates(new FolderTemplateStore(folder))
            .build()) {
      SendResult result =
          notifier.send(
              MailMessage.fromTemplate("welcome")
                  .to("li@example.net")
                  .with("NAME", "<Li>")
                  .build());

      assertThat(result.isAccepted()).as("%s", result).isTrue();
      assertThat(simulator.mails().get(0).text())
          .contains("Subject: Hello <Li>\r\n", "<p>&lt;Li&gt;, li@example.net</p>");

      SendResult incomplete =
          notifier.send(MailMessage.fromTemplate("welcome").to("li@example.net").build());
      assertThat(incomplete.failure().orElseThrow().text()).contains("NAME");
      assertThat(notifier.send(MailMessage.fromTemplate("bye").to("a@x.org").build()).failure())
          .isPresent();
    }
  }

  @Test
  void message_hasTheSameIdAtEachAttempt_alsoWithAKey() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    simulator.onMail().first(1).answer(451, "4.3.0 later");
    try (Notifier notifier =
        Notifier.builder().provider("mail", plain(simulator).build()).build()) {
      SendResult keyed =
          notifier.send(mail("li@example.net").idempotencyKey("order-1-paid").build());
      assertThat(keyed.attempts()).hasSize(2);
    }
    String first = simulator.mails().get(0).header("Message-ID").orElseThrow();
    // Another process, after a crash: the same message has the same id.
    try (Notifier notifier =
        Notifier.builder().provider("mail", plain(simulator).build()).build()) {
      notifier.send(mail("li@example.net").idempotencyKey("order-1-paid").build());
      notifier.send(mail("li@example.net").build());
    }
    assertThat(simulator.mails().get(1).header("Message-ID")).contains(first);
    assertThat(simulator.mails().get(2).header("Message-ID").orElseThrow())
        .isNotEqualTo(first)
        .matches("<[0-9a-f]{32}@example.com>");
    assertThat(simulator.counts().duplicates()).isEqualTo(1);
  }

  @Test
  void remaining_reachesThoseWhoWereRefusedForNow_andNobodyTwice() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    simulator.onRecipient().to("grey@example.net").first(1).answer(451, "4.7.1 greylisted");
    simulator.onRecipient().to("gone@example.net").answer(550, "5.1.1 gone");
    var provider = provider(plain(simulator));
    MailMessage mail = mail("li@example.net").cc("grey@example.net").cc("gone@example.net").build();

    var receipt = provider.send(mail, context(LIMIT)).orThrow().receipt();
    List<io.notifyjava.message.Recipient> later =
        receipt.refusals().entrySet().stream()
            .filter(refusal -> refusal.getValue().retryable())
            .map(Map.Entry::getKey)
            .toList();
    MailMessage rest =
        mail.remaining(later, receipt.providerMessageId().orElseThrow()).orElseThrow();
    assertThat(provider.send(rest, context(Duration.ofSeconds(5))).isAccepted()).isTrue();

    assertThat(simulator.mails().get(0).recipients()).containsExactly("li@example.net");
    assertThat(simulator.mails().get(1).recipients()).containsExactly("grey@example.net");
    assertThat(simulator.mails().get(1).header("Message-ID"))
        .isEqualTo(simulator.mails().get(0).header("Message-ID"));
    assertThat(simulator.mails().get(1).header("Cc").orElseThrow()).contains("gone@example.net");
  }
}
