package io.notifyjava.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * For how many rows MySQL is asked at once. It reads whole rows whenever it locks them, payloads
 * that nobody asked for included: 48 mails of 12 MB took it three seconds, of the five that a
 * statement may take, for the five that there was room for. So it is asked for few at first, then
 * for twice as many as have room if they are like those before. Thread-safe.
 */
final class Appetite {

  private static final int AT_FIRST = 16;
  private static final int LEAST = 4;

  private final AtomicInteger most = new AtomicInteger(AT_FIRST);

  int most() {
    return most.get();
  }

  /** Some rows were read, with so many bytes together, where so many had room. */
  void read(int rows, long bytes, long room) {
    long average = Math.max(1, bytes / Math.max(1, rows));
    long fitting = Math.min(Integer.MAX_VALUE, room / average);
    most.set((int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, 2 * fitting)));
  }

  /** Perhaps because they were too many. */
  void failed() {
    most.set(AT_FIRST / 2);
  }
}
