package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes ids that say when and for whom they were made, so that none must be remembered: a changed
 * character makes an id a stranger. Thread-safe.
 */
final class SealedIds {

  private static final int LENGTH = 33;
  private static final long MILLI = 1_000_000;

  private final LongSupplier ticker;
  private final long origin;
  private final AtomicLong sequence;
  private final AtomicLong key;

  /** What an id stands for. */
  enum Kind {
    MESSAGE(1),
    RESPONSE_CODE(2),
    IMAGE(3),
    VOICE(4),
    VIDEO(5),
    FILE(6);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Optional<Kind> of(byte code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  /**
   * What an id says.
   *
   * @param owner the application or robot
   * @param ageMillis how long ago it was made
   * @param hash of the id itself
   */
  record Opened(Kind kind, long owner, long ageMillis, long hash) {}

  SealedIds(LongSupplier ticker, long seed) {
    this.ticker = ticker;
    this.origin = ticker.getAsLong();
    this.sequence = new AtomicLong(seed);
    this.key = new AtomicLong(Hash64.mix(seed));
  }

  String seal(Kind kind, long owner) {
    return seal(kind, owner, nowMillis(), sequence.incrementAndGet());
  }

  /** The id of a moment and a number that the caller chose: the same ones make the same id. */
  String seal(Kind kind, long owner, long atMillis, long number) {
    ByteBuffer id = ByteBuffer.allocate(LENGTH).put(kind.code).putLong(owner);
    id.putLong(atMillis).putLong(number);
    id.putLong(mac(kind, owner, atMillis, number));
    return Base64.getUrlEncoder().encodeToString(id.array());
  }

  Optional<Opened> open(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
    ByteBuffer id = ByteBuffer.wrap(bytes);
    return bytes.length == LENGTH
        ? Kind.of(id.get()).flatMap(kind -> opened(kind, id))
        : Optional.empty();
  }

  private Optional<Opened> opened(Kind kind, ByteBuffer id) {
    long owner = id.getLong();
    long atMillis = id.getLong();
    long number = id.getLong();
    long mac = id.getLong();
    return mac == mac(kind, owner, atMillis, number)
        ? Optional.of(new Opened(kind, owner, nowMillis() - atMillis, mac))
        : Optional.empty();
  }

  /** Makes strangers of all ids until now. */
  void clear() {
    key.updateAndGet(Hash64::mix);
  }

  long nowMillis() {
    return (ticker.getAsLong() - origin) / MILLI;
  }

  private long mac(Kind kind, long owner, long atMillis, long number) {
    long hash = Hash64.mix(key.get() + kind.code);
    return Hash64.mix(Hash64.mix(Hash64.mix(hash ^ owner) ^ atMillis) ^ number);
  }
}
