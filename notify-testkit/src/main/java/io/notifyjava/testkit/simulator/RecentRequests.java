package io.notifyjava.testkit.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last calls, in a ring of fixed size that holds a limited number of bytes. Thread-safe without
 * a lock.
 */
final class RecentRequests {

  /** So that a few hundred uploads of material don't fill the heap. */
  static final long MOST_BODY_BYTES = 16L * 1024 * 1024;

  private final AtomicReferenceArray<SeenRequest> ring;
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong bodyBytes = new AtomicLong();

  RecentRequests(int size) {
    this.ring = new AtomicReferenceArray<>(size);
  }

  long nextNumber() {
    return last.incrementAndGet();
  }

  void add(SeenRequest seen) {
    if (ring.length() == 0) {
      return;
    }
    int slot = (int) (seen.number() % ring.length());
    replace(slot, seen);
    // Oldest first, beginning behind the newest, which always stays.
    for (int i = 1; i < ring.length() && bodyBytes.get() > MOST_BODY_BYTES; i++) {
      replace((slot + i) % ring.length(), null);
    }
  }

  private void replace(int slot, @Nullable SeenRequest seen) {
    long more = seen == null ? 0 : seen.request().bodyLength();
    bodyBytes.addAndGet(more);
    SeenRequest old = ring.getAndSet(slot, seen);
    if (old != null) {
      bodyBytes.addAndGet(-(long) old.request().bodyLength());
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
      replace(i, null);
    }
    last.set(0);
  }
}
