package io.notifyjava.internal.config;

import io.notifyjava.message.Secret;
import io.notifyjava.message.Texts;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that were read and checked against their declaration. */
final class AccountSettings implements Settings {

  /** The settings of an account that was built by a module's own builder. */
  static final Settings NONE = new AccountSettings(Map.of());

  private final Map<String, Object> values;

  private AccountSettings(Map<String, Object> values) {
    this.values = values;
  }

  /** Reads what is declared; what is wrong goes to {@code problems}, at {@code path}. */
  static Settings read(
      String path, List<Setting> declared, Map<String, String> given, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : declared) {
      String at = path + "." + setting.name();
      String text = given.getOrDefault(setting.name(), setting.defaultValue());
      if (text == null) {
        if (setting.required()) {
          problems.add(at + ": is required and missing: " + setting.description());
        }
        continue;
      }
      problems
          .collect(at, () -> value(setting, text))
          .ifPresent(value -> values.put(setting.name(), value));
    }
    return new AccountSettings(values);
  }

  private static Object value(Setting setting, String text) {
    return switch (setting.kind()) {
      case TEXT -> Texts.required("the text", text, 4_096);
      case SECRET -> Secret.of(text);
      case INTEGER -> Values.integer(text);
      case BOOLEAN -> Values.flag(text);
      case DURATION -> Values.duration(text);
      case LIST -> Values.list(text);
    };
  }

  @Override
  public Optional<String> text(String name) {
    return value(name, String.class);
  }

  @Override
  public Optional<Secret> secret(String name) {
    return value(name, Secret.class);
  }

  @Override
  public Optional<Integer> integer(String name) {
    return value(name, Integer.class);
  }

  @Override
  public boolean flag(String name) {
    return value(name, Boolean.class).orElse(false);
  }

  @Override
  public Optional<Duration> duration(String name) {
    return value(name, Duration.class);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> list(String name) {
    return (List<String>) value(name, List.class).orElse(List.of());
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
