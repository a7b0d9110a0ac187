package io.notifyjava.examples.mail;

import io.notifyjava.spi.ProviderSetup;
import java.util.Optional;

/** Where the mails go: a real server, or the simulated one. */
interface MailServer extends AutoCloseable {

  /** Returns what it is called in a sentence. */
  String title();

  /** Returns the account to send from. */
  ProviderSetup account();

  /** Returns the simulator, which can be asked what it took; empty if it is none. */
  Optional<SimulatedServer> simulated();

  /** Ends what was started for it. */
  @Override
  void close();
}
