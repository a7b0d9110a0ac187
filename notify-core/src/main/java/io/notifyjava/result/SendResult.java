package io.notifyjava.result;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What came of a send: {@link Accepted}, {@link Rejected} or {@link Unknown}, and nothing else.
 *
 * <p>Immutable and free of secrets, contents and addresses, so it may be logged.
 *
 * @since 0.1.0
 */
public sealed interface SendResult permits Accepted, Rejected, Unknown {

  /** Returns an acceptance, as a provider reports it. */
  static Accepted accepted(Receipt receipt) {
    return new Accepted(receipt, Trace.NONE);
  }

  /** Returns a refusal: the message certainly was not sent. */
  static Rejected rejected(Failure failure) {
    return new Rejected(failure, Trace.NONE);
  }

  /** Returns an unknown outcome: the request may have left and no proper answer came. */
  static Unknown unknown(Failure failure) {
    return new Unknown(failure, Trace.NONE);
  }

  /** Returns the way that the message took. */
  Trace trace();

  /** Returns this result with another trace. */
  SendResult withTrace(Trace trace);

  /** Returns the plain word for this result. */
  Outcome outcome();

  /** Returns why it was not accepted; empty if it was. */
  Optional<Failure> failure();

  /** Returns the id under which logs and events speak of the message. */
  default String messageId() {
    return trace().messageId();
  }

  /** Returns every call to a provider, in order. */
  default List<Attempt> attempts() {
    return trace().attempts();
  }

  /** Tells whether the provider took the message. That is not delivery. */
  default boolean isAccepted() {
    return outcome() == Outcome.ACCEPTED;
  }

  /** Tells whether an alternative was attempted instead of, or after, the message itself. */
  default boolean fellBack() {
    List<Attempt> attempts = attempts();
    return !attempts.isEmpty() && attempts.get(attempts.size() - 1).alternative() > 0;
  }

  /** Calls one of the three, whichever fits: a {@code switch} for Java 17. */
  default void handle(
      Consumer<? super Accepted> accepted,
      Consumer<? super Rejected> rejected,
      Consumer<? super Unknown> unknown) {
    if (this instanceof Accepted result) {
      accepted.accept(result);
    } else if (this instanceof Rejected result) {
      rejected.accept(result);
    } else {
      unknown.accept((Unknown) this);
    }
  }

  /**
   * Returns the acceptance, for callers who prefer exceptions.
   *
   * @throws SendFailedException if the message was rejected or its outcome is unknown; its text
   *     says which
   */
  default Accepted orThrow() {
    if (this instanceof Accepted accepted) {
      return accepted;
    }
    String what =
        this instanceof Rejected
            ? "was rejected and certainly not sent"
            : "has an unknown outcome: it may have been sent";
    throw new SendFailedException(
        "Message " + messageId() + " " + what + ": " + failure().orElseThrow(), this);
  }
}
