package io.notifyjava.mail;

import io.notifyjava.message.MailMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulatorBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Accounts against the strict simulator. */
abstract class SimulatorTestBase {

  static final Duration LIMIT = Duration.ofSeconds(5);
  static final String PASSWORD = "geheim-4711-geheim";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  final void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  final SmtpSimulator start(SmtpSimulatorBuilder builder) {
    SmtpSimulator simulator = builder.start();
    open.add(simulator);
    return simulator;
  }

  static SmtpMail.Builder account(SmtpSimulator simulator) {
    return SmtpMail.account()
        .host("localhost")
        .port(simulator.port())
        .trustedCertificates(List.of(simulator.authority().certificate()))
        .from("shop@example.com");
  }

  static SmtpMail.Builder plain(SmtpSimulator simulator) {
    return account(simulator).security(SmtpSecurity.PLAIN);
  }

  @SuppressWarnings("unchecked")
  final Provider<MailMessage> provider(SmtpMail.Builder account) {
    Provider<MailMessage> provider =
        (Provider<MailMessage>)
            account.build().create(TestProviderContext.builder().ticker(System::nanoTime).build());
    open.add(provider);
    return provider;
  }

  final SendResult send(SmtpMail.Builder account) {
    return provider(account).send(mail("li@example.net").build(), context(LIMIT));
  }

  static SendContext context(Duration limit) {
    return new SendContext("0123456789abcdef", 1, limit, false);
  }

  static MailMessage.Builder mail(String to) {
    return MailMessage.to(to).subject("Hello").text("Good morning\n.\n..two dots\n");
  }
}
