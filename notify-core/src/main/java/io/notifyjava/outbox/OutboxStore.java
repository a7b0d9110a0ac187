package io.notifyjava.outbox;

import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of an outbox are kept.
 *
 * <p>A method that returns has made durable what it did; one that throws has done nothing, except
 * where a connection was lost while it committed: then the caller finds out by asking again, which
 * is right for every method here. Thread-safe; methods block for a time that the store bounds. Due
 * times and leases are judged by one clock for all that share the store, so that a node whose clock
 * jumps neither loses nor steals an entry.
 *
 * <p>The contract test {@code OutboxStoreContract} of notify-testkit says what is expected.
 *
 * @since 0.1.0
 */
public interface OutboxStore extends AutoCloseable {

  /**
   * Makes the tables, or looks at those that are there. Called once, before anything else.
   *
   * @throws OutboxException if they are of a newer version, or missing and not to be made
   */
  void prepare();

  /**
   * Puts entries, all or none, in one transaction. One whose key is there already, also earlier in
   * the list, is not put. One that is not scheduled ({@code notBefore} is not after {@code
   * createdAt}) is due at once, so that clocks that differ delay nothing.
   *
   * @param drafts 1 to some thousand
   * @return for each, in order, the id of the entry that is there now
   * @throws OutboxException with {@code KEY_CONFLICT} if an entry with a key of these has another
   *     content hash; nothing was put
   */
  List<Placed> insert(List<OutboxDraft> drafts);

  /**
   * Puts entries in the caller's own transaction, which the caller commits; nothing is sent before.
   * Neither commits, rolls back nor closes the connection; after an exception the caller rolls
   * back, since some may have been put.
   */
  List<Placed> insert(Connection connection, List<OutboxDraft> drafts);

  /**
   * Takes verdicts and hands out entries, in one transaction: those of the urgent lane first, in
   * each lane by due time and id. An entry is due when its time has come and no earlier one of its
   * order key is unfinished; one whose lease ran out is due at once. Entries beyond their deadline
   * are handed out too, since it is the outbox that expires them. The first one that the bytes of
   * the claim have no room for ends it, unless nothing was handed out before; and payloads that are
   * not handed out are not read, so that a claim needs the memory that it asks for.
   *
   * <p>A verdict is refused unless the entry has the lease that it names; one under a lease that
   * ran out is taken as long as nobody else has the entry. What a verdict makes due, such as the
   * next one of an order key, may be handed out by the same turn.
   *
   * @param claim null to take verdicts only
   */
  Turn turn(List<OutboxVerdict> verdicts, @Nullable OutboxClaim claim);

  /**
   * Prolongs leases.
   *
   * @param leases number of the lease by entry
   * @return entries of which the node has no such lease any more
   */
  Set<OutboxId> renew(String node, List<Hold> leases, Duration lease);

  /**
   * Returns all leases of a node, those that ran out and that nobody took included. Asked after a
   * turn whose commit may have been cut, for what it handed out without anybody hearing of it.
   */
  List<OutboxLease> held(String node);

  /**
   * Returns how long it is until an entry is due or a lease runs out; zero if one is due, empty if
   * there is none. Entries that wait for others of their order key may be counted or not.
   */
  Optional<Duration> untilNextDue();

  /** Returns an entry, if it is kept. */
  Optional<OutboxEntry> find(OutboxId id);

  /** Returns the entry with that hashed key, if it is kept. */
  Optional<OutboxEntry> findByKey(String key);

  /** Cancels an entry if it is pending and not in doubt; tells whether it did. */
  boolean cancel(OutboxId id);

  /**
   * Makes final entries pending again, due at once, with no attempts made and no doubt.
   *
   * @param ids which; empty for all in these states
   * @param states of {@code DEAD}, {@code REJECTED}, {@code UNKNOWN}, {@code EXPIRED}
   * @return how many
   */
  long retry(Collection<OutboxId> ids, Set<OutboxState> states);

  /** Counts the entries by state. */
  OutboxCounts counts();

  /**
   * Forgets final entries that ended longer ago than this.
   *
   * @param limit most to forget in one call; 1 or more
   * @return how many
   */
  long purge(Duration age, Set<OutboxState> states, int limit);

  @Override
  void close();

  /**
   * What an insert did.
   *
   * @param id of the entry that is there now
   * @param isNew whether it was put by this call
   */
  record Placed(OutboxId id, boolean isNew) {}

  /** One lease of one entry. */
  record Hold(OutboxId id, int lease) {}

  /**
   * What came of a turn.
   *
   * @param refused entries whose verdict was not taken, for another has the lease by now or had it
   * @param leases entries to send
   * @param cut whether an entry that is due was left because of the claim's bytes alone
   */
  record Turn(Set<OutboxId> refused, List<OutboxLease> leases, boolean cut) {

    /** Says that nothing was left because of its size. */
    public Turn(Set<OutboxId> refused, List<OutboxLease> leases) {
      this(refused, leases, false);
    }

    public Turn {
      refused = Set.copyOf(refused);
      leases = List.copyOf(leases);
    }
  }
}
