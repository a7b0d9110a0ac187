package io.notifyjava.examples.mail;

import io.notifyjava.testkit.smtp.SmtpFault;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * What the simulated server does wrong. Who is refused or greylisted depends on the address alone,
 * so that it is the same in each run and at each attempt.
 *
 * @param refused share of the recipients whom it does not know, 0 to 1
 * @param greylisted share of them whom it takes at the second attempt
 * @param lost share of the mails that it takes without saying so
 */
record Faults(double refused, double greylisted, double lost) {

  private static final double HASHES = 0x1p32;

  Faults {
    if (refused + greylisted > 1) {
      throw new IllegalArgumentException(
          "--refused and --greylisted must be at most 100% together");
    }
  }

  /** Makes a server misbehave. */
  void strike(SmtpSimulator server) {
    if (refused > 0) {
      server
          .onRecipient()
          .when(address -> place(address) < refused)
          .answer(550, "5.1.1 no such mailbox");
    }
    if (greylisted > 0) {
      Set<String> seen = ConcurrentHashMap.newKeySet();
      server
          .onRecipient()
          .when(address -> isGreylisted(address) && seen.add(address))
          .answer(451, "4.7.1 greylisted, come again");
    }
    if (lost > 0) {
      server.onEnd().share(lost, 1).actThen(SmtpFault.CLOSE);
    }
  }

  private boolean isGreylisted(String address) {
    double place = place(address);
    return place >= refused && place < refused + greylisted;
  }

  /** Where an address stands between 0 and 1. */
  private static double place(String address) {
    CRC32 hash = new CRC32();
    hash.update(address.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() / HASHES;
  }
}
