package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows who agreed to how many messages of which template. Thread-safe: of many calls at once
 * exactly as many succeed as there are consents.
 *
 * <p>Consents to subscription messages add up; a one-time consent belongs to a scene and doesn't.
 */
final class ConsentBook {

  /** Stands for the scene of subscription messages, which have none. */
  static final int NO_SCENE = -1;

  private final boolean needed;
  private final Map<Key, AtomicInteger> left = new ConcurrentHashMap<>();
  private final Set<Refusal> refusals = ConcurrentHashMap.newKeySet();

  private record Key(String openId, String templateId, int scene) {}

  private record Refusal(String openId, String templateId) {}

  /**
   * An empty book.
   *
   * @param needed whether somebody who was never named must consent first
   */
  ConsentBook(boolean needed) {
    this.needed = needed;
  }

  void grant(String openId, String templateId, int times) {
    refusals.remove(new Refusal(openId, templateId));
    counter(new Key(openId, templateId, NO_SCENE)).addAndGet(times);
  }

  void grantOnce(String openId, String templateId, int scene) {
    refusals.remove(new Refusal(openId, templateId));
    counter(new Key(openId, templateId, scene)).set(1);
  }

  /** Takes all consents to a template back. */
  void refuse(String openId, String templateId) {
    refusals.add(new Refusal(openId, templateId));
    left.forEach(
        (key, count) -> {
          if (key.openId().equals(openId) && key.templateId().equals(templateId)) {
            count.set(0);
          }
        });
  }

  void clear() {
    left.clear();
    refusals.clear();
  }

  /**
   * Uses one consent up.
   *
   * @throws Refused 43101 if there is none left or the person refused
   */
  void use(String openId, String templateId, int scene) {
    if (!refusals.isEmpty() && refusals.contains(new Refusal(openId, templateId))) {
      throw new Refused(43101);
    }
    AtomicInteger consents = left.isEmpty() ? null : left.get(new Key(openId, templateId, scene));
    boolean consented =
        consents == null ? !needed : consents.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    if (!consented) {
      throw new Refused(43101);
    }
  }

  private AtomicInteger counter(Key key) {
    return left.computeIfAbsent(key, none -> new AtomicInteger());
  }
}
