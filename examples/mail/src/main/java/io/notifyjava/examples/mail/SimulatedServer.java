package io.notifyjava.examples.mail;

import io.notifyjava.mail.SmtpMail;
import io.notifyjava.mail.SmtpSecurity;
import io.notifyjava.message.MailAddress;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.smtp.SmtpCounts;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.Optional;

/**
 * A mail server in this process, which keeps no mail but can be asked how many each recipient got.
 */
record SimulatedServer(SmtpSimulator simulator, MailAddress from, int connections)
    implements MailServer {

  private static final MailAddress SHOP = MailAddress.of("shop@example.test", "The shop");

  static SimulatedServer start(MailCommand options) {
    SmtpSimulator simulator =
        SmtpSimulator.builder().latency(Latency.parse(options.latency, 1)).recentMails(0).start();
    options.faults().strike(simulator);
    return new SimulatedServer(
        simulator, options.from == null ? SHOP : MailAddress.of(options.from), options.concurrency);
  }

  @Override
  public String title() {
    return "a mail server in this process";
  }

  /** Connections stay: one that is given up is still open at the server when the next one comes. */
  @Override
  public ProviderSetup account() {
    return SmtpMail.account()
        .host("127.0.0.1")
        .port(simulator.port())
        .security(SmtpSecurity.PLAIN)
        .from(from)
        .maxConnections(connections)
        .maxMailsPerConnection(1_000_000)
        .maxAge(Duration.ofHours(24))
        .build();
  }

  @Override
  public Optional<SimulatedServer> simulated() {
    return Optional.of(this);
  }

  /** Returns what it counted. */
  SmtpCounts counts() {
    return simulator.counts();
  }

  /** Returns how many mails an address got. */
  int copies(String address) {
    return simulator.accepted(address);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
