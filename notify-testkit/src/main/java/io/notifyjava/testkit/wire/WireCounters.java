package io.notifyjava.testkit.wire;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The numbers behind {@link WireStats}; any thread may count. */
final class WireCounters {

  private final LongAdder connections = new LongAdder();
  private final AtomicLong open = new AtomicLong();
  private final LongAdder requests = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();

  void opened() {
    connections.increment();
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  void request() {
    requests.increment();
  }

  void malformedRequest() {
    malformed.increment();
  }

  void read(int count) {
    bytesRead.add(count);
  }

  void wrote(int count) {
    bytesWritten.add(count);
  }

  WireStats snapshot() {
    return new WireStats(
        connections.sum(),
        open.get(),
        requests.sum(),
        malformed.sum(),
        bytesRead.sum(),
        bytesWritten.sum());
  }

  /** Starts again from zero, except for the number of open connections, which is a fact. */
  void reset() {
    connections.reset();
    requests.reset();
    malformed.reset();
    bytesRead.reset();
    bytesWritten.reset();
  }
}
