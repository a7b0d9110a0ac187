package io.notifyjava.internal.outbox;

import io.notifyjava.internal.corridor.Corridor;
import io.notifyjava.internal.corridor.Courier;
import io.notifyjava.internal.corridor.Depot;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.time.Turnstile;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.Outbox;
import io.notifyjava.outbox.OutboxCounts;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxStore.Placed;
import io.notifyjava.spi.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox of a notifier: its front, behind which a {@link Dispatcher} works. */
public final class OutboxEngine implements Outbox {

  private static final Logger log = LoggerFactory.getLogger(OutboxEngine.class);

  /** Entries that one call takes at most, so that one transaction stays of a bearable size. */
  static final int MOST_AT_ONCE = 1_000;

  /** For how long a message waits for others of its claim that go their own way. */
  private static final Duration LINGER = Duration.ofMillis(20);

  /** What is known is recorded even if the time to wait for more is over. */
  private static final Duration RECORD_LIMIT = Duration.ofSeconds(1);

  private static final Set<OutboxState> MAY_BE_RETRIED =
      Set.of(OutboxState.DEAD, OutboxState.REJECTED, OutboxState.UNKNOWN, OutboxState.EXPIRED);

  private final OutboxStore store;
  private final OutboxOptions options;
  private final Clock clock;
  private final Preparation preparation;
  private final Drafts drafts;
  private final Hashes hashes;
  private final GroupCommit commits;
  private final Dispatcher dispatcher;
  private final LongSupplier ticker;
  private volatile boolean closed;
  private volatile long stoppedAt;

  /** Puts the engine together; it does nothing before {@link #start}. */
  public OutboxEngine(OutboxStore store, OutboxOptions options, Codecs codecs, Parts parts) {
    this.store = store;
    this.options = options;
    this.clock = parts.clock();
    this.ticker = parts.ticker();
    this.preparation = new Preparation(store);
    Ids ids = new Ids(parts.clock(), parts.random());
    this.drafts =
        new Drafts(parts.corridor()::plan, codecs, ids, options, parts.mode(), parts.clock());
    this.hashes = new Hashes(options.hashSecret());
    this.commits = new GroupCommit(store::insert, options.enqueueTimeout(), ticker);
    String node = options.node() + '-' + HexFormat.of().toHexDigits(parts.random().nextInt());
    this.dispatcher =
        new Dispatcher(
            new Dispatcher.Parts(
                store,
                preparation,
                options,
                node,
                depot(parts, options),
                new Unpacking(codecs, options),
                parts.executor(),
                parts.timer(),
                parts.clock(),
                parts.ticker(),
                parts.random(),
                parts.announcer()));
  }

  /**
   * What an engine is made of.
   *
   * @param mode of messages that say none
   */
  public record Parts(
      Corridor corridor,
      Courier courier,
      Executor executor,
      Timer timer,
      Announcer announcer,
      DeliveryMode mode,
      Clock clock,
      LongSupplier ticker,
      RandomGenerator random) {}

  private static Depot depot(Parts parts, OutboxOptions options) {
    return new Depot(
        parts.courier(),
        parts.timer(),
        parts.executor(),
        LINGER,
        new Turnstile(parts.executor(), parts.timer(), options.inFlight(), () -> false));
  }

  /** Begins to send what is there. */
  public void start() {
    dispatcher.look();
  }

  @Override
  public OutboxId enqueue(Message message, EnqueueOptions options) {
    return enqueueAll(List.of(message), options).get(0);
  }

