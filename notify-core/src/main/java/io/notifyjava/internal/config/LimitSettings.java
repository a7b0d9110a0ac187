package io.notifyjava.internal.config;

import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitKey;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.message.SmsMessage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One limit, as {@code notify.limits.<name>.<setting>}: a preset of a vendor's, or a key and
 * bounds.
 */
final class LimitSettings {

  static final List<String> KEYS =
      List.of(
          "preset", "accounts", "templates", "per", "per-account", "at-most", "zone", "max-wait");

  /** What a preset says by itself. */
  private static final Set<String> OWN =
      Set.of("per", "per-account", "at-most", "zone", "max-wait");

  private static final Pattern BOUND = Pattern.compile("([0-9]{1,9})\\s*/\\s*([^/]+)");

  /** What is counted together. */
  private enum Per {
    ACCOUNT,
    RECIPIENT,
    RECIPIENT_AND_TEMPLATE;

    LimitKey key() {
      return switch (this) {
        case ACCOUNT -> LimitKey.account();
        case RECIPIENT -> LimitKey.recipient();
        case RECIPIENT_AND_TEMPLATE -> LimitKey.recipientAndTemplate();
      };
    }
  }

  private final String name;
  private final String path;
  private final Map<String, String> given;
  private final Problems problems;

  /**
   * Begins to read a limit.
   *
   * @param path where it stands, without a dot at the end
   */
  LimitSettings(String name, String path, Map<String, String> given, Problems problems) {
    this.name = name;
    this.path = path;
    this.given = given;
    this.problems = problems;
  }

  /** Returns the limit; empty if something is wrong with it, which the problems tell then. */
  Optional<Configuration.ConfiguredLimit> read() {
    Problems own = new Problems();
    List<String> accounts = value("accounts", Values::list, List.of(), own);
    List<String> templates = value("templates", Values::list, List.of(), own);
    @Nullable Limit limit =
        given.containsKey("preset")
            ? preset(accounts, templates, own)
            : custom(accounts, templates, own);
    problems.addAll(own);
    return limit == null || !own.isEmpty()
        ? Optional.empty()
        : Optional.of(new Configuration.ConfiguredLimit(limit, path, accounts, templates));
  }

  private @Nullable Limit preset(List<String> accounts, List<String> templates, Problems own) {
    @Nullable LimitPreset preset =
        value("preset", text -> Optional.of(Values.constant(LimitPreset.class, text)), none(), own)
            .orElse(null);
    if (preset == null) {
      return null;
    }
    String shown = given.getOrDefault("preset", "").strip();
    given.keySet().stream()
        .filter(OWN::contains)
        .sorted()
        .forEach(
            key ->
                own.add(at(key) + ": preset " + shown + " has its own; take one of the two out"));
    if (accounts.size() != 1 && (accounts.size() > 1 || !given.containsKey("accounts"))) {
      own.add(
          at("accounts")
              + ": preset "
              + shown
              + " must have one account, whose messages it counts, but "
              + (accounts.isEmpty() ? "there was none" : "was: " + String.join(",", accounts)));
    }
    if (preset.ofTemplates() != given.containsKey("templates")) {
      own.add(
          at("templates")
              + (preset.ofTemplates()
                  ? ": is required and missing: the logical templates that preset "
                      + shown
                      + " counts, separated by commas"
                  : ": preset " + shown + " counts messages of every template; take it out"));
    }
    return own.isEmpty()
        ? preset.limit(name, accounts.get(0), new LinkedHashSet<>(templates))
        : null;
  }

  private @Nullable Limit custom(List<String> accounts, List<String> templates, Problems own) {
    Limit.Builder limit = Limit.named(name).per(key(accounts, templates, own));
    ZoneId zone = value("zone", LimitSettings::zone, LimitWindow.VENDOR_ZONE, own);
    Duration maxWait = value("max-wait", Values::duration, Duration.ZERO, own);
    own.collect(at("max-wait"), () -> limit.maxWait(maxWait));
    String bounds = given.get("at-most");
    if (bounds == null) {
      own.add(
          at("at-most")
              + ": is required and missing: messages in windows, such as 1/minute, 5/hour, or say"
              + " which preset the limit is");
      return null;
    }
    boolean ofDays = false;
    for (String bound : value("at-most", Values::list, List.<String>of(), own)) {
      own.collect(at("at-most"), () -> bound(limit, bound, zone));
      ofDays |= bound.endsWith("day");
    }
    if (given.containsKey("zone") && !ofDays && own.isEmpty()) {
      own.add(at("zone") + ": only a day has a zone, but there is none in at-most; take it out");
    }
    return own.isEmpty() ? limit.build() : null;
  }

  private LimitKey key(List<String> accounts, List<String> templates, Problems own) {
    LimitKey key = value("per", text -> Values.constant(Per.class, text), Per.ACCOUNT, own).key();
    if (!templates.isEmpty()) {
      Set<String> names = Set.copyOf(templates);
      key =
          key.when(message -> message instanceof SmsMessage sms && names.contains(sms.template()));
    }
    if (value("per-account", Values::flag, false, own)) {
      key = key.perAccount();
    }
    if (!accounts.isEmpty()) {
      List<String> more = new ArrayList<>(accounts.subList(1, accounts.size()));
      key = key.over(accounts.get(0), more.toArray(String[]::new));
    }
    return key;
  }

  private static Limit.Builder bound(Limit.Builder limit, String text, ZoneId zone) {
    Matcher matcher = BOUND.matcher(text);
    if (!matcher.matches()) {
      throw noBound(text);
    }
    return limit.atMost(Values.integer(matcher.group(1)), window(matcher.group(2), zone, text));
  }

  /** A word is a window of the calendar, a time one that reaches back from each message. */
  private static LimitWindow window(String word, ZoneId zone, String bound) {
    return switch (word) {
      case "second" -> LimitWindow.second();
      case "minute" -> LimitWindow.minute();
      case "hour" -> LimitWindow.hour();
      case "day" -> LimitWindow.day(zone);
      default -> LimitWindow.rolling(length(word, bound));
    };
  }

  private static Duration length(String word, String bound) {
    try {
      return Values.duration(word);
    } catch (IllegalArgumentException e) {
      throw noBound(bound);
    }
  }

  private static IllegalArgumentException noBound(String text) {
    return new IllegalArgumentException(
        "must be messages in a window: 1/second, 1/minute, 5/hour, 50/day, or with any time, 2/59s,"
            + " but was: "
            + text);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a time zone such as Asia/Shanghai, but was: " + text, e);
    }
  }

  private static Optional<LimitPreset> none() {
    return Optional.empty();
  }

  private String at(String key) {
    return path + "." + key;
  }

  private <T> T value(String key, Function<String, T> read, T defaultValue, Problems own) {
    String text = given.get(key);
    return text == null
        ? defaultValue
        : own.collect(at(key), () -> read.apply(text)).orElse(defaultValue);
  }
}
