package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import io.notifyjava.testkit.internal.TextCounts;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what reached whom. Holds numbers, counters and hashes, about 50 bytes for each
 * number, and of the texts only the last one. Thread-safe.
 */
final class XuanwuSmsLedger {

  private static final long SEED = 5;

  private final boolean watched;
  private final TextCounts numbers = new TextCounts();
  private final LongHashSet delivered = new LongHashSet();
  private final LongAdder messages = new LongAdder();
  private final LongAdder parts = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private volatile @Nullable String lastText;

  XuanwuSmsLedger(boolean watched) {
    this.watched = watched;
  }

  /** One text on its way. */
  record Sms(String number, String text) {

    /** As the carriers count: 70 characters, or 67 in each of several parts. */
    int parts() {
      return text.length() <= 70 ? 1 : (text.length() + 66) / 67;
    }

    @Override
    public String toString() {
      return "Sms of " + text.length() + " characters";
    }
  }

  void deliver(List<Sms> all) {
    for (Sms sms : all) {
      messages.increment();
      parts.add(sms.parts());
      numbers.count(Long.parseLong(sms.number()));
      if (watched && !delivered.add(Hash64.of(sms.text(), Hash64.of(sms.number(), SEED)))) {
        duplicates.increment();
      }
    }
    lastText = all.get(all.size() - 1).text();
  }

  long messages() {
    return messages.sum();
  }

  long parts() {
    return parts.sum();
  }

  long duplicates() {
    return duplicates.sum();
  }

  long numbers() {
    return numbers.size();
  }

  int to(String number) {
    return numbers.of(Long.parseLong(number));
  }

  @Nullable String lastText() {
    return lastText;
  }

  void clear() {
    numbers.clear();
    delivered.clear();
    messages.reset();
    parts.reset();
    duplicates.reset();
    lastText = null;
  }
}
