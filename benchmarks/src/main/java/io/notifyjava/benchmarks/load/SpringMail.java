package io.notifyjava.benchmarks.load;

import io.notifyjava.benchmarks.stub.MailStub;
import jakarta.mail.MessagingException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Spring's JavaMailSender as it is used: one message a call. */
final class SpringMail implements Contender {

  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

  SpringMail(String url) {
    sender.setHost("127.0.0.1");
    sender.setPort(MailStub.port(url));
  }

  @Override
  public boolean send(int recipient) throws MessagingException {
    sender.send(MailTexts.message(sender.getSession(), recipient));
    return true;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
