package io.notifyjava.testkit;

import io.notifyjava.message.Secret;
import io.notifyjava.spi.Settings;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings read out of the texts of a properties file, when they are asked for. */
record TextSettings(Map<String, String> values) implements Settings {

  private static final Pattern SHORT_TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  static TextSettings of(Map<String, String> values) {
    return new TextSettings(Map.copyOf(values));
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public Optional<Secret> secret(String name) {
    return text(name).map(Secret::of);
  }

  @Override
  public Optional<Integer> integer(String name) {
    return read(name, "a whole number such as 8080", Integer::valueOf);
  }

  @Override
  public boolean flag(String name) {
    return read(name, "true or false", TextSettings::yesOrNo).orElse(false);
  }

  @Override
  public Optional<Duration> duration(String name) {
    return read(name, "a time such as 500ms, 10s, 5m, 2h or PT10S", TextSettings::time);
  }

  @Override
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(all -> Arrays.stream(all.split(",", -1)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Names only: some of the values are credentials. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }

  private <T> Optional<T> read(String name, String expected, Function<String, T> reader) {
    return text(name)
        .map(
            value -> {
              try {
                return reader.apply(value);
              } catch (IllegalArgumentException | DateTimeParseException wrong) {
                throw new IllegalArgumentException(
                    "Setting %s must be %s, but was: %s; correct it in the test's context"
                        .formatted(name, expected, value),
                    wrong);
              }
            });
  }

  private static boolean yesOrNo(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static Duration time(String value) {
    Matcher matcher = SHORT_TIME.matcher(value);
    if (!matcher.matches()) {
      return Duration.parse(value);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
