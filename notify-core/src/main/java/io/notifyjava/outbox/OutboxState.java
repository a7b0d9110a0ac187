package io.notifyjava.outbox;

/**
 * How far an entry has come.
 *
 * <pre>
 * PENDING --claimed--&gt; LEASED --result--&gt; ACCEPTED | REJECTED | UNKNOWN
 *    |  ^                 |----may pass--&gt; PENDING (later) or, after the last attempt, DEAD
 *    |  '---------------- '----lease ran out--&gt; claimed again as an unknown outcome
 *    |-----deadline-----&gt; EXPIRED
 *    '-----cancel-------&gt; CANCELLED
 * DEAD, REJECTED, UNKNOWN --retry--&gt; PENDING
 * </pre>
 *
 * @since 0.1.0
 */
public enum OutboxState {
  /** Waits for its time or for a free place. */
  PENDING,
  /** A node is sending it, or died while it did. */
  LEASED,
  /** A provider took it. */
  ACCEPTED,
  /** Certainly not sent, and sending again would not help. */
  REJECTED,
  /** Nobody can tell whether it was sent. */
  UNKNOWN,
  /** Its deadline passed before it was sent. */
  EXPIRED,
  /** Every allowed attempt failed, each certainly before sending. */
  DEAD,
  /** Taken back before it was sent. */
  CANCELLED;

  /** Tells whether nothing happens to it any more unless somebody asks for it. */
  public boolean isFinal() {
    return this != PENDING && this != LEASED;
  }
}
