package io.notifyjava.benchmarks.load;

import io.notifyjava.benchmarks.stub.MailStub;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Angus Mail's Transport used by hand. */
final class Transports implements Contender {

  private final Session session;
  private final boolean reused;
  private final Queue<Transport> idle = new ConcurrentLinkedQueue<>();

  private Transports(String url, boolean reused) {
    this.session = Session.getInstance(MailTexts.properties(MailStub.port(url)));
    this.reused = reused;
  }

  /**
   * One for each thread, used again, and without the search of the class path for each part: the
   * property holds for all of the JVM, which is this contender's alone.
   */
  static Transports reused(String url) {
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    return new Transports(url, true);
  }

  /** The same as Jakarta Mail comes, with its search. */
  static Transports searching(String url) {
    return new Transports(url, true);
  }

  /** A connection for each message. */
  static Transports single(String url) {
    return new Transports(url, false);
  }

  @Override
  public boolean send(int recipient) throws MessagingException {
    MimeMessage message = MailTexts.message(session, recipient);
    message.saveChanges();
    if (!reused) {
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect();
        transport.sendMessage(message, message.getAllRecipients());
      }
      return true;
    }
    Transport transport = idle.poll();
    if (transport == null) {
      transport = session.getTransport("smtp");
      transport.connect();
    }
    transport.sendMessage(message, message.getAllRecipients());
    idle.add(transport);
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Transport transport = idle.poll(); transport != null; transport = idle.poll()) {
      try {
        transport.close();
      } catch (MessagingException e) {
        throw new IOException(e);
      }
    }
  }
}
