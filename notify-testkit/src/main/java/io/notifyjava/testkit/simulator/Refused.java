package io.notifyjava.testkit.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Ends the checking of a call with the platform's refusal.
 *
 * <p>An exception because the checks are nested; without a stack trace because a load test throws
 * it a million times.
 */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int errcode;
  private final transient @Nullable SimulatorReply reply;

  /** Refuses with a text of its own. */
  Refused(SimulatorReply reply) {
    super(reply.toString(), null, false, false);
    this.errcode = reply.errcode().orElse(0);
    this.reply = reply;
  }

  /** Refuses with the text that the platform has for this number. */
  Refused(int errcode) {
    super("errcode " + errcode, null, false, false);
    this.errcode = errcode;
    this.reply = null;
  }

  int errcode() {
    return errcode;
  }

  SimulatorReply reply(Dialect dialect) {
    return reply == null ? dialect.error(errcode) : reply;
  }
}
