package io.notifyjava.internal.config;

import io.notifyjava.route.Route;
import io.notifyjava.route.Routers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The routes of messages, as {@code notify.route.<channel or type>}: accounts in their order, or
 * each with its weight.
 */
final class RouteSettings {

  /** What a key begins with, behind the common prefix. */
  static final String KEY = "route.";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern WEIGHTED = Pattern.compile("([^:]+?)\\s*:\\s*([0-9]{1,7})");

  private RouteSettings() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Reads {@code aliyun,huawei} or {@code aliyun:3,huawei:1}. */
  static Configuration.ConfiguredRoute read(String text) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (String part : Values.list(text)) {
      Matcher matcher = WEIGHTED.matcher(part);
      boolean weighted = matcher.matches();
      names.add(weighted ? matcher.group(1) : part);
      if (weighted) {
        weights.put(matcher.group(1), Values.integer(matcher.group(2)));
      }
    }
    Route order = new Route(names);
    boolean mixed = !weights.isEmpty() && weights.size() < names.size();
    if (mixed || (weights.isEmpty() && text.contains(":"))) {
      throw new IllegalArgumentException(
          "must be accounts in their order, such as aliyun,huawei, or accounts that all have a"
              + " weight, such as aliyun:3,huawei:1, but was: "
              + text);
    }
    if (!weights.isEmpty()) {
      // For its checks alone, so that what is wrong shows beside its key.
      Routers.weighted(weights);
    }
    return new Configuration.ConfiguredRoute(order, weights);
  }
}
