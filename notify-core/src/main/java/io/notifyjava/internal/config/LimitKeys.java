package io.notifyjava.internal.config;

import io.notifyjava.limit.FailMode;
import io.notifyjava.limit.MemoryLimitStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Collects the keys and variables of limits, {@code notify.limits.<name>.<setting>}. */
final class LimitKeys {

  /** What a key begins with, behind the common prefix. */
  static final String KEY = "limits.";

  static final String WHEN_STORE_FAILS = KEY + "when-store-fails";
  static final String MAX_KEYS = KEY + "max-keys";
  static final String WHEN_FULL = KEY + "when-full";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final Map<String, Map<String, String>> limits = new TreeMap<>();
  private final Problems problems;

  LimitKeys(Problems problems) {
    this.problems = problems;
  }

  /**
   * Adds a key.
   *
   * @param rest what stands behind {@link #KEY}
   * @param key as it was written
   */
  void add(String rest, String value, String key) {
    int dot = rest.indexOf('.');
    if (dot < 1 || !NAME.matcher(rest.substring(0, dot)).matches()) {
      problems.add(
          key
              + ": must be notify.limits.<name>.<setting>, the name in lower-case letters, digits and"
              + " hyphens, or one of [notify."
              + String.join(", notify.", WHEN_STORE_FAILS, MAX_KEYS, WHEN_FULL)
              + "]");
      return;
    }
    String setting = rest.substring(dot + 1);
    if (LimitSettings.KEYS.contains(setting)) {
      limits.computeIfAbsent(rest.substring(0, dot), any -> new TreeMap<>()).put(setting, value);
    } else {
      problems.add(
          Nearest.problem(key, LimitSettings.KEYS, key.substring(0, key.lastIndexOf(setting))));
    }
  }

  /**
   * Adds a variable.
   *
   * @param rest what stands behind {@code NOTIFY_LIMITS_}
   * @return whether it ends like a setting of a limit
   */
  boolean addVariable(String rest, String value) {
    String key = rest.toLowerCase(Locale.ROOT).replace('_', '-');
    // The longest setting wins: CODES_PER_ACCOUNT is per-account of codes.
    Optional<String> setting =
        LimitSettings.KEYS.stream()
            .filter(known -> key.endsWith("-" + known))
            .max(Comparator.comparingInt(String::length));
    setting.ifPresent(
        known ->
            add(
                key.substring(0, key.length() - known.length() - 1) + "." + known,
                value,
                "NOTIFY_LIMITS_" + rest));
    return setting.isPresent();
  }

  /** Reads the limits; empty if none is given. */
  Optional<Configuration.ConfiguredLimits> read(Map<String, String> engine) {
    List<Configuration.ConfiguredLimit> read =
        limits.entrySet().stream()
            .map(e -> limit(e.getKey(), e.getValue()))
            .flatMap(Optional::stream)
            .toList();
    FailMode whenStoreFails = value(engine, WHEN_STORE_FAILS, LimitKeys::mode, FailMode.CLOSED);
    FailMode whenFull = value(engine, WHEN_FULL, LimitKeys::mode, FailMode.CLOSED);
    Optional<Integer> maxKeys = value(engine, MAX_KEYS, LimitKeys::number, Optional.empty());
    if (limits.isEmpty()) {
      engine.keySet().stream()
          .filter(key -> key.startsWith(KEY))
          .forEach(
              key ->
                  problems.add(
                      "notify."
                          + key
                          + ": there is no limit; add one, such as notify.limits.all.at-most=1000/day"));
      return Optional.empty();
    }
    return Optional.of(new Configuration.ConfiguredLimits(read, whenStoreFails, maxKeys, whenFull));
  }

  private Optional<Configuration.ConfiguredLimit> limit(String name, Map<String, String> given) {
    return new LimitSettings(name, "notify." + KEY + name, given, problems).read();
  }

  private static Optional<Integer> number(String text) {
    int number = Values.integer(text);
    // For its check alone, so that what is wrong shows beside its key.
    MemoryLimitStore.builder().maxKeys(number);
    return Optional.of(number);
  }

  private static FailMode mode(String text) {
    return Values.constant(FailMode.class, text);
  }

  private <T> T value(
      Map<String, String> engine, String key, Function<String, T> read, T defaultValue) {
    String text = engine.get(key);
    return text == null
        ? defaultValue
        : problems.collect("notify." + key, () -> read.apply(text)).orElse(defaultValue);
  }
}
