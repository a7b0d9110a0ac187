package io.notifyjava.sms;

import io.notifyjava.message.Masking;
import java.util.Objects;
import java.util.regex.Pattern;

/** How names of templates, variables and mappings are written. */
final class Names {

  private static final Pattern TEMPLATE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private Names() {}

  static String template(String name) {
    return checked(
        TEMPLATE, "Template name", name, "letters, digits, _ and -, beginning with a letter");
  }

  static String variable(String name) {
    return checked(
        VARIABLE, "Variable name", name, "letters, digits, _ and -, beginning with a letter or _");
  }

  static String accountOrType(String name) {
    return checked(
        ACCOUNT, "Account name or provider type", name, "lower-case letters, digits and hyphens");
  }

  static String setting(String name) {
    return checked(SETTING, "Setting name", name, "lower-case words joined by hyphens");
  }

  /** A name that came with a message: as it is if it can be a name, else only its length. */
  static String shown(String name) {
    return VARIABLE.matcher(name).matches() ? "'" + name + "'" : Masking.length(name);
  }

  private static String checked(Pattern pattern, String what, String name, String rule) {
    Objects.requireNonNull(name, what);
    if (name.length() > 64 || !pattern.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be 1 to 64 characters: %s; but was: %s"
              .formatted(what, rule, name.length() > 64 ? name.substring(0, 64) + "…" : name));
    }
    return name;
  }
}
