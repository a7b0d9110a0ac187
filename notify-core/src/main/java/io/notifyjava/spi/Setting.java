package io.notifyjava.spi;

import io.notifyjava.message.Texts;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a provider's account: its name, what it takes and what it means.
 *
 * @param name lower-case words joined by hyphens, such as {@code app-id}
 * @param kind what it takes
 * @param required whether an account without it is refused
 * @param defaultValue what holds without it, in the form of its kind; null if nothing does
 * @param description one sentence for documentation and errors, with unit and range
 * @since 0.1.0
 */
public record Setting(
    String name, Kind kind, boolean required, @Nullable String defaultValue, String description) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public Setting {
    Objects.requireNonNull(kind, "kind");
    Texts.required("description", description, 400);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Setting name must be lower-case words joined by hyphens, but was: " + name);
    }
    if (required && defaultValue != null) {
      throw new IllegalArgumentException(
          "Setting " + name + " must be either required or have a default, but is both");
    }
  }

  /** Returns a setting that an account must have. */
  public static Setting required(String name, Kind kind, String description) {
    return new Setting(name, kind, true, null, description);
  }

  /** Returns a setting that an account may have. */
  public static Setting optional(String name, Kind kind, String description) {
    return new Setting(name, kind, false, null, description);
  }

  /** Returns a setting with a default. */
  public static Setting withDefault(
      String name, Kind kind, String defaultValue, String description) {
    return new Setting(name, kind, false, defaultValue, description);
  }

  /**
   * What a setting takes.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** Any text without control characters. */
    TEXT,
    /** A credential; its value appears in no error. */
    SECRET,
    /** A whole number. */
    INTEGER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /**
     * A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, or ISO-8601 {@code PT10S}.
     */
    DURATION,
    /** Texts separated by commas. */
    LIST
  }
}
