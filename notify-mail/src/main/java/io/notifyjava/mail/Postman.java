package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands parcels to the server over one connection and notes what becomes of each.
 *
 * <p>With PIPELINING (RFC 2920) the commands of an envelope go out in one write, and behind the end
 * of a mail goes the envelope of the next one. So a mail costs one round trip in a row of mails,
 * two alone, and four or more without. What is not written yet cannot be sent:
 *
 * <pre>
 * envelope --replies--&gt; refused                    certainly not sent
 *     |                                              lost: certainly not sent
 *     v
 * mail, without the dot --------------------------&gt; lost: certainly not sent
 * the dot ---reply---&gt; accepted or refused          lost: unknown
 * </pre>
 */
final class Postman {

  private final Diagnosis diagnosis;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Pace pace;
  private final CallTrace trace;
  private final SmtpLink link;
  private final SmtpWire wire;

  /** The time of the call is too far gone for another mail of the row. */
  private boolean outOfTime;

  /**
   * The server said that it is leaving, or gave a reply that does not belong where it stands: what
   * comes next could be taken for the answer to something else.
   */
  private boolean gone;

  /** The envelope of this parcel was written already, behind the mail before it. */
  private @Nullable Parcel announced;

  Postman(
      SmtpLink link,
      CallTrace trace,
      Diagnosis diagnosis,
      Clock clock,
      LongSupplier ticker,
      Pace pace) {
    this.link = link;
    this.wire = link.wire;
    this.trace = trace;
    this.diagnosis = diagnosis;
    this.clock = clock;
    this.ticker = ticker;
    this.pace = pace;
  }

