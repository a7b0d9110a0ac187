package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last state of every message of a ledger, without an object for any: 18 bytes for a place, of
 * which at most three quarters are taken, so 24 to 48 bytes for a message.
 *
 * <p>In parts that grow by themselves, so that growing neither takes long nor needs twice the
 * memory. Not thread-safe.
 */
final class LedgerTable {

  private static final int PARTS = 64;

  private static final int STATE = 0xf;
  private static final int CURRENT = 0x10;
  private static final int REASON_SHIFT = 8;

  private final Part[] parts = new Part[PARTS];

  LedgerTable() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  void put(long high, long low, int state, int reason, boolean current) {
    part(high).put(high, low, state | (current ? CURRENT : 0) | reason << REASON_SHIFT);
  }

  @Nullable LedgerEntry find(LedgerKey key) {
    Part part = part(key.high());
    int place = part.find(key.high(), key.low());
    return part.values[place] == 0 ? null : entry(key, part.values[place]);
  }

  /** What was of the current run is of an earlier one from now on. */
  void age() {
    for (Part part : parts) {
      for (int i = 0; i < part.values.length; i++) {
        part.values[i] &= ~CURRENT;
      }
    }
  }

  Map<LedgerState, Long> counts() {
    long[] counts = new long[STATE + 1];
    for (Part part : parts) {
      for (short value : part.values) {
        counts[value & STATE]++;
      }
    }
    Map<LedgerState, Long> named = new EnumMap<>(LedgerState.class);
    for (LedgerState state : LedgerState.values()) {
      named.put(state, counts[LedgerCodes.of(state)]);
    }
    return named;
  }

  /** Returns the number of blocks in which entries can be copied out. */
  int blocks() {
    return PARTS;
  }

  List<LedgerEntry> entries(int block) {
    Part part = parts[block];
    List<LedgerEntry> entries = new ArrayList<>(part.size);
    for (int i = 0; i < part.values.length; i++) {
      if (part.values[i] != 0) {
        entries.add(entry(new LedgerKey(part.keys[2 * i], part.keys[2 * i + 1]), part.values[i]));
      }
    }
    return entries;
  }

  private Part part(long high) {
    return parts[(int) (high >>> 58)];
  }

  private static LedgerEntry entry(LedgerKey key, short value) {
    LedgerState state = LedgerCodes.state(value & STATE);
    FailureReason reason = LedgerCodes.reason(value >> REASON_SHIFT);
    return new LedgerEntry(key, state, reason, (value & CURRENT) != 0);
  }

  /** A table with open addressing. */
  private static final class Part {

    private long[] keys = new long[32];
    private short[] values = new short[16];
    private int size;

    void put(long high, long low, int value) {
      int place = find(high, low);
      boolean added = values[place] == 0;
      keys[2 * place] = high;
      keys[2 * place + 1] = low;
      values[place] = (short) value;
      if (added && ++size > values.length / 4 * 3) {
        grow();
      }
    }

    /** Returns where it is, or where it would be. */
    int find(long high, long low) {
      int mask = values.length - 1;
      int place = (int) low & mask;
      while (values[place] != 0 && (keys[2 * place] != high || keys[2 * place + 1] != low)) {
        place = (place + 1) & mask;
      }
      return place;
    }

    private void grow() {
      long[] oldKeys = keys;
      short[] oldValues = values;
      keys = new long[oldKeys.length * 2];
      values = new short[oldValues.length * 2];
      for (int i = 0; i < oldValues.length; i++) {
        if (oldValues[i] != 0) {
          int place = find(oldKeys[2 * i], oldKeys[2 * i + 1]);
          keys[2 * place] = oldKeys[2 * i];
          keys[2 * place + 1] = oldKeys[2 * i + 1];
          values[place] = oldValues[i];
        }
      }
    }
  }
}
