package io.notifyjava.internal.corridor;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way through the corridor: everything that must survive a pause.
 *
 * <p>Used by one thread at a time. A pause hands it to another thread through a timer and an
 * executor, which order their memory.
 */
final class Delivery {

  final String messageId;
  final Message message;
  final long startedAt;
  final long endsAt;
  final DeliveryMode mode;

  /** Set by the render gate: the message itself first, then its alternatives. */
  List<Alternative> alternatives = List.of();

  /** Whether the key memory must hear how this ends. */
  boolean keyClaimed;

  private List<Leg> legs = List.of();
  private int leg;

  /** Immutable, because the result keeps it as it is; mostly there is one attempt. */
  private List<Attempt> attempts = List.of();

  /** State of the current leg. */
  private int attemptsOnLeg;

  private long firstUnknownAt;
  private @Nullable Unknown unknown;
  private boolean turnTaken;

  private volatile @Nullable Failure cancelled;

  Delivery(String messageId, Message message, long startedAt, Duration limit, DeliveryMode mode) {
    this.messageId = messageId;
    this.message = message;
    this.startedAt = startedAt;
    this.endsAt = startedAt + limit.toNanos();
    this.mode = mode;
  }

  boolean isPrepared() {
    return !legs.isEmpty();
  }

  void route(List<Leg> legs) {
    this.legs = legs;
  }

  List<Leg> legs() {
    return legs;
  }

  Leg leg() {
    return legs.get(leg);
  }

  /** Returns the next leg that opens after the current one ended so; null if none does. */
  @Nullable Leg nextLeg(Failure cause) {
    for (int next = leg + 1; next < legs.size(); next++) {
      if (legs.get(next).opensAfter(leg(), cause)) {
        return legs.get(next);
      }
    }
    return null;
  }

  void moveTo(Leg next) {
    leg = legs.indexOf(next);
    attemptsOnLeg = 0;
    unknown = null;
    turnTaken = false;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  void add(Attempt attempt) {
    if (attempts.isEmpty()) {
      attempts = List.of(attempt);
    } else {
      List<Attempt> longer = new ArrayList<>(attempts);
      longer.add(attempt);
      attempts = List.copyOf(longer);
    }
  }

  int attemptsOnLeg() {
    return attemptsOnLeg;
  }

  int beginAttempt() {
    turnTaken = false;
    return ++attemptsOnLeg;
  }

  /** Returns the first unknown outcome on this leg, if there was one. */
  @Nullable Unknown unknown() {
    return unknown;
  }

  /** Remembers that the message may have been sent; {@code since} is when that attempt began. */
  void remember(Unknown outcome, long since) {
    if (unknown == null) {
      unknown = outcome;
      firstUnknownAt = since;
    }
  }

  long firstUnknownAt() {
    return firstUnknownAt;
  }

  /** Tells whether the rate limiter has already granted a turn that was waited for. */
  boolean hasTurn() {
    return turnTaken;
  }

  void takeTurn() {
    turnTaken = true;
  }

  /** Asks for the way to end at the next stage that can still end it without a call. */
  void cancel(Failure why) {
    cancelled = why;
  }

  @Nullable Failure cancelled() {
    return cancelled;
  }

  /** A message of the chain, rendered, with the reasons that open it. */
  record Alternative(Message message, Set<FailureReason> opensOn) {}
}
