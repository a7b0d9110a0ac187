package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the values of a subscription message, in the order in which they are given. */
final class SubscriptionData {

  private final Map<String, String> values = new LinkedHashMap<>();

  void put(String key, String value) {
    values.put(
        Checks.id("key of data", key, 64),
        Checks.limited("value", Checks.wellFormed("value", value)));
  }

  void putAll(Map<String, String> more) {
    more.forEach(this::put);
  }

  void check(List<String> problems) {
    if (values.isEmpty()) {
      problems.add("data is missing; call data(key, value) for each key of the template");
    }
  }

  Map<String, String> copy() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
