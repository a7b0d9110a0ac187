package io.notifyjava.internal.config;

import io.notifyjava.policy.RateLimit;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts of configuration. Errors say what was expected and what was found; callers must
 * not ask them to read a secret.
 */
public final class Values {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,7})\\s*/\\s*([^/]+)");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private Values() {}

  /** Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d} or ISO-8601. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "must be a time such as 500ms, 10s, 5m, 2h or PT10S, but was: " + text, e);
    }
  }

  /** Reads a whole number in ASCII digits. */
  public static int integer(String text) {
    if (!INTEGER.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("must be a whole number, but was: " + text);
    }
    return Integer.parseInt(text.strip());
  }

  /** Reads a number such as {@code 0.5}. */
  public static double decimal(String text) {
    if (!DECIMAL.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("must be a number such as 0.5, but was: " + text);
    }
    return Double.parseDouble(text.strip());
  }

  /** Reads {@code true} or {@code false}. */
  public static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, but was: " + text);
    };
  }

  /** Reads texts separated by commas; empty parts are refused. */
  public static List<String> list(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException(
          "must be texts separated by commas with none empty, but was: " + text);
    }
    return parts;
  }

  /** Reads {@code 100/1s}: calls in a period. */
  public static RateLimit rate(String text) {
    Matcher matcher = RATE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be calls in a period such as 100/1s, but was: " + text);
    }
    return RateLimit.of(integer(matcher.group(1)), duration(matcher.group(2)));
  }

  /** Reads a constant of an enum, written in lower case with hyphens. */
  public static <E extends Enum<E>> E constant(Class<E> type, String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    throw new IllegalArgumentException("must be one of " + known + ", but was: " + text);
  }
}
