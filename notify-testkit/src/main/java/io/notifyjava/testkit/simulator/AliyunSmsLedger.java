package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import io.notifyjava.testkit.internal.TextCounts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes down what was accepted: counts, notices what came twice, and keeps the details of the
 * newest messages for those who ask. Thread-safe.
 */
final class AliyunSmsLedger {

  /** So many messages can be asked about; older ones are forgotten, at 100 to 200 bytes each. */
  private static final int MOST_DETAILS = 200_000;

  private final boolean watched;
  private final LongHashSet delivered = new LongHashSet();
  private final TextCounts people = new TextCounts();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Detail>> details = new HashMap<>();
  private final Deque<Detail> newest = new ArrayDeque<>();
  final LongAdder accepted = new LongAdder();
  final LongAdder duplicates = new LongAdder();

  AliyunSmsLedger(boolean watched) {
    this.watched = watched;
  }

  /** One call that was accepted. */
  record Batch(String bizId, String outId, String template, Instant at) {}

  /** One message of it. */
  record Detail(String number, Batch batch) {}

  void accept(AliyunSmsOrder.Item item, String template, Batch batch) {
    accepted.increment();
    long hash = Hash64.of(item.values(), Hash64.of(item.sign(), Hash64.of(template, 7)));
    if (watched) {
      people.count(item.number());
      if (!delivered.add(Hash64.of(item.number(), hash))) {
        duplicates.increment();
      }
    }
    Detail detail = new Detail(item.number(), batch);
    lock.lock();
    try {
      details.computeIfAbsent(item.number(), none -> new ArrayDeque<>(1)).addLast(detail);
      newest.addLast(detail);
      if (newest.size() > MOST_DETAILS) {
        forget(newest.removeFirst());
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(Detail oldest) {
    Deque<Detail> its = details.get(oldest.number());
    if (its != null) {
      its.removeFirst();
      if (its.isEmpty()) {
        details.remove(oldest.number());
      }
    }
  }

  /** How many messages one number was sent; among the newest only if not watched. */
  int to(String number) {
    return watched ? people.of(number) : of(number).size();
  }

  /** What one number was sent, newest first. */
  List<Detail> of(String number) {
    lock.lock();
    try {
      List<Detail> its = new ArrayList<>(details.getOrDefault(number, new ArrayDeque<>(0)));
      java.util.Collections.reverse(its);
      return its;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    delivered.clear();
    people.clear();
    lock.lock();
    try {
      details.clear();
      newest.clear();
    } finally {
      lock.unlock();
    }
    accepted.reset();
    duplicates.reset();
  }
}
