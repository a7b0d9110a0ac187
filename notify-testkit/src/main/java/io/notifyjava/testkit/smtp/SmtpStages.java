package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.util.List;

/**
 * Plays the stages of one conversation: asks the scripts, lets the server act, answers, and refuses
 * who does not wait.
 *
 * <p>Used by the connection's thread alone.
 */
final class SmtpStages {

  /** As Postfix does: who breaks the protocol so often is a machine gone mad. */
  private static final int MOST_VIOLATIONS = 20;

  private final SmtpServer server;
  private final SmtpLink link;
  private final SmtpSpeaker speaker;
  private final long number;
  private boolean mayPipeline;
  private boolean closing;
  private int mails;
  private int violations;

  SmtpStages(SmtpServer server, SmtpLink link, long number) {
    this.server = server;
    this.link = link;
    this.number = number;
    this.speaker = new SmtpSpeaker(link, server.settings().latency());
  }

  /** What the server does at a stage when no script takes its place. */
  @FunctionalInterface
  interface Act {

    SmtpReply act() throws IOException, SmtpRefusal, SmtpEnd;
  }

  /** Whether the client knows from now on that it may send several commands at once. */
  void mayPipeline(boolean value) {
    mayPipeline = value;
  }

  /** How many mails were taken. */
  int mails() {
    return mails;
  }

  void mailTaken() {
    mails++;
  }

  /** Asks the client something in the middle of a stage. */
  void challenge(SmtpReply challenge) throws IOException {
    speaker.say(challenge);
  }

  /** Tells a client that it was silent for too long, and ends. */
  void tooLate(String host) throws IOException {
    count(421);
    speaker.say(SmtpReply.of(421, "4.4.2", host + " idle for too long"));
    link.farewell();
  }

  /** Lets a script or the server act, and answers. */
  SmtpReply play(SmtpStage stage, String line, List<String> addresses, SmtpReply success, Act act)
      throws IOException, SmtpEnd {
    refuseEarlyTalk(stage);
    SmtpAnswer answer;
    if (server.rules().isEmpty()) {
      answer = SmtpAnswer.of(acted(act));
    } else {
      SmtpCall call = new SmtpCall(stage, line, addresses, number, mails);
      var action = server.rules().claim(call);
      answer =
          action.isEmpty()
              ? SmtpAnswer.of(acted(act))
              : action.get().play(success, () -> acted(act));
    }
    speaker.think(answer);
    if (stage != SmtpStage.END) {
      // What was taken is taken: only who has not been served yet can be refused.
      refuseEarlyTalk(stage);
    }
    return answer(answer);
  }

  private SmtpReply acted(Act act) throws IOException, SmtpEnd {
    try {
      return act.act();
    } catch (SmtpRefusal refusal) {
      return refused(refusal);
    }
  }

  /** Answers no. */
  void refuse(SmtpRefusal refusal) throws IOException, SmtpEnd {
    answer(refused(refusal));
  }

  private SmtpReply refused(SmtpRefusal refusal) {
    closing |= refusal.closes();
    if (refusal.isViolation()) {
      violation();
    }
    return refusal.reply();
  }

  private void violation() {
    server.ledger().violations.increment();
    violations++;
  }

  /** Answers without asking a script. */
  SmtpReply answer(SmtpReply reply) throws IOException, SmtpEnd {
    return answer(SmtpAnswer.of(reply));
  }

  private SmtpReply answer(SmtpAnswer answer) throws IOException, SmtpEnd {
    count(answer.reply().code());
    speaker.say(answer);
    if (violations >= MOST_VIOLATIONS && !answer.reply().closes()) {
      count(421);
      speaker.say(SmtpReply.of(421, "4.7.0", "too many errors"));
      closing = true;
    }
    if (closing || answer.reply().closes()) {
      link.farewell();
      throw SmtpEnd.gone();
    }
    return answer.reply();
  }

  private void count(int code) {
    if (code >= 400) {
      server.ledger().refused(code);
    }
  }

  /** Refuses a client that talks on although it has to wait for this answer (RFC 2920). */
  private void refuseEarlyTalk(SmtpStage stage) throws IOException, SmtpEnd {
    boolean waits =
        switch (stage) {
          case BANNER, EHLO, STARTTLS, AUTH, DATA -> true;
          case QUIT -> false;
          default -> !mayPipeline;
        };
    if (waits && link.hasMore()) {
      violation();
      closing = true;
      answer(SmtpReply.of(554, "5.5.0", "talked before the answer came: improper pipelining"));
    }
  }
}
