package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import io.notifyjava.testkit.internal.TextCounts;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what reached whom: counts, notices what arrived twice, and keeps a {@code
 * client_msg_id} from arriving twice within ten minutes.
 *
 * <p>Holds hashes, never messages: about 17 bytes for each delivered one, 24 more for each {@code
 * client_msg_id} of the last ten minutes, and 32 at most for each person who got a template
 * message. Thread-safe.
 */
final class DeliveryLedger {

  private static final int REENTRY_MILLIS = 600_000;
  private static final long TEMPLATE_SEED = 1;
  private static final long CUSTOMER_SEED = 2;
  private static final long SUBSCRIPTION_SEED = 3;
  private static final long MILLI = 1_000_000;

  /** Keeps every msgid above what a double holds exactly, as the platform's are. */
  private static final long HIGH_BIT = 1L << 61;

  private final LongSupplier ticker;
  private final boolean watched;
  private final long origin;
  private final LongHashSet delivered = new LongHashSet();
  private final ExpiringIds clientIds = new ExpiringIds(REENTRY_MILLIS);
  private final TextCounts readers = new TextCounts();
  private final AtomicLong sequence;
  private final LongAdder customer = new LongAdder();
  private final LongAdder template = new LongAdder();
  private final LongAdder subscription = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder suppressed = new LongAdder();

  DeliveryLedger(LongSupplier ticker, boolean watched, long seed) {
    this.ticker = ticker;
    this.watched = watched;
    this.origin = ticker.getAsLong();
    this.sequence = new AtomicLong(seed);
  }

  /**
   * What came of a template message.
   *
   * @param msgid the new one, or the first message's when it was suppressed
   */
  record Outcome(long msgid, boolean suppressed) {}

  void customer(byte[] body) {
    customer.increment();
    watch(Hash64.of(body, CUSTOMER_SEED));
  }

  /**
   * Delivers a template message, unless its client_msg_id says that it was.
   *
   * @param arrives false if the person never sees it although the platform accepts it
   */
  Outcome template(String openId, @Nullable String clientMsgId, byte[] body, boolean arrives) {
    LongAdder arrived = arrives ? template : null;
    Outcome outcome = deliver(TEMPLATE_SEED, arrived, openId, clientMsgId, body);
    if (watched && arrives && !outcome.suppressed()) {
      readers.count(openId);
    }
    return outcome;
  }

  /** How many template messages reached a person; 0 if not watched. */
  int templatesTo(String openId) {
    return readers.of(openId);
  }

  /** Delivers a subscription message, unless its client_msg_id, if there is one, says otherwise. */
  Outcome subscription(String openId, @Nullable String clientMsgId, byte[] body) {
    return deliver(SUBSCRIPTION_SEED, subscription, openId, clientMsgId, body);
  }

  /** Whether a subscription message with this client_msg_id went out within ten minutes. */
  boolean knows(String openId, String clientMsgId) {
    long hash = Hash64.of(clientMsgId, Hash64.of(openId, SUBSCRIPTION_SEED));
    return clientIds.holds(hash, now());
  }

  private Outcome deliver(
      long seed,
      @Nullable LongAdder arrived,
      String openId,
      @Nullable String clientMsgId,
      byte[] body) {
    if (clientMsgId == null) {
      count(arrived, Hash64.of(body, seed));
      return new Outcome(msgid(sequence.incrementAndGet()), false);
    }
    long hash = Hash64.of(clientMsgId, Hash64.of(openId, seed));
    ExpiringIds.Entry entry = clientIds.remember(hash, now());
    if (entry.fresh()) {
      count(arrived, hash);
    } else {
      suppressed.increment();
    }
    // Computed from what is remembered anyway, so that the same msgid can be told again.
    return new Outcome(msgid(hash + entry.sinceMillis()), !entry.fresh());
  }

  private int now() {
    return (int) ((ticker.getAsLong() - origin) / MILLI);
  }

  private void count(@Nullable LongAdder arrived, long hash) {
    if (arrived != null) {
      arrived.increment();
      watch(hash);
    }
  }

  private void watch(long hash) {
    if (watched && !delivered.add(hash)) {
      duplicates.increment();
    }
  }

  private static long msgid(long number) {
    return (Hash64.mix(number) | HIGH_BIT) & Long.MAX_VALUE;
  }

  long customerDelivered() {
    return customer.sum();
  }

  long templateDelivered() {
    return template.sum();
  }

  long subscriptionDelivered() {
    return subscription.sum();
  }

  long duplicates() {
    return duplicates.sum();
  }

  long suppressed() {
    return suppressed.sum();
  }

  void clear() {
    delivered.clear();
    clientIds.clear();
    readers.clear();
    customer.reset();
    template.reset();
    subscription.reset();
    duplicates.reset();
    suppressed.reset();
  }
}
