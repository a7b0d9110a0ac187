package io.notifyjava.internal.outbox;

import io.notifyjava.message.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The places of the entries that this node has in hand, of which some are for the urgent lane
 * alone, and what is known of the entries that wait for one.
 *
 * <p>Used by the dispatcher alone, but for {@link #look}.
 */
final class Places {

  /** How many entries of each lane to claim, and of how many bytes. */
  record Ask(int urgent, int bulk, long bytes) {}

  private final int all;
  private final int reserve;
  private final long mostBytes;

  /** How many entries the executor certainly has threads or a queue for, as far as is known. */
  private int room;

  private final Map<Lane, Integer> taken = new EnumMap<>(Lane.class);

  /** Whether there may be more than the last claim got. */
  private final AtomicBoolean moreUrgent = new AtomicBoolean(true);

  private final AtomicBoolean moreBulk = new AtomicBoolean(true);
  private boolean floodOfUrgent;
  private long bytes;

  Places(int all, int reserve, long mostBytes) {
    this.all = all;
    this.reserve = reserve;
    this.room = all;
    this.mostBytes = mostBytes;
  }

  /** Something may be due. Called by any thread. */
  void look() {
    moreUrgent.set(true);
    moreBulk.set(true);
  }

  void take(Lane lane) {
    taken.merge(lane, 1, Integer::sum);
  }

  void free(Lane lane) {
    taken.merge(lane, -1, Integer::sum);
  }

  /** Notes that payloads came into memory, or that they are gone from there. */
  void weigh(long more) {
    bytes += more;
  }

  /**
   * Returns what to claim now; null if there is no place or nothing to expect. Urgent ones get the
   * reserve, at least a quarter of what is free, and all of it once more of them wait than that.
   */
  @Nullable Ask ask() {
    if (bytes >= mostBytes) {
      return null;
    }
    int free = free();
    boolean urgent = free > 0 && moreUrgent.getAndSet(false);
    boolean bulk = freeForBulk() > 0 && !(urgent && floodOfUrgent) && moreBulk.getAndSet(false);
    if (!urgent && !bulk) {
      return null;
    }
    int forBulk = bulk ? Math.min(free, freeForBulk()) : 0;
    int forUrgent = urgent ? Math.max(free - forBulk, (free + 3) / 4) : 0;
    Ask ask = new Ask(forUrgent, Math.min(forBulk, free - forUrgent), mostBytes - bytes);
    if (bulk && ask.bulk() == 0) {
      moreBulk.set(true);
    }
    return ask;
  }

  /**
   * Notes what a claim got; a lane that got all it asked for, or for which there was no room, may
   * have more.
   *
   * @param cut whether there was more than room
   */
  void got(Ask ask, int urgent, int bulk, boolean cut) {
    if (cut) {
      look();
    }
    if (ask.urgent() > 0) {
      floodOfUrgent = urgent >= ask.urgent();
      if (floodOfUrgent) {
        moreUrgent.set(true);
      }
    }
    if (ask.bulk() > 0 && bulk >= ask.bulk()) {
      moreBulk.set(true);
    }
  }

  /**
   * The executor refused so many of the entries in hand: no more are claimed than it took, until it
   * turns out to take more.
   *
   * @return whether it took none at all
   */
  boolean crowded(int refused) {
    int took = taken(Lane.URGENT) + taken(Lane.BULK) - refused;
    room = Math.max(1, took);
    return took <= 0;
  }

  /** The executor took all that it was given. */
  void roomy() {
    room = Math.min(all, room + 1 + room / 4);
  }

  /** Tells whether the last claims got all that was due. */
  boolean isExhausted() {
    return !moreUrgent.get() && !moreBulk.get();
  }

  /** Tells whether a claim would be made now. */
  boolean wants() {
    return bytes < mostBytes && hasPlace();
  }

  private boolean hasPlace() {
    return (free() > 0 && moreUrgent.get()) || (freeForBulk() > 0 && moreBulk.get());
  }

  private int free() {
    return room - taken(Lane.URGENT) - taken(Lane.BULK);
  }

  /** Urgent ones beyond the reserve take the places of bulk ones. */
  private int freeForBulk() {
    int kept = room == all ? reserve : Math.min(reserve, room / 4);
    return room - kept - taken(Lane.BULK) - Math.max(0, taken(Lane.URGENT) - kept);
  }

  private int taken(Lane lane) {
    return taken.getOrDefault(lane, 0);
  }
}
