package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.spi.ProviderSetup;
import java.util.Optional;

/** The real server that the environment names. */
record RealServer(ProviderSetup account) implements MailServer {

  /** Tells whether the environment has anything to say about one. */
  static boolean isNamed(Environment environment) {
    return environment.hasAny(AccountVariables.PREFIX);
  }

  /**
   * Returns it.
   *
   * @throws io.notifyjava.examples.common.UsageException naming everything that is missing or wrong
   */
  static RealServer of(MailCommand options, Environment environment) {
    return new RealServer(new AccountVariables(environment).account(options));
  }

  @Override
  public String title() {
    return "the server of MAIL_SMTP_HOST";
  }

  @Override
  public Optional<SimulatedServer> simulated() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing was started.
  }
}
