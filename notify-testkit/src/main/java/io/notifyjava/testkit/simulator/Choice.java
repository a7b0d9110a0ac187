package io.notifyjava.testkit.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants as people write them on a command line: {@code mini-program}. */
final class Choice {

  private Choice() {}

  /**
   * The constant that is written so.
   *
   * @throws IllegalArgumentException naming all of them if there is none
   */
  static <E extends Enum<E>> E of(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (written(constant.name()).equals(text)) {
        return constant;
      }
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(constant -> written(constant.name())).toList();
    throw new IllegalArgumentException(
        "expected one of " + String.join(", ", names) + ", but was " + text);
  }

  static String written(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
