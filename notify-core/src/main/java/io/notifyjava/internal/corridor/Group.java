package io.notifyjava.internal.corridor;

import io.notifyjava.message.Recipient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Messages that share one call. It gathers under the lock of its {@link Depot}, and then belongs to
 * one thread at a time, as a {@link Delivery} does.
 */
final class Group implements Call {

  /** What the messages of a group have in common; rounds tell groups of one key apart. */
  record Key(String account, Object bulkKey, int most, int round) {

    Key nextRound() {
      return new Key(account, bulkKey, most, round + 1);
    }
  }

  private final Key key;
  private final Account account;
  private final List<Trip> members = new ArrayList<>();
  private final List<Delivery> riders = new ArrayList<>();
  private final Set<Recipient> recipients = new HashSet<>();
  private boolean turnTaken;
  private boolean begun;

  Group(Key key, Account account) {
    this.key = key;
    this.account = account;
  }

  Key key() {
    return key;
  }

  /** Takes a message in, unless another one goes to the same recipient. */
  boolean join(Trip trip) {
    boolean joins = recipients.add(trip.delivery.leg().message().recipient());
    if (joins) {
      members.add(trip);
      riders.add(trip.delivery);
    }
    return joins;
  }

  int size() {
    return members.size();
  }

  boolean isFull() {
    return members.size() >= key.most();
  }

  /** Earns its part of a retry: one for the call, and not for each message in it. */
  void begin() {
    if (!begun) {
      begun = true;
      account.budget().earn();
    }
  }

  /** Returns everybody who joined. */
  List<Trip> members() {
    return members;
  }

  /** Returns those for whom the call is made. */
  List<Delivery> riders() {
    return riders;
  }

  /**
   * Lets go of those whose time is over, with this answer, and of those who have less than so many
   * nanoseconds left, to go alone.
   */
  void leaveBehind(long now, long timeToShare, Step.Done over) {
    for (Iterator<Delivery> all = riders.iterator(); all.hasNext(); ) {
      Delivery rider = all.next();
      long left = rider.endsAt() - now;
      if (left <= 0) {
        rider.answer(over);
      }
      if (left < timeToShare) {
        all.remove();
      }
    }
  }

  /** Gives this answer to each rider who has none. */
  void answerAll(Step.Done answer) {
    for (Delivery rider : riders) {
      if (!rider.hasAnswer()) {
        rider.answer(answer);
      }
    }
  }

  @Override
  public Account account() {
    return account;
  }

  /** When the first rider's time is over. */
  @Override
  public long endsAt() {
    long first = riders.get(0).endsAt();
    for (Delivery rider : riders) {
      first = rider.endsAt() - first < 0 ? rider.endsAt() : first;
    }
    return first;
  }

  @Override
  public boolean hasTurn() {
    return turnTaken;
  }

  @Override
  public void takeTurn() {
    turnTaken = true;
  }
}
