package io.notifyjava.mail;

import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import java.nio.file.Path;
import java.time.Duration;

/** Sends one mail with one file; run by a test in a JVM with a small heap. */
final class LargeMail {

  private LargeMail() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] args) {
    Provider<MailMessage> provider =
        (Provider<MailMessage>)
            SmtpMail.account()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .security(SmtpSecurity.PLAIN)
                .from("shop@example.com")
                .build()
                .create(TestProviderContext.builder().ticker(System::nanoTime).build());
    SendResult result =
        provider.send(
            MailMessage.to("li@example.net")
                .subject("Large")
                .text("See the file")
                .attach(MailAttachment.file(Path.of(args[1]), "application/octet-stream"))
                .build(),
            new SendContext("m1", 1, Duration.ofSeconds(30), false));
    provider.close();
    System.out.println(result.outcome());
  }
}
