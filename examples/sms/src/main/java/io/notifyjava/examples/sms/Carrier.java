package io.notifyjava.examples.sms;

import io.notifyjava.spi.ProviderSetup;
import java.util.Optional;

/** One vendor's account: the real one, or a simulator of the vendor. */
interface Carrier extends AutoCloseable {

  /** Returns who it is. */
  Vendor vendor();

  /** Returns the account to send from. */
  ProviderSetup account();

  /** Returns what the simulator saw; empty if it is none. */
  Optional<SimCounts> counts();

  /**
   * Returns how many messages the simulator took for a number; 0 if it is none.
   *
   * @param phone in E.164
   */
  int accepted(String phone);

  /** Ends what was started for it. */
  @Override
  void close();
}