  @Override
  public List<OutboxId> enqueueAll(Collection<? extends Message> messages, EnqueueOptions options) {
    Objects.requireNonNull(options, "options");
    if (messages.isEmpty()) {
      return List.of();
    }
    if (messages.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "enqueueAll takes 1 to %s messages, but was given %s; call it for each part"
              .formatted(MOST_AT_ONCE, messages.size()));
    }
    ensureOpen();
    List<OutboxDraft> made = messages.stream().map(one -> drafts.draft(one, options)).toList();
    preparation.ensure();
    List<Placed> placed = commits.put(made);
    wakeFor(made.get(0).notBefore());
    return placed.stream().map(Placed::id).toList();
  }

  private void wakeFor(Instant notBefore) {
    if (notBefore.isAfter(clock.instant())) {
      dispatcher.dueAt(notBefore.toEpochMilli() + 1);
    } else {
      dispatcher.look();
    }
  }

  @Override
  public OutboxId enqueue(Connection connection, Message message, EnqueueOptions options) {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(options, "options");
    ensureOpen();
    ensureTransaction(connection);
    OutboxDraft draft = drafts.draft(message, options);
    preparation.ensure();
    return store.insert(connection, List.of(draft)).get(0).id();
  }

  private static void ensureTransaction(Connection connection) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "The connection is in auto-commit mode, so there is no transaction to take part in; call"
                + " setAutoCommit(false) first, or enqueue without a connection");
      }
    } catch (SQLException e) {
      throw new OutboxException(
          OutboxException.Kind.UNAVAILABLE,
          false,
          "The connection cannot be used; nothing was enqueued",
          e);
    }
  }

  @Override
  public void wake() {
    ensureOpen();
    dispatcher.look();
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    Objects.requireNonNull(id, "id");
    ensureReady();
    return store.find(id);
  }

  @Override
  public Optional<OutboxEntry> find(IdempotencyKey key, Recipient recipient) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(recipient, "recipient");
    ensureReady();
    return store.findByKey(hashes.key(key, recipient));
  }

  @Override
  public boolean cancel(OutboxId id) {
    Objects.requireNonNull(id, "id");
    ensureReady();
    boolean cancelled = store.cancel(id);
    if (cancelled) {
      // It may have held up others of its order.
      dispatcher.look();
    }
    return cancelled;
  }

  @Override
  public boolean retry(OutboxId id) {
    return retry(List.of(Objects.requireNonNull(id, "id")), MAY_BE_RETRIED) > 0;
  }

  @Override
  public long retryDead() {
    return retry(List.of(), Set.of(OutboxState.DEAD));
  }

  private long retry(List<OutboxId> ids, Set<OutboxState> states) {
    ensureReady();
    long retried = store.retry(ids, states);
    if (retried > 0) {
      dispatcher.look();
    }
    return retried;
  }

  @Override
  public OutboxCounts counts() {
    ensureReady();
    return store.counts();
  }

  @Override
  public long purge(Duration age, Set<OutboxState> states) {
    if (age.compareTo(options.keyWindow()) < 0) {
      throw new IllegalArgumentException(
          "age must be at least the keyWindow (%s), in which keys are remembered, but was %s"
              .formatted(options.keyWindow(), age));
    }
    if (!states.stream().allMatch(OutboxState::isFinal)) {
      throw new IllegalArgumentException("Only ended entries can be purged, not " + states);
    }
    ensureReady();
    long purged = 0;
    long latest;
    do {
      latest = store.purge(age, states, Purger.MOST_AT_ONCE);
      purged += latest;
    } while (latest >= Purger.MOST_AT_ONCE);
    return purged;
  }

  private void ensureReady() {
    ensureOpen();
    preparation.ensure();
  }

  private void ensureOpen() {
    if (closed) {
      throw new OutboxException(
          OutboxException.Kind.CLOSED, "The notifier of this outbox is closed");
    }
  }

  /** Takes nothing more, and takes up nothing more; what is being sent goes on. */
  public void stop() {
    stoppedAt = ticker.getAsLong();
    closed = true;
    dispatcher.stop();
  }

  /**
   * Delivers what is known, hands back what was not begun, and closes the store.
   *
   * @param limit for all of the end, counted from {@link #stop}
   * @return how many entries are left leased, whose outcome the next node will not know
   */
  public int finish(Duration limit) {
    Duration rest = limit.minusNanos(ticker.getAsLong() - stoppedAt);
    int left = dispatcher.finish(rest.compareTo(RECORD_LIMIT) > 0 ? rest : RECORD_LIMIT);
    try {
      store.close();
    } catch (RuntimeException e) {
      log.warn("The store of the outbox could not be closed: {}", Outage.described(e));
    }
    return left;
  }
}
