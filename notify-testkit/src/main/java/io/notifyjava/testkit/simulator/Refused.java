package io.notifyjava.testkit.simulator;

/**
 * Ends the checking of a call with the platform's refusal.
 *
 * <p>An exception because the checks are nested; without a stack trace because a load test throws
 * it a million times.
 */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient WeChatReply reply;

  Refused(WeChatReply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  Refused(int errcode) {
    this(WeChatReply.error(errcode));
  }

  WeChatReply reply() {
    return reply;
  }
}
