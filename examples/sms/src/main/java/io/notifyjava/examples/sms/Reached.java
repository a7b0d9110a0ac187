package io.notifyjava.examples.sms;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.message.Message;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers that were sent to, to be asked of every simulator in the end: a message that one took
 * and another took again stands in neither's own duplicates. Eight bytes a number. Used by one
 * thread at a time.
 */
final class Reached {

  private long[] phones = new long[1_024];
  private int size;

  /** Remembers the number of a message; a repeated one is not sent to again, so once is enough. */
  void add(BatchItem item) {
    Message message = item.message();
    if (message == null || item.duplicate()) {
      return;
    }
    if (size == phones.length) {
      phones = Arrays.copyOf(phones, size * 2);
    }
    phones[size] = Long.parseLong(message.recipient().value());
    size++;
  }

  /** Returns how many messages were taken beyond the first for each number, by whomever. */
  long duplicates(List<Carrier> carriers) {
    long duplicates = 0;
    for (int i = 0; i < size; i++) {
      String phone = "+" + phones[i];
      int taken = carriers.stream().mapToInt(carrier -> carrier.accepted(phone)).sum();
      duplicates += Math.max(0, taken - 1);
    }
    return duplicates;
  }
}
