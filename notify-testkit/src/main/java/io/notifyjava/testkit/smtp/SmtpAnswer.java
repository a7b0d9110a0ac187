package io.notifyjava.testkit.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a call is answered.
 *
 * @param reply what is said
 * @param fault how the exchange is broken meanwhile; null if it is not
 * @param delay beside the server's latency
 */
record SmtpAnswer(SmtpReply reply, @Nullable SmtpFault fault, Duration delay) {

  static SmtpAnswer of(SmtpReply reply) {
    return new SmtpAnswer(reply, null, Duration.ZERO);
  }
}
