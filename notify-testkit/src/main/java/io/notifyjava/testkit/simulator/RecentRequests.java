package io.notifyjava.testkit.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last calls, in a ring of fixed size. Thread-safe without a lock. */
final class RecentRequests {

  private final AtomicReferenceArray<SeenRequest> ring;
  private final AtomicLong last = new AtomicLong();

  RecentRequests(int size) {
    this.ring = new AtomicReferenceArray<>(size);
  }

  long nextNumber() {
    return last.incrementAndGet();
  }

  void add(SeenRequest seen) {
    if (ring.length() > 0) {
      ring.set((int) (seen.number() % ring.length()), seen);
    }
  }

  /** Oldest first. */
  List<SeenRequest> list() {
    List<SeenRequest> seen = new ArrayList<>();
    for (int i = 0; i < ring.length(); i++) {
      SeenRequest request = ring.get(i);
      if (request != null) {
        seen.add(request);
      }
    }
    seen.sort(Comparator.comparingLong(SeenRequest::number));
    return List.copyOf(seen);
  }

  void clear() {
    for (int i = 0; i < ring.length(); i++) {
      ring.set(i, null);
    }
    last.set(0);
  }
}
