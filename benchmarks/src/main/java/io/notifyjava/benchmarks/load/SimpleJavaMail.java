package io.notifyjava.benchmarks.load;

import io.notifyjava.benchmarks.stub.MailStub;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with its pool of connections, as many as there are threads. */
final class SimpleJavaMail implements Contender {

  private final Mailer mailer;

  SimpleJavaMail(String url, int inFlight) {
    this.mailer =
        MailerBuilder.withSMTPServer("127.0.0.1", MailStub.port(url))
            .withTransportStrategy(TransportStrategy.SMTP)
            .withConnectionPoolCoreSize(inFlight)
            .withConnectionPoolMaxSize(inFlight)
            .buildMailer();
  }

  @Override
  public boolean send(int recipient) {
    mailer
        .sendMail(
            EmailBuilder.startingBlank()
                .from(MailTexts.FROM)
                .to(MailTexts.address(recipient))
                .withSubject(MailTexts.SUBJECT)
                .withPlainText(MailTexts.TEXT)
                .buildEmail())
        .join();
    return true;
  }

  @Override
  public void close() {
    try {
      mailer.shutdownConnectionPool().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Its pool did not end", e);
    }
  }
}
