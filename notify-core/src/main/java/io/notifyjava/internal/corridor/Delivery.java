package io.notifyjava.internal.corridor;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
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
final class Delivery implements Call {

  final String messageId;
  final Message message;
  final long startedAt;
  private final long endsAt;
  private final boolean parcel;
  final DeliveryMode mode;

  /** Where it may wait for others to share a call with; null if it goes alone. */
  final @Nullable Depot depot;

  /** Set by the render gate: the message itself first, then its alternatives. */
  List<Alternative> alternatives = List.of();

  /** Whether the key memory must hear how this ends. */
  boolean keyClaimed;

  /** What the nodes that share a memory must hear the end of; null if there is nothing to hear. */
  @Nullable IdempotencyClaim sharedClaim;

  /** Whether they gave it the key; else it goes without them, because they did not answer. */
  boolean sharedClaimHeld;

  private List<Leg> legs = List.of();
  private int leg;

  /** Immutable, because the result keeps it as it is; mostly there is one attempt. */
  private List<Attempt> attempts = List.of();

  /** State of the current leg. */
  private int attemptsOnLeg;

  private long firstUnknownAt;
  private @Nullable Unknown unknown;
  private @Nullable Unknown recalled;
  private boolean turnTaken;
  private boolean legBegun;
  private long attemptBegunAt;
  private Step.@Nullable Done answer;

  /** An unknown outcome on an earlier leg; after it, nobody may say any more that nothing left. */
  private @Nullable Unknown doubt;

  /** What is decided for all of a shared call, while its thread walks, for which others wait. */
  private @Nullable SharedWait lentTime;

  private volatile @Nullable Failure cancelled;

  Delivery(
      String messageId,
      Message message,
      long startedAt,
      Duration limit,
      DeliveryMode mode,
      @Nullable Depot depot,
      boolean parcel) {
    this.messageId = messageId;
    this.message = message;
    this.startedAt = startedAt;
    this.endsAt = startedAt + limit.toNanos();
    this.mode = mode;
    this.depot = depot;
    this.parcel = parcel;
    this.attemptBegunAt = startedAt;
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

  /**
   * Returns the leg that the current one gives way to with this end; null if the way ends with it.
   */
  @Nullable Leg legAfter(SendResult end) {
    if (cancelled != null || end instanceof Accepted) {
      return null;
    }
    Failure cause = end.failure().orElseThrow();
    if (end instanceof Rejected && doubt == null) {
      return nextLeg(cause);
    }
    // What may have been sent already goes at most to another account, as the same message.
    boolean opens =
        hasBackup()
            && (end instanceof Rejected
                ? leg().liesWithAccount(cause)
                : mode == DeliveryMode.AT_LEAST_ONCE && leg().account().breaker().isSick(end));
    return opens ? legs.get(leg + 1) : null;
  }

  /** Tells whether another account could send the same message after this one. */
  boolean hasBackup() {
    return leg + 1 < legs.size() && legs.get(leg + 1).alternative() == leg().alternative();
  }

  /** Tells whether one of the accounts for the same message, after this one, need not be rested. */
  boolean hasWellBackup() {
    for (int next = leg + 1; next < legs.size() && isAlike(next); next++) {
      if (!legs.get(next).account().health().isResting()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the first leg of the same message whose account may be tried, if the current one's is
   * not; null if the current one is as good as any.
   */
  @Nullable Leg betterLeg() {
    if (account().health().mayTry()) {
      return null;
    }
    for (int next = leg + 1; next < legs.size() && isAlike(next); next++) {
      if (legs.get(next).account().health().mayTry()) {
        return legs.get(next);
      }
    }
    return null;
  }

  /** Tells whether this is not the first leg. */
  boolean hasMoved() {
    return leg > 0;
  }

  /** Returns the legs of the same message that were walked or passed over before this one. */
  List<Leg> legsBefore() {
    int first = leg;
    while (first > 0 && isAlike(first - 1)) {
      first--;
    }
    return legs.subList(first, leg);
  }

  private boolean isAlike(int other) {
    return legs.get(other).alternative() == leg().alternative();
  }

  void moveTo(Leg next) {
    leg = legs.indexOf(next);
    doubt = doubt == null ? unknown : doubt;
    attemptsOnLeg = 0;
    unknown = null;
    turnTaken = false;
    legBegun = false;
    answer = null;
  }

  @Override
  public Account account() {
    return leg().account();
  }

  @Override
  public long endsAt() {
    return endsAt;
  }

  /** Tells whether nothing has happened on this leg yet. */
  boolean isLegFresh() {
    return !legBegun;
  }

  void beginLeg() {
    legBegun = true;
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

  /** Counts an attempt that begins now, by the ticker. */
  int beginAttempt(long now) {
    turnTaken = false;
    attemptBegunAt = now;
    return ++attemptsOnLeg;
  }

  /** Returns the first unknown outcome on the legs before this one, if there was one. */
  @Nullable Unknown doubt() {
    return doubt;
  }

  /** Returns the first unknown outcome on this leg, if there was one. */
  @Nullable Unknown unknown() {
    return unknown;
  }

  /** Tells whether it comes from the outbox. */
  boolean isParcel() {
    return parcel;
  }

  /** Takes over what became of the message before this way began. */
  void recall(Unknown earlier, long at) {
    recalled = earlier;
    unknown = earlier;
    firstUnknownAt = at;
  }

  /** Forgets what was recalled, for it is known by now that the message was not sent. */
  void clear() {
    recalled = null;
    unknown = null;
  }

  /** Returns what became of the message before this way began, if it may have been sent. */
  @Nullable Unknown recalled() {
    return recalled;
  }

  /** Remembers that the message may have been sent by the latest attempt. */
  void remember(Unknown outcome) {
    if (unknown == null) {
      unknown = outcome;
      firstUnknownAt = attemptBegunAt;
    }
  }

  long firstUnknownAt() {
    return firstUnknownAt;
  }

  /** Returns how long ago the first attempt began whose outcome is unknown; zero if none is. */
  Duration unknownFor(long now) {
    return unknown == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - firstUnknownAt));
  }

  @Override
  public boolean hasTurn() {
    return turnTaken;
  }

  @Override
  public void takeTurn() {
    turnTaken = true;
  }

  @Override
  public void loseTurn() {
    turnTaken = false;
  }

  boolean mayShare() {
    return depot != null;
  }

  /** Keeps what a shared call came to, until the way goes on. */
  void answer(Step.Done answer) {
    this.answer = answer;
  }

  /** Returns what a shared call came to, if the way has not gone on from there. */
  Step.@Nullable Done answer() {
    return answer;
  }

  boolean hasAnswer() {
    return answer != null;
  }

  Step.@Nullable Done takeAnswer() {
    Step.Done taken = answer;
    answer = null;
    return taken;
  }

  /** Tells whether the answer is one that the provider may be asked about. */
  boolean needsLookUp() {
    return answer != null
        && answer.result() instanceof Unknown
        && leg().account().support(leg().message()).canSettle();
  }

  boolean isOnLentTime() {
    return lentTime != null;
  }

  @Nullable SharedWait lentTime() {
    return lentTime;
  }

  void lendTime(@Nullable SharedWait lent) {
    lentTime = lent;
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
