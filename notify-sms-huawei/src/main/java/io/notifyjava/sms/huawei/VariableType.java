package io.notifyjava.sms.huawei;

import java.util.List;
import java.util.Optional;

/**
 * What a variable of Huawei's template may be filled with.
 *
 * <p>Source: the vendor's page "Template and variable specifications" (sms_01_0008), with the
 * lengths that hold unless an account was given others. A mapping that names no types is not held
 * to any of them, since we do not know them.
 */
enum VariableType {
  PHONE(15),
  CHARDIGIT(20),
  DATETIME(20),
  MONEY(20),
  TEXT(20),
  /** A type that nobody named. */
  ANY(Integer.MAX_VALUE);

  private static final String NOT_IN_TEXT = ".。'<>{}";

  private final int longest;

  VariableType(int longest) {
    this.longest = longest;
  }

  /** Returns the type that Huawei's console calls so, whatever the case. */
  static Optional<VariableType> of(String word) {
    return words().stream().filter(type -> type.name().equalsIgnoreCase(word)).findFirst();
  }

  /** Returns the names of the types that a mapping may name. */
  static List<VariableType> words() {
    return List.of(PHONE, CHARDIGIT, DATETIME, MONEY, TEXT);
  }

  /** Returns what is wrong with a value, without the value; to be put behind its name. */
  Optional<String> problem(String value) {
    if (value.isBlank()) {
      return Optional.of(": expected a value, because Huawei refuses blank ones, but found none");
    }
    if (holdsHalfAPair(value)) {
      return Optional.of(": expected valid Unicode, but found half a surrogate pair");
    }
    if (value.length() > longest) {
      return Optional.of(
          ": expected at most %d characters of type %s, but found %d"
              .formatted(longest, this, value.length()));
    }
    if (this == TEXT && value.chars().anyMatch(c -> NOT_IN_TEXT.indexOf(c) >= 0)) {
      return Optional.of(
          ": a value of type TEXT must hold none of . 。 ' < > { } but does; use another word, or a"
              + " template with a variable of type MONEY, which takes dots");
    }
    return Optional.empty();
  }

  private static boolean holdsHalfAPair(String value) {
    int c;
    for (int i = 0; i < value.length(); i += Character.charCount(c)) {
      c = value.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return true;
      }
    }
    return false;
  }
}