  /**
   * Hands over as many of these parcels as it can.
   *
   * @return whether the connection can be used again. Parcels that have no result were certainly
   *     not sent, and the connection said nothing about them: another one may take them.
   */
  boolean deliver(List<Parcel> parcels) {
    for (int i = 0; i < parcels.size(); i++) {
      if (i > 0 && announced == null) {
        if (!hasTimeForAnother()) {
          outOfTime = true;
          return true;
        }
        if (link.isUsedUp()) {
          return true;
        }
      }
      Parcel next = i + 1 < parcels.size() ? parcels.get(i + 1) : null;
      if (!deliver(parcels.get(i), next)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether parcels are left because a row must not be cut by its time limit at a dot. */
  boolean isOutOfTime() {
    return outOfTime;
  }

  private boolean hasTimeForAnother() {
    return ticker.getAsLong() - trace.beganAt < (trace.endsAt - trace.beganAt) / 2;
  }

  private boolean deliver(Parcel parcel, @Nullable Parcel next) {
    long begunAt = ticker.getAsLong();
    boolean dotMayBeOut = false;
    boolean anyReply = false;
    boolean inBody = false;
    try {
      Failure unfit = unfit(parcel);
      if (unfit != null) {
        parcel.result = SendResult.rejected(unfit);
        return true;
      }
      if (announced != parcel) {
        announce(parcel);
        wire.flush();
      }
      announced = null;
      if (link.dirty) {
        Reply reset = read();
        link.dirty = false;
        if (!reset.isPositive()) {
          // Said about the mail before this one.
          return false;
        }
      }
      Reply sender = read();
      if (sender.isGoodbye()) {
        return goodbye(parcel, SmtpStep.MAIL, sender);
      }
      anyReply = true;
      if (!envelope(parcel, sender)) {
        return !gone;
      }
      inBody = true;
      body(parcel);
      if (wire.hasUnasked()) {
        // Not ended, so it is certainly not taken.
        parcel.result = SendResult.rejected(refused(SmtpStep.MESSAGE, read(), parcel));
        return false;
      }
      dotMayBeOut = true;
      finish(next);
      Reply answer = read();
      link.mails++;
      pace.took(ticker.getAsLong() - begunAt);
      conclude(parcel, answer);
      return !gone;
    } catch (AttachmentException e) {
      parcel.result =
          SendResult.rejected(
              Failure.permanent(
                  FailureReason.INVALID_MESSAGE, "attachment", String.valueOf(e.getMessage())));
      return false;
    } catch (IOException e) {
      if (dotMayBeOut) {
        parcel.result = SendResult.unknown(diagnosis.maybeSent(e, trace));
      } else if (anyReply || !mayHaveBeenLeft(e)) {
        Failure said = inBody ? lastWords(parcel) : null;
        parcel.result = SendResult.rejected(said == null ? diagnosis.notSent(e, trace) : said);
      }
      return false;
    }
  }

  /** A server that has enough of a mail may say why before it closes the connection. */
  private @Nullable Failure lastWords(Parcel parcel) {
    try {
      return trace.cut() == null && wire.hasUnasked()
          ? refused(SmtpStep.MESSAGE, read(), parcel)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private Failure refused(SmtpStep step, Reply reply, Parcel parcel) {
    return diagnosis.refused(step, reply, parcel.addresses());
  }

  private Reply read() throws IOException {
    Reply reply = wire.read();
    gone |= reply.isGoodbye();
    return reply;
  }

  private Reply ask(String command) throws IOException {
    wire.commandUtf8(command).flush();
    return read();
  }

  /** A server may close a connection between two mails, which is no word about the second one. */
  private boolean mayHaveBeenLeft(IOException e) {
    return (link.reused || link.mails > 0)
        && trace.cut() == null
        && !(e instanceof ReplyReader.GarbageException)
        && !Thread.currentThread().isInterrupted();
  }

  private boolean goodbye(Parcel parcel, SmtpStep step, Reply reply) {
    if (!link.reused && link.mails == 0) {
      parcel.result = SendResult.rejected(refused(step, reply, parcel));
    }
    return false;
  }

  private @Nullable Failure unfit(Parcel parcel) {
    if (parcel.mail.needsUtf8 && !link.offers.smtpUtf8()) {
      return diagnosis.forGood(
          FailureReason.INVALID_RECIPIENT,
          "no-smtputf8",
          "it does not offer SMTPUTF8, without which an address that is not ASCII would reach"
              + " somebody else; use an ASCII address");
    }
    long most = link.offers.maxSize();
    return most > 0 && parcel.mail.size() > most
        ? diagnosis.forGood(
            FailureReason.INVALID_MESSAGE,
            "too-large",
            "it takes mails of " + most + " bytes, but this one has " + parcel.mail.size())
        : null;
  }

  /** Writes the envelope, and with pipelining all that can be written before an answer. */
  private void announce(Parcel parcel) {
    if (link.dirty) {
      wire.command("RSET");
    }
    String parameters = parcel.mail.needsUtf8 ? " SMTPUTF8" : "";
    if (link.offers.maxSize() > 0) {
      parameters = " SIZE=" + parcel.mail.size() + parameters;
    }
    wire.commandUtf8("MAIL FROM:<" + parcel.sender + ">" + parameters);
    if (link.offers.pipelining()) {
      for (MailAddress recipient : parcel.recipients) {
        wire.commandUtf8("RCPT TO:<" + recipient.address() + ">");
      }
      if (!parcel.mustAskFirst()) {
        wire.command("DATA");
      }
    }
  }

  /** Reads the replies to the envelope; tells whether the server waits for the mail. */
  private boolean envelope(Parcel parcel, Reply sender) throws IOException {
    boolean pipelining = link.offers.pipelining();
    if (!sender.isPositive()) {
      gone |= sender.isGoAhead();
      parcel.result = SendResult.rejected(refused(SmtpStep.MAIL, sender, parcel));
      if (pipelining && !gone) {
        skipRecipients(parcel);
      }
      return false;
    }
    int taken = recipients(parcel, pipelining);
    boolean wanted = taken > 0 && !(parcel.allOrNothing && taken < parcel.recipients.size());
    if (!wanted) {
      parcel.result = SendResult.rejected(summary(parcel));
      link.dirty = true;
      if (pipelining && !parcel.mustAskFirst() && !gone) {
        unwantedGoAhead(read());
      }
      return false;
    }
    Reply data = pipelining && !parcel.mustAskFirst() ? read() : ask("DATA");
    if (!data.isGoAhead()) {
      parcel.result = SendResult.rejected(refused(SmtpStep.DATA, data, parcel));
      gone |= data.isPositive();
      link.dirty = true;
      return false;
    }
    return true;
  }

  private void skipRecipients(Parcel parcel) throws IOException {
    boolean taken = false;
    for (int i = 0; i < parcel.recipients.size(); i++) {
      taken |= !read().isRefusal();
    }
    link.dirty = true;
    if (taken) {
      // A recipient without a sender: an empty mail might reach somebody, so none is ended.
      gone = true;
    } else if (!parcel.mustAskFirst()) {
      unwantedGoAhead(read());
    }
  }

  /** RFC 2920 section 3.1: a server may ask for a mail for nobody; it gets an empty one. */
  private void unwantedGoAhead(Reply data) throws IOException {
    if (data.isGoAhead()) {
      Reply unused = ask(".");
      link.dirty = false;
    }
  }

  private int recipients(Parcel parcel, boolean pipelining) throws IOException {
    int taken = 0;
    for (MailAddress recipient : parcel.recipients) {
      Reply reply = pipelining ? read() : ask("RCPT TO:<" + recipient.address() + ">");
      if (reply.isPositive()) {
        taken++;
      } else {
        gone |= reply.isGoAhead();
        parcel.refusals.put(
            recipient.recipient(),
            diagnosis.refused(SmtpStep.RCPT, reply, List.of(recipient.address())));
      }
    }
    return taken;
  }

  /**
   * If nobody was taken: what may pass for one may pass for the mail. If all must be taken, what is
   * final for one is final for the mail.
   */
  private static Failure summary(Parcel parcel) {
    List<Failure> failures = new ArrayList<>(parcel.refusals.values());
    return failures.stream()
        .filter(failure -> failure.retryable() != parcel.allOrNothing)
        .findFirst()
        .orElse(failures.get(0));
  }

  /** Writes a long mail but for its last piece; of a short one nothing leaves yet. */
  private void body(Parcel parcel) throws IOException, AttachmentException {
    parcel.mail.writeTo(wire.body());
  }

  /** Writes what is left with the end of the mail, and the next envelope behind it. */
  private void finish(@Nullable Parcel next) throws IOException {
    wire.bodyEnd();
    if (next != null
        && link.offers.pipelining()
        && link.hasRoomForAnother()
        && unfit(next) == null
        && hasTimeForAnother()) {
      announce(next);
      announced = next;
    }
    wire.flush();
  }

  private void conclude(Parcel parcel, Reply answer) {
    if (answer.isPositive()) {
      Receipt receipt = Receipt.of(parcel.messageId, clock.instant());
      parcel.result =
          SendResult.accepted(
              parcel.refusals.isEmpty() ? receipt : receipt.withRefusals(parcel.refusals));
    } else if (answer.isRefusal()) {
      parcel.result = SendResult.rejected(refused(SmtpStep.MESSAGE, answer, parcel));
    } else {
      gone = true;
      parcel.result =
          SendResult.unknown(diagnosis.maybeSent(new ReplyReader.GarbageException(), null));
    }
  }
}
