package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Knows the material that was uploaded, for three days, or registered by the test, for ever.
 *
 * <p>As long as there was neither, every media id is good, so that a plain test needs no upload.
 * Holds ids and kinds, never contents. Thread-safe.
 */
final class MediaShelf {

  private static final long LIFETIME_NANOS = Duration.ofDays(3).toNanos();
  private static final int SWEEP_ABOVE = 10_000;
  private static final int ID_LENGTH = 64;

  private final LongSupplier ticker;
  private final AtomicTokens ids;
  private final Map<String, Item> items = new ConcurrentHashMap<>();
  private volatile boolean strict;

  private record Item(MediaType type, boolean permanent, long uploadedAt) {}

  MediaShelf(LongSupplier ticker, long seed) {
    this.ticker = ticker;
    this.ids = new AtomicTokens(Hash64.mix(seed));
  }

  /** Keeps a file's id for three days. */
  String upload(MediaType type) {
    sweep();
    String token = ids.next();
    String id = token.substring(token.length() - ID_LENGTH);
    items.put(id, new Item(type, false, ticker.getAsLong()));
    strict = true;
    return id;
  }

  /** Adds permanent material. */
  void register(String mediaId, MediaType type) {
    items.put(mediaId, new Item(type, true, 0));
    strict = true;
  }

  /**
   * Checks an id that a message refers to.
   *
   * @param wanted kinds that may stand there; empty for any
   * @throws Refused 40007 if it is unknown, expired or of another kind
   */
  void require(String mediaId, Set<MediaType> wanted) {
    if (!strict) {
      return;
    }
    Item item = items.get(mediaId);
    boolean good =
        item != null && alive(item) && (wanted.isEmpty() || wanted.contains(item.type()));
    if (!good) {
      throw new Refused(40007);
    }
  }

  void clear() {
    items.clear();
    strict = false;
  }

  private void sweep() {
    if (items.size() >= SWEEP_ABOVE) {
      items.values().removeIf(item -> !alive(item));
    }
  }

  private boolean alive(Item item) {
    return item.permanent() || ticker.getAsLong() - item.uploadedAt() < LIFETIME_NANOS;
  }
}
