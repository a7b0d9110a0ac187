package io.notifyjava.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The parsed templates that are in use, and the order of the readings that brought them.
 *
 * <p>Store readings run at the same time and end in any order, for no lock is held while one runs.
 * So each takes a number before it starts, and its result counts only if no reading with a higher
 * number has spoken of the key: what was read first may be stale. A key that a reading found gone
 * is remembered as long as an older reading runs, which could otherwise bring it back.
 *
 * <p>Readers see one map, whole: they take no lock. The lock is for changes and is held for no I/O.
 */
final class TemplateShelf {

  private record Entry(Template template, long reading) {}

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();

  /** Replaced as a whole by {@link #replaceAll}; changed, under the lock, by single readings. */
  private volatile ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  private final TreeSet<Long> running = new TreeSet<>();
  private final Map<String, Long> removals = new HashMap<>();
  private long lastReading;
  private long lastFullReading;

  TemplateShelf(int capacity) {
    this.capacity = capacity;
  }

  @Nullable Template get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.template;
  }

  Set<String> keys() {
    return Set.copyOf(entries.keySet());
  }

  /** Returns the number of a reading that is about to start. */
  long begin() {
    lock.lock();
    try {
      running.add(++lastReading);
      return lastReading;
    } finally {
      lock.unlock();
    }
  }

  /** Says that a reading is over, well or not, and will change nothing more. */
  void end(long reading) {
    lock.lock();
    try {
      running.remove(reading);
      if (running.isEmpty()) {
        removals.clear();
      } else {
        removals.values().removeIf(removed -> removed < running.first());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether no reading runs and so nothing is remembered for one. */
  boolean isIdle() {
    lock.lock();
    try {
      return running.isEmpty() && removals.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts what a reading found under its key.
   *
   * @throws TemplateException if the shelf is full
   */
  void put(long reading, Template template) {
    lock.lock();
    try {
      if (!isStale(reading, template.key())) {
        if (entries.size() >= capacity && !entries.containsKey(template.key())) {
          throw full(capacity + 1);
        }
        entries.put(template.key(), new Entry(template, reading));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes away what a reading no longer found. */
  void remove(long reading, String key) {
    lock.lock();
    try {
      if (!isStale(reading, key)) {
        entries.remove(key);
        removals.put(key, reading);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts what a reading of the whole store found in place of everything, in one step.
   *
   * @throws TemplateException if that is more than the shelf holds; nothing is changed
   */
  void replaceAll(long reading, Map<String, Template> found) {
    lock.lock();
    try {
      if (lastFullReading > reading) {
        return;
      }
      ConcurrentMap<String, Entry> next = new ConcurrentHashMap<>();
      found.forEach(
          (key, template) -> {
            if (removals.getOrDefault(key, 0L) < reading) {
              next.put(key, new Entry(template, reading));
            }
          });
      entries.forEach(
          (key, entry) -> {
            if (entry.reading > reading) {
              next.put(key, entry);
            }
          });
      if (next.size() > capacity) {
        throw full(next.size());
      }
      lastFullReading = reading;
      entries = next;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with {@code size} templates. */
  TemplateException full(int size) {
    return new TemplateException(
        "The registry must hold at most %d templates, but would hold %d: remove templates or raise TemplateLimits.maxTemplates"
            .formatted(capacity, size));
  }

  private boolean isStale(long reading, String key) {
    Entry entry = entries.get(key);
    return lastFullReading > reading
        || (entry != null && entry.reading > reading)
        || removals.getOrDefault(key, 0L) > reading;
  }
}
